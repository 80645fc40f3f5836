"""A desk's records in a schema of a PostgreSQL."""

import hashlib
import re

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from dutydesk.api import DataProblem
from dutydesk.store.place import BUSY_SECONDS, with_begin
from dutydesk.store.postgres_faults import damage_on_server, fault_of_server
from dutydesk.store.postgres_server import PostgresServer
from dutydesk.store.postgres_tables import complaints_of_tables, finish_tables
from dutydesk.wording import _

DEFAULT_SCHEMA = "public"
_SCHEMA_NAME = re.compile(r"(?!pg_)[a-z][a-z0-9_]{0,62}\Z")
_LEFT_ALONE_SECONDS = 60
"""After so long without a word the server drops a transaction, so that a frozen client blocks nobody."""


class PostgresSchema:
    """One schema: every commit is on the server's disk before it is acknowledged, and told on one channel.

    Writers of one schema take turns, so that the numbers of the journal are committed in their order.

    Raises:
        DataProblem: `schema` is no name that a schema of a desk can have.
    """

    def __init__(self, server: PostgresServer, schema: str, *, owns_server: bool) -> None:
        if not is_schema_name(schema):
            raise DataProblem(
                _(
                    "[database] schema in desk.toml: expected small letters a to z, digits and _, "
                    "a letter first, at most 63"
                )
            )
        self._server = server
        self._schema = schema
        self._owns_server = owns_server
        self.engine = server.engine
        self.name = f"{server.name}, {schema}"
        here = f'SET LOCAL search_path TO "{schema}"'
        self.begin_reading = f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {here}"
        self.begin_writing = (
            f"BEGIN ISOLATION LEVEL READ COMMITTED; {here}; SET LOCAL lock_timeout TO '{BUSY_SECONDS}s'; "
            f"SET LOCAL idle_in_transaction_session_timeout TO '{_LEFT_ALONE_SECONDS}s'; "
            f"SELECT pg_advisory_xact_lock({_lock_key(schema)})"
        )

    def prepare(self, connection: sa.Connection) -> None:
        """Make the schema if it is not there; whoever may not make one can use one that is."""
        there = connection.execute(
            sa.text("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = :schema"), {"schema": self._schema}
        ).scalar()
        if there is None:
            connection.exec_driver_sql(f'CREATE SCHEMA "{self._schema}"')

    def finish(self, connection: sa.Connection) -> None:
        """Make new columns hold and sort what they would in SQLite, and the journal tell of its entries."""
        finish_tables(connection)

    def inserting(self, table: sa.Table) -> postgresql.Insert:
        """Return an insertion that can say what becomes of a row that is there already."""
        return postgresql.insert(table)

    def version(self) -> int:
        """Return a number that moves whenever anyone has committed a change; to ask takes microseconds."""
        return self._server.listening.version(self._schema)

    def committed(self) -> None:
        """Count a commit of one's own, which the server tells of a moment later."""
        self._server.listening.moved(self._schema)

    def doze(self, seconds: float) -> None:
        """Wait so long, or less where the server has something to tell."""
        self._server.listening.doze(seconds)

    def complaints(self) -> tuple[str, ...]:
        """Return what is wrong with the structure, nothing if it is whole."""
        with with_begin(self.engine.connect(), self.begin_reading) as connection:
            return complaints_of_tables(connection)

    def damage(self, error: sa.exc.DBAPIError) -> str:
        """Return in one line how `error` shows that the desk is damaged, or nothing."""
        return damage_on_server(error, self.name)

    def fault(self, error: sa.exc.DBAPIError) -> str | None:
        """Return in one line what `error` says of the server, None where the statement is to blame."""
        return fault_of_server(error, self.name, self._server.secrets)

    def close(self) -> None:
        """Give every connection back, unless others share them."""
        if self._owns_server:
            self._server.close()


def is_schema_name(name: str) -> bool:
    """Tell whether a desk's schema can have this name, which then needs no care where it stands in SQL."""
    return _SCHEMA_NAME.match(name) is not None and name != "information_schema"


def _lock_key(schema: str) -> int:
    """Return the number on which the writers of one schema wait for one another."""
    digest = hashlib.sha256(f"dutydesk:{schema}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
