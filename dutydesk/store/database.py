"""The connection to a desk's database, with the settings that keep acknowledged changes safe."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite

from dutydesk.api import DataProblem
from dutydesk.wording import _

BUSY_MILLISECONDS = 5000


def sqlite_url(path: Path) -> str:
    """Return the URL of the SQLite database in the file `path`."""
    return sa.URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def _prepare_sqlite(engine: sa.Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        reading = connection.get_execution_options().get("dutydesk_reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


class Database:
    """A database by its URL; SQLite unless the desk names another.

    Every commit is on the disk before it is acknowledged (write-ahead log, synchronous FULL), and a writer
    takes its lock at the start, so that it waits for others instead of failing half way.

    Raises:
        DataProblem: the database cannot be opened.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            self.engine = sa.create_engine(url)
        except (sa.exc.ArgumentError, ImportError, ValueError) as error:
            raise DataProblem(
                _("[database] url in desk.toml leads to no database: {reason}").format(reason=error)
            ) from error
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        if self.is_sqlite:
            _prepare_sqlite(self.engine)
        self._own = threading.local()
        self._watch_lock = threading.Lock()
        self._watch: sqlite3.Connection | None = None

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection inside a read-only transaction: all that it reads is of one moment."""
        with self._named_faults(), self.engine.connect() as connection:
            connection.execution_options(dutydesk_reading=True)
            with connection.begin():
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
            with self._named_faults(), self.engine.begin() as connection:
                yield connection
        finally:
            self._own.writing = False

    def inserting(self, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
        """Return an insertion into `table` that can say what becomes of a row that is there already."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def file_version(self) -> int:
        """Return a number that moves when anyone else commits; asked of SQLite in about a microsecond."""
        if not self.is_sqlite:
            return -1
        with self._watch_lock:
            try:
                if self._watch is None:
                    path = self.engine.url.database or ":memory:"
                    self._watch = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
                row: tuple[int] = self._watch.execute("PRAGMA data_version").fetchone()
            except sqlite3.Error as error:
                raise DataProblem(f"{self._place()}: {error}") from error
            return row[0]

    def copy_to(self, path: Path) -> None:
        """Write a compact copy of one moment into the new file `path`, while others go on writing.

        Raises:
            DataProblem: the copy cannot be written.
        """
        with self._named_faults(), self.engine.connect() as connection:
            driver: sqlite3.Connection | None = connection.connection.driver_connection
            if driver is not None:
                driver.execute("VACUUM INTO ?", (str(path),))

    def complaints(self) -> tuple[str, ...]:
        """Return what SQLite finds wrong with the structure of its file, nothing if it is whole."""
        if not self.is_sqlite:
            return ()
        with self._named_faults(), self.engine.connect() as connection:
            rows = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
        return tuple(str(row) for row in rows if row != "ok")

    def close(self) -> None:
        """Give every connection back."""
        with self._watch_lock:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        self.engine.dispose()

    @contextmanager
    def _named_faults(self) -> Iterator[None]:
        """Turn faults of the disk and of the file into one line that says what happened."""
        try:
            yield
        except UnicodeEncodeError as error:
            raise DataProblem(
                _("this text holds half a character ({reason}); nothing was changed").format(
                    reason=error.reason
                )
            ) from error
        except sa.exc.OperationalError as error:
            raise DataProblem(_operational(error, self._place())) from error
        except sa.exc.DatabaseError as error:
            if isinstance(error, sa.exc.IntegrityError | sa.exc.ProgrammingError | sa.exc.DataError):
                raise
            raise DataProblem(
                _("{place} is damaged ({reason}); `dutydesk restore` brings back a backup").format(
                    place=self._place(), reason=error.orig
                )
            ) from error

    def _place(self) -> str:
        return str(self.engine.url.database) if self.is_sqlite else self.engine.url.render_as_string()


def _disk_texts() -> dict[str, str]:
    return {
        "disk is full": _("{place}: the disk is full; nothing was changed"),
        "disk I/O": _("{place}: the disk cannot be read or written; nothing was changed"),
        "readonly": _("{place} can only be read here; nothing was changed"),
        "read-only": _("{place} can only be read here; nothing was changed"),
        "locked": _("{place} is busy: someone else has been writing for over 5 s; try again"),
        "unable to open": _("{place} cannot be opened: is the folder there, and may you write in it?"),
    }


def is_of_the_disk(error: sa.exc.OperationalError) -> bool:
    """Tell whether the disk or its file failed, and not the statement."""
    return any(sign in str(error.orig) for sign in _disk_texts())


def _operational(error: sa.exc.OperationalError, place: str) -> str:
    reason = str(error.orig)
    for sign, text in _disk_texts().items():
        if sign in reason:
            return text.format(place=place)
    return _("{place}: {reason}").format(place=place, reason=reason)
