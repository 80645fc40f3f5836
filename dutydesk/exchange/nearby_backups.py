"""Finding the newest good backup of a desk near it, for when the desk will not open."""

import shlex
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from dutydesk.exchange.desk_backup import BAD_ARCHIVE, SQLITE_HEADER
from dutydesk.host.database_mark import DATABASE_FILE
from dutydesk.host.desk_place import DESK_FILE
from dutydesk.wording import _, ngettext

BACKUPS_FOLDER = "backups"
_MOST_LOOKED_AT = 50
_MOST_DESK_FILE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class NearbyBackup:
    """A backup that is whole: its file, and the local time of the machine at which it was made.

    A zip knows that to two seconds; `written`, the time of its file, tells what lies between.
    """

    file: Path
    made: datetime
    written: float = 0


def newest_backup(folder: Path) -> NearbyBackup | None:
    """Return the newest whole backup of the desk in `folder`, looked for there, in ``backups`` and above."""
    uid = _uid_here(folder)
    places = (folder, folder / BACKUPS_FOLDER, folder.parent)
    found = sorted(
        (each for place in places for each in _zips(place)),
        key=lambda each: (each.made, each.written),
        reverse=True,
    )
    return next((each for each in found[:_MOST_LOOKED_AT] if _is_whole(each.file, uid)), None)


def restoring(folder: Path, now: datetime | None = None, *, otherwise: str = "") -> str:
    """Say which backup would bring the desk in `folder` back, how old it is, and the command that does.

    The command stands at the end, to be copied; `otherwise` is said where there is no backup.
    """
    backup = newest_backup(folder)
    if backup is None:
        none = _("No backup lies beside the desk; with one from elsewhere: dutydesk restore FILE.zip DIR")
        return f"{none}. {otherwise}" if otherwise else none
    command = shlex.join(["dutydesk", "restore", str(backup.file), str(_new_folder(folder))])
    return _("The newest good backup is {age} old; it comes back with: {command}").format(
        age=_age((now or datetime.now()) - backup.made),  # noqa: DTZ005 - a zip keeps local times
        command=command,
    )


def _zips(place: Path) -> Iterator[NearbyBackup]:
    try:
        paths = [path for path in place.iterdir() if path.suffix.lower() == ".zip" and path.is_file()]
    except OSError:
        return
    for path in paths:
        try:
            with zipfile.ZipFile(path) as packed:
                made = datetime(*packed.getinfo(DATABASE_FILE).date_time)  # noqa: DTZ001 - likewise
            yield NearbyBackup(path, made, path.stat().st_mtime)
        except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, *BAD_ARCHIVE):
            continue


def _is_whole(file: Path, uid: str) -> bool:
    """Tell whether every byte of a backup can be read, and it is of this desk."""
    try:
        with zipfile.ZipFile(file) as packed:
            with packed.open(DATABASE_FILE) as database:
                if database.read(len(SQLITE_HEADER)) != SQLITE_HEADER:
                    return False
            if packed.getinfo(DESK_FILE).file_size > _MOST_DESK_FILE_BYTES:
                return False
            there = _uid(packed.read(DESK_FILE))
            return (not uid or not there or uid == there) and packed.testzip() is None
    except (OSError, EOFError, KeyError, ValueError, RuntimeError, NotImplementedError, *BAD_ARCHIVE):
        return False


def _uid_here(folder: Path) -> str:
    path = folder / DESK_FILE
    try:
        if not path.is_file() or path.stat().st_size > _MOST_DESK_FILE_BYTES:
            return ""
        return _uid(path.read_bytes())
    except OSError:
        return ""


def _uid(desk_file: bytes) -> str:
    """Return the identifier that a ``desk.toml`` gives its desk, or nothing where it cannot be read."""
    try:
        desk = tomllib.loads(desk_file.decode("utf-8-sig")).get("desk")
    except (ValueError, RecursionError):
        return ""
    uid = desk.get("uid") if isinstance(desk, dict) else None
    return uid if isinstance(uid, str) else ""


def _new_folder(folder: Path) -> Path:
    """Return a folder beside the desk's that is not there yet."""
    wanted = folder.with_name(f"{folder.name}-restored")
    number = 1
    while wanted.exists():
        number += 1
        wanted = folder.with_name(f"{folder.name}-restored-{number}")
    return wanted


def _age(passed: timedelta) -> str:
    minutes = max(0, int(passed.total_seconds() // 60))
    if (days := minutes // (24 * 60)) > 1:
        return _("{days} days").format(days=days)
    if hours := minutes // 60:
        return ngettext("{hours} hour", "{hours} hours", hours).format(hours=hours)
    return ngettext("{minutes} minute", "{minutes} minutes", minutes).format(minutes=minutes)
