"""Telling a damaged database from a full disk, a busy file or a wrong statement."""

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from dutydesk.wording import _

_PRIMARY = 0xFF
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
_SIGNS = ("no such table", "no such column", "Could not decode to UTF-8")
"""What SQLite says where names or texts that it once wrote are not there as they were."""

_HEADER_BYTES = 20
_OF_A_LOG = b"\x02\x02"
"""What stands at the end of the header of a database with a write-ahead log, as every desk's has."""


def is_of_strangers(path: Path) -> bool:
    """Tell whether a file is a database in which no desk has ever been; it is left as it is.

    Only one without a write-ahead log is looked into: to open it as a desk's would give it one.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if header.endswith(_OF_A_LOG):
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT 1 FROM sqlite_master WHERE name LIKE 'schema^_%' ESCAPE '^'")
            return found.fetchone() is None
    except sqlite3.Error:
        return False


def damage(error: sa.exc.DBAPIError, place: str) -> str:
    """Return in one line how `error` shows that the database at `place` is damaged, or nothing."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    reason = str(error.orig)
    if (code is not None and code & _PRIMARY in _DAMAGED) or any(sign in reason for sign in _SIGNS):
        return _("{place} is damaged ({reason}); `dutydesk restore` brings back a backup").format(
            place=place, reason=reason
        )
    return ""
