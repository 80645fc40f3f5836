"""Where a desk's records are kept: what a database of either kind can be asked for."""

from collections.abc import Callable
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite

BUSY_SECONDS = 5
"""How long a writer waits for the one before it."""

_BEGIN = "dutydesk_begin"


class Place(Protocol):
    """The tables of one desk in an SQLite file or in a schema of a PostgreSQL."""

    @property
    def engine(self) -> sa.Engine:
        """The connections to it."""

    @property
    def name(self) -> str:
        """What messages call it; no password is in it."""

    @property
    def begin_reading(self) -> str:
        """The SQL that begins a transaction in which all that is read is of one moment."""

    @property
    def begin_writing(self) -> str:
        """The SQL that begins a transaction as the only writer, having waited for the others."""

    def prepare(self, connection: sa.Connection) -> None:
        """Make what must be there before the first table, in the caller's transaction."""

    def finish(self, connection: sa.Connection) -> None:
        """Give tables that migrations have just made what this kind of database needs besides."""

    def inserting(self, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
        """Return an insertion that can say what becomes of a row that is there already."""

    def version(self) -> int:
        """Return a number that moves whenever anyone has committed a change."""

    def committed(self) -> None:
        """Take note of a commit of one's own."""

    def doze(self, seconds: float) -> None:
        """Wait so long, or less where something may have changed."""

    def complaints(self) -> tuple[str, ...]:
        """Return what is wrong with the structure, nothing if it is whole."""

    def damage(self, error: sa.exc.DBAPIError) -> str:
        """Return in one line how `error` shows that the place is damaged, or nothing."""

    def fault(self, error: sa.exc.DBAPIError) -> str | None:
        """Return in one line what `error` says of the place, None where the statement is to blame."""

    def close(self) -> None:
        """Give every connection back."""


def begins_as_told(
    engine: sa.Engine, begin: Callable[[sa.Connection, str], object] = sa.Connection.exec_driver_sql
) -> None:
    """Have every transaction of `engine` begin with the SQL that `with_begin` gave its connection.

    `begin` sends it there.
    """

    @event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        begin(connection, connection.get_execution_options().get(_BEGIN, "BEGIN"))


def with_begin(connection: sa.Connection, begin: str) -> sa.Connection:
    """Return `connection` so that its transactions begin with the SQL `begin`."""
    return connection.execution_options(**{_BEGIN: begin})
