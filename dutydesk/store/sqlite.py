"""A desk's records in an SQLite file."""

import os
import sqlite3
import threading
import time
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import sqlite

from dutydesk.api import StoreProblem
from dutydesk.store.damage import damage
from dutydesk.store.in_turn import BEGIN_WRITING, begin_in_turn
from dutydesk.store.place import BUSY_SECONDS, begins_as_told
from dutydesk.store.sqlite_dialect import COMPILED, of_all_files
from dutydesk.store.sqlite_opening import AtRest, open_file, opens_in_any_case
from dutydesk.wording import _

_LOOK_SECONDS = 0.05


class SqliteFile:
    """One file: a write-ahead log, every commit on the disk before it is acknowledged."""

    begin_reading = "BEGIN"
    begin_writing = BEGIN_WRITING

    def __init__(self, url: sa.URL) -> None:
        # An error may end in a log, and the values of its statement are names and phone numbers.
        self.engine = sa.create_engine(
            of_all_files(url), hide_parameters=True, execution_options={"compiled_cache": COMPILED}
        )
        self.name = str(url.database)
        opens_in_any_case(self.engine)
        event.listen(self.engine, "connect", _on_connect)
        begins_as_told(self.engine, self._begin)
        self._watch_lock = threading.Lock()
        self._watch: sqlite3.Connection | None = None

    def prepare(self, connection: sa.Connection) -> None:
        """Nothing need be there before the first table."""

    def finish(self, connection: sa.Connection) -> None:
        """Tables need nothing besides."""

    def inserting(self, table: sa.Table) -> sqlite.Insert:
        """Return an insertion that can say what becomes of a row that is there already."""
        return sqlite.insert(table)

    def version(self) -> int:
        """Return SQLite's own number for the content of the file; to ask takes about a microsecond."""
        with self._watch_lock:
            try:
                if self._watch is None:
                    path = self.engine.url.database or ":memory:"
                    self._watch = open_file(path, check_same_thread=False, isolation_level=None)
                if isinstance(self._watch, AtRest):
                    return self._version_at_rest()
                row: tuple[int] = self._watch.execute("PRAGMA data_version").fetchone()
            except sqlite3.Error as error:
                raise StoreProblem(_operational(str(error), self.name)) from error
            return row[0]

    def _version_at_rest(self) -> int:
        """Return when the file was written last, and look next time whether it can be written again."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        return Path(self.name).stat().st_mtime_ns

    def committed(self) -> None:
        """Take no note: the connection that watches sees the commits of all others."""

    def doze(self, seconds: float) -> None:
        """Wait so long, but look again soon: a file calls nobody."""
        time.sleep(min(seconds, _LOOK_SECONDS))

    def copy_to(self, path: Path) -> None:
        """Write a compact copy of one moment into the new file `path`, while others go on writing.

        Raises:
            OSError: the copy cannot be written.
            DataProblem: the file is damaged.
        """
        with self.engine.connect() as connection:
            driver: sqlite3.Connection | None = connection.connection.driver_connection
            if driver is not None:
                try:
                    driver.execute("VACUUM INTO ?", (str(path),))
                except sqlite3.OperationalError as error:
                    raise OSError(error.sqlite_errorcode, str(error)) from error
                except sqlite3.DatabaseError as error:
                    raise StoreProblem(_damaged(self.name, error)) from error

    def complaints(self) -> tuple[str, ...]:
        """Return what SQLite finds wrong with the structure of its file, nothing if it is whole."""
        with self.engine.connect() as connection:
            rows = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
        return tuple(str(row) for row in rows if row != "ok")

    def damage(self, error: sa.exc.DBAPIError) -> str:
        """Return in one line how `error` shows that the file is damaged, or nothing."""
        return damage(error, self.name)

    def fault(self, error: sa.exc.DBAPIError) -> str | None:
        """Return in one line what `error` says of the file, None where the statement is to blame."""
        if isinstance(error, sa.exc.OperationalError):
            return _operational(str(error.orig), self.name)
        if isinstance(error, sa.exc.IntegrityError | sa.exc.ProgrammingError | sa.exc.DataError):
            return None
        if isinstance(error, sa.exc.DatabaseError):
            return _damaged(self.name, error.orig)
        return None

    def _begin(self, connection: sa.Connection, begin: str) -> None:
        if begin != BEGIN_WRITING:
            connection.exec_driver_sql(begin)
        elif isinstance(connection.connection.driver_connection, AtRest):
            is_readonly = os.statvfs(Path(self.name).parent).f_flag & os.ST_RDONLY
            raise StoreProblem(_operational("readonly" if is_readonly else "disk is full", self.name))
        else:
            begin_in_turn(connection, BUSY_SECONDS)

    def close(self) -> None:
        """Give every connection back."""
        with self._watch_lock:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        self.engine.dispose()


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _disk_texts() -> dict[str, str]:
    return {
        "disk is full": _("{place}: the disk is full; nothing was changed"),
        "disk I/O": _("{place}: the disk cannot be read or written; nothing was changed"),
        "readonly": _("{place} can only be read here; nothing was changed"),
        "read-only": _("{place} can only be read here; nothing was changed"),
        "locked": _("{place} is busy: someone else has been writing for over 5 s; try again"),
        "unable to open": _("{place} cannot be opened: is the folder there, and may you write in it?"),
    }


def is_of_the_file(error: sa.exc.DBAPIError) -> bool:
    """Tell whether the disk or its file failed, and not the statement."""
    return isinstance(error, sa.exc.OperationalError) and any(
        sign in str(error.orig) for sign in _disk_texts()
    )


def _damaged(place: str, reason: object) -> str:
    return _("{place} is damaged ({reason}); `dutydesk restore` brings back a backup").format(
        place=place, reason=reason
    )


def _operational(reason: str, place: str) -> str:
    for sign, text in _disk_texts().items():
        if sign in reason:
            return text.format(place=place)
    return _("{place}: {reason}").format(place=place, reason=reason)
