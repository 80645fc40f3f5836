"""Opening an SQLite file, also where nothing can be written beside it: reading goes on.

A write-ahead log needs files beside the database. On a disk that is full, or that can only be read, SQLite
opens nothing at all unless those files are there; so a file that nobody writes is then read by itself.
"""

import os
import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from dutydesk.api import DataProblem
from dutydesk.wording import _

_UNREACHABLE = frozenset(
    {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL}
)
_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})
_BESIDE = ("-wal", "-journal")
_USED = "dutydesk_used"


class AtRest(sqlite3.Connection):
    """A connection to a file that nobody writes and nobody can; it must not outlast one look at it.

    Where others can write again after all, what it reads would be neither the old content nor the new.
    """


def opens_in_any_case(engine: sa.Engine) -> None:
    """Have every connection of `engine` opened by `open_file`, and each `AtRest` used for one look."""

    @event.listens_for(engine, "do_connect")
    def _open(
        _dialect: sa.Dialect, _record: object, arguments: tuple[str], options: dict[str, Any]
    ) -> sqlite3.Connection:
        return open_file(*arguments, **options)

    @event.listens_for(engine, "checkout")
    def _look_once(
        connection: sqlite3.Connection, record: sa.pool.ConnectionPoolEntry, _proxy: object
    ) -> None:
        if isinstance(connection, AtRest):
            if _USED in record.info:
                raise sa.exc.DisconnectionError
            record.info[_USED] = True


def open_file(path: str, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 - what sqlite3.connect takes
    """Return a connection to the file, `AtRest` where nothing can be written beside it.

    Raises:
        sqlite3.Error: it cannot be opened.
        DataProblem: nothing can be written beside it, and it lacks the last changes, which stand there.
    """
    connection: sqlite3.Connection = sqlite3.connect(path, **options)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if not _is_for_want_of_writing(error, Path(path)):
            raise
    except BaseException:
        connection.close()
        raise
    else:
        return connection
    return _open_at_rest(Path(path), options)


def _is_for_want_of_writing(error: sqlite3.OperationalError, path: Path) -> bool:
    if not path.is_file() or error.sqlite_errorcode & 0xFF not in _UNREACHABLE:
        return False
    return error.sqlite_errorcode in _NO_ROOM or bool(os.statvfs(path.parent).f_flag & os.ST_RDONLY)


def _open_at_rest(path: Path, options: dict[str, Any]) -> sqlite3.Connection:
    for ending in _BESIDE:
        beside = path.with_name(path.name + ending)
        if beside.exists() and beside.stat().st_size:
            raise DataProblem(
                _(
                    "{place}: nothing can be written there, and the last changes still stand in {file}; "
                    "make room, or copy the whole folder to a disk that can be written"
                ).format(place=path, file=beside.name)
            )
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return AtRest(uri, **{**options, "uri": True})
