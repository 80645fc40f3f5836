"""Remembering in a desk's folder that its records were kept, so that a database that is gone is missed.

Without it an empty database would be made in place of the one that is gone, and whoever opens the desk would
take all for lost, or for well.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from dutydesk.api import DamagedDesk, DataProblem
from dutydesk.store.damage import is_of_strangers
from dutydesk.store.database import Database
from dutydesk.wording import _

MARK_FILE = ".dutydesk-kept"
DATABASE_FILE = "dutydesk.db"
_BESIDE = ("-wal", "-shm", "-journal")
_TEXT = """\
# The records of this desk are in its database. Where that is gone, the program says so and does not begin a
# new one. To begin anew with no records, on purpose, remove this file.
"""


def is_marked(folder: Path) -> bool:
    """Tell whether the desk in `folder` has had a database."""
    return (folder / MARK_FILE).exists()


def mark(folder: Path) -> None:
    """Remember that the desk in `folder` has a database; where nothing can be written, nothing is."""
    with suppress(OSError), (folder / MARK_FILE).open("x", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(_TEXT)


def database_files(folder: Path, database: Database | None = None) -> tuple[Path, ...]:
    """Return the files of an SQLite database, the main one first; none of a PostgreSQL."""
    if database is None:
        path = folder / DATABASE_FILE
    elif database.is_sqlite:
        path = Path(database.engine.url.database or "")
    else:
        return ()
    return (path, *(path.with_name(path.name + ending) for ending in _BESIDE))


def refuse_odd_files(folder: Path, database: Database) -> None:
    """Go on only where the files of the database are such as can be opened without harm.

    A named pipe would hang the program, and in the place of a file that is gone SQLite makes an empty one and
    throws its log away, with the last changes in it.

    Raises:
        DataProblem: they may not be looked at.
        DamagedDesk: one is no ordinary file, or the database is gone or empty and had been there.
    """
    files = database_files(folder, database)
    if not files:
        return
    try:
        main, log, *_rest = [_size(path) for path in files]
        strange = bool(main) and is_marked(folder) and is_of_strangers(files[0])
    except PermissionError as error:
        raise DataProblem(
            _("{path} cannot be opened: {reason}").format(path=files[0], reason=error.strerror)
        ) from error
    except OSError as error:
        raise DamagedDesk(
            _("{path} cannot be opened: {reason}").format(path=files[0], reason=error.strerror)
        ) from error
    if strange:
        raise DamagedDesk(
            _("{path} is the database of another program, but had the desk's records").format(path=files[0])
        )
    if main is None and (log or is_marked(folder)):
        raise DamagedDesk(
            _("{path} is gone, with the desk's records").format(path=files[0]), _begin_anew(folder)
        )
    if main == 0 and (log or is_marked(folder)):
        raise DamagedDesk(
            _("{path} is empty, but had the desk's records").format(path=files[0]), _begin_anew(folder)
        )


def emptied(folder: Path, database: Database) -> DamagedDesk:
    """Return what to say of a database in which nothing is any more, and what to do where that was meant."""
    return DamagedDesk(
        _("{place} holds nothing, but had the desk's records").format(place=database.place.name),
        _begin_anew(folder),
    )


def refuse_emptied(folder: Path, database: Database) -> None:
    """Go on with an empty database only where there never was another.

    Raises:
        DamagedDesk: there was.
    """
    if is_marked(folder):
        raise emptied(folder, database)


def _begin_anew(folder: Path) -> str:
    return _("To begin anew with no records, on purpose, remove {mark}").format(mark=folder / MARK_FILE)


def _size(path: Path) -> int | None:
    """Return the size of an ordinary file, or None where there is none.

    Raises:
        DamagedDesk: there is something else.
        OSError: it cannot be looked at.
    """
    try:
        status = path.stat()
    except FileNotFoundError as error:
        if path.is_symlink():
            raise DamagedDesk(_("{path} is a link that leads nowhere").format(path=path)) from error
        return None
    if not stat.S_ISREG(status.st_mode):
        raise DamagedDesk(_("{path} is no ordinary file; the desk's database was expected").format(path=path))
    return status.st_size
