"""The connection to a desk's database, with the settings that keep acknowledged changes safe."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from dutydesk.api import DamagedDesk, DataProblem, StoreProblem
from dutydesk.store.place import Place, with_begin
from dutydesk.store.postgres import DEFAULT_SCHEMA, PostgresSchema
from dutydesk.store.postgres_faults import is_of_the_server
from dutydesk.store.postgres_server import PostgresServer, is_postgres
from dutydesk.store.sqlite import SqliteFile, is_of_the_file
from dutydesk.wording import _


def sqlite_url(path: Path) -> str:
    """Return the URL of the SQLite database in the file `path`."""
    return sa.URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


class Database:
    """A desk's database by its URL: an SQLite file, or the schema `schema` of a PostgreSQL.

    Both keep the same promises: every commit is on the disk before it is acknowledged, a writer takes its
    turn at the start, so that it waits for others instead of failing half way, and what is read in one
    transaction is of one moment. Desks in one PostgreSQL share the connections of the `server` to which their
    URL leads, or an empty one; a desk opened alone makes its own.

    Raises:
        DataProblem: the database cannot be opened.
    """

    def __init__(
        self, url: str, schema: str = DEFAULT_SCHEMA, *, server: PostgresServer | None = None
    ) -> None:
        self.place = _place(url, schema, server)
        self.is_sqlite = isinstance(self.place, SqliteFile)
        self._own = threading.local()

    @property
    def engine(self) -> sa.Engine:
        """The connections to the database, which desks in one PostgreSQL may share."""
        return self.place.engine

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection inside a read-only transaction: all that it reads is of one moment."""
        with self._named_faults(), self._begun(self.place.begin_reading) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection inside a transaction, committed at the end and dropped on any exception.

        Raises:
            RuntimeError: this thread is inside such a transaction already.
        """
        if getattr(self._own, "writing", False):
            raise RuntimeError("a change is open in this thread already; one inside it would wait for itself")
        self._own.writing = True
        try:
            with self._named_faults(), self._begun(self.place.begin_writing) as connection:
                yield connection
                self._commit(connection)
        finally:
            self._own.writing = False

    def prepare(self, connection: sa.Connection) -> None:
        """Make what must be there before the first table, in the caller's transaction."""
        self.place.prepare(connection)

    def finish(self, connection: sa.Connection) -> None:
        """Give tables that migrations have just made what this kind of database needs besides."""
        self.place.finish(connection)

    def inserting(self, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
        """Return an insertion into `table` that can say what becomes of a row that is there already."""
        return self.place.inserting(table)

    def file_version(self) -> int:
        """Return a number that moves when anyone else commits; to ask takes microseconds."""
        with self._named_faults():
            return self.place.version()

    def wait(self, seconds: float, since: int) -> int:
        """Wait until `file_version` is another than `since`, but no longer than so long, and return it."""
        end = time.monotonic() + seconds
        while (version := self.file_version()) == since and (left := end - time.monotonic()) > 0:
            with self._named_faults():
                self.place.doze(left)
        return version

    def copy_to(self, path: Path) -> None:
        """Write a compact copy of one moment into the new file `path`, while others go on writing.

        Raises:
            OSError: the copy cannot be written.
            DataProblem: the database is damaged.
        """
        if isinstance(self.place, SqliteFile):
            with self._named_faults():
                self.place.copy_to(path)

    def complaints(self) -> tuple[str, ...]:
        """Return what the database finds wrong with its own structure, nothing if it is whole."""
        with self._named_faults():
            return self.place.complaints()

    def close(self) -> None:
        """Give every connection back."""
        self.place.close()

    @contextmanager
    def _begun(self, begin: str) -> Iterator[sa.Connection]:
        """Give a connection inside a transaction that is dropped unless it is committed.

        A connection from the pool may have died since it was used last: then another one takes its place.
        """
        try:
            connection = self._begin(begin)
        except sa.exc.DBAPIError as error:
            if not error.connection_invalidated:
                raise
            connection = self._begin(begin)
        with connection:
            yield connection

    def _begin(self, begin: str) -> sa.Connection:
        connection = with_begin(self.engine.connect(), begin)
        try:
            connection.begin()
        except BaseException:
            connection.close()
            raise
        return connection

    def _commit(self, connection: sa.Connection) -> None:
        try:
            connection.commit()
        except sa.exc.DBAPIError as error:
            if not error.connection_invalidated:
                raise
            raise StoreProblem(
                _(
                    "{place}: the connection was lost while the change was being kept; "
                    "look whether it is there before you make it again"
                ).format(place=self.place.name)
            ) from error
        self.place.committed()

    @contextmanager
    def _named_faults(self) -> Iterator[None]:
        """Turn faults of the disk, the file and the server into one line that says what happened."""
        try:
            yield
        except UnicodeEncodeError as error:
            raise DataProblem(
                _("this text holds half a character ({reason}); nothing was changed").format(
                    reason=error.reason
                )
            ) from error
        except sa.exc.TimeoutError as error:
            raise StoreProblem(
                _("{place} is busy: all connections of this program have been in use for over 5 s").format(
                    place=self.place.name
                )
            ) from error
        except sa.exc.DBAPIError as error:
            if damage := self.place.damage(error):
                raise DamagedDesk(damage) from error
            if (line := self.place.fault(error)) is None:
                raise
            raise StoreProblem(line) from error


def _place(url: str, schema: str, server: PostgresServer | None) -> Place:
    if server is not None and (not url or server.is_at(url)):
        return PostgresSchema(server, schema, owns_server=False)
    if is_postgres(url):
        return PostgresSchema(PostgresServer(url), schema, owns_server=True)
    try:
        address = sa.make_url(url)
        if address.get_backend_name() == "sqlite":
            return SqliteFile(address)
    except (sa.exc.ArgumentError, ImportError, ValueError):
        pass
    raise DataProblem(
        _("[database] url in desk.toml leads to no database: expected postgresql://... or sqlite:///...")
    )


def is_of_the_disk(error: sa.exc.DBAPIError) -> bool:
    """Tell whether a disk, a file, a server or the way to it failed, and not the statement."""
    return is_of_the_file(error) or is_of_the_server(error)
