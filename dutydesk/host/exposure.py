"""What of a desk's folder others on this machine could open or change."""

import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path

from dutydesk.host.database_mark import DATABASE_FILE, database_files
from dutydesk.wording import _

_OTHERS = 0o077
_THROUGH = 0o011
_PRIVATE_ALWAYS = ("", *(path.name for path in database_files(Path())))
_LOGS = frozenset(_PRIVATE_ALWAYS[2:])
"""Files that SQLite makes beside the database, with its permissions."""
_PRIVATE_WHERE_OPEN = ("desk.toml", "config", "config/roles.toml")


def exposures(folder: Path) -> tuple[str, ...]:
    """Return a line for each thing in `folder` that is not for its owner alone, and what to do.

    The group counts as others: a desk belongs to one account, and people come in through it. Settings are
    looked at only where the folder lets others in at all. It costs a few looks at the file system.
    """
    return tuple(_exposures(folder))


def _exposures(folder: Path) -> Iterator[str]:
    whole = _status(folder)
    if whole is None:
        return
    names = _PRIVATE_ALWAYS
    if stat.S_IMODE(whole.st_mode) & _THROUGH:
        names += _PRIVATE_WHERE_OPEN
    me = os.geteuid()
    strangers: dict[int, Path] = {}
    database_open = False
    for name in names:
        path = folder / name
        status = _status(path)
        if status is None:
            continue
        if status.st_uid != me:
            strangers.setdefault(status.st_uid, path)
        if stat.S_IMODE(status.st_mode) & _mask(name) and not (name in _LOGS and database_open):
            database_open = database_open or name == DATABASE_FILE
            yield _("others on this machine can open {path}: chmod go-rwx {path}").format(path=path)
    for owner, path in strangers.items():
        yield _(
            "{path} belongs to {owner}, and you work as {me}: what you write may be closed to them; "
            "work as {owner}"
        ).format(path=path, owner=_name(owner), me=_name(me))


def _mask(name: str) -> int:
    """Return the permissions that nobody else should have: settings without secrets may be read."""
    return 0o022 if name == "config" else _OTHERS


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _name(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)
