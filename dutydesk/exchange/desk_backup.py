"""A whole desk in one zip file: its settings, its local plugins, and the database of one moment."""

import shutil
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from dutydesk.api import DataProblem
from dutydesk.desk import OpenDesk
from dutydesk.host.opening import DATABASE_FILE, DESK_FILE
from dutydesk.host.trust import read_plugin_files
from dutydesk.wording import _

_MOST_BYTES = 4 * 1024**3
_MOST_FILES = 10_000


def write_backup(desk: OpenDesk, file: Path) -> int:
    """Write `desk` into the new zip `file`, readable only by its owner, and return its size in bytes.

    The database is copied by ``VACUUM INTO``, so others may go on writing.

    Raises:
        DataProblem: the file is there already or cannot be written, or the desk is not kept in SQLite.
    """
    if not desk.database.is_sqlite:
        raise DataProblem(_("this desk is kept in PostgreSQL; back it up with pg_dump"))
    if file.exists():
        raise DataProblem(_("{file} is there already; a backup wants a new file").format(file=file))
    try:
        with tempfile.TemporaryDirectory(dir=file.resolve().parent, prefix=".dutydesk-") as place:
            work = Path(place)
            desk.database.copy_to(work / DATABASE_FILE)
            archive = work / "desk.zip"
            with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
                packed.write(work / DATABASE_FILE, DATABASE_FILE)
                packed.write(desk.folder / DESK_FILE, DESK_FILE)
                for folder in ("config", "plugins"):
                    for name, content in sorted(read_plugin_files(desk.folder / folder).files.items()):
                        packed.writestr(f"{folder}/{name}", content)
            archive.chmod(0o600)
            archive.rename(file)
    except (OSError, ValueError) as error:
        raise DataProblem(
            _("{file}: no backup was written: {reason}").format(file=file, reason=error)
        ) from error
    return file.stat().st_size


def restore_backup(file: Path, folder: Path) -> None:
    """Unpack a backup into `folder`, which must not be there or be empty; on any fault nothing is left.

    Raises:
        DataProblem: the file is no backup of a desk, or the folder is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DataProblem(
            _("{folder} is not empty; a desk is restored into a new folder").format(folder=folder)
        )
    try:
        with zipfile.ZipFile(file) as packed:
            _check(packed, file)
            folder.resolve().parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder.resolve().parent, prefix=".dutydesk-") as place:
                work = Path(place) / "desk"
                work.mkdir(mode=0o700)
                (work / "plugins").mkdir()
                packed.extractall(work)
                (work / DATABASE_FILE).chmod(0o600)
                if folder.exists():
                    folder.rmdir()
                shutil.move(work, folder)
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:
        raise DataProblem(
            _("{file}: this is no backup of a desk: {reason}").format(file=file, reason=error)
        ) from error


def _check(packed: zipfile.ZipFile, file: Path) -> None:
    entries = packed.infolist()
    names = {each.filename for each in entries}
    if not {DESK_FILE, DATABASE_FILE} <= names:
        raise DataProblem(
            _("{file}: this is no backup of a desk: it lacks {name}").format(
                file=file, name=min({DESK_FILE, DATABASE_FILE} - names)
            )
        )
    for each in entries:
        path = PurePosixPath(each.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in each.filename:
            raise DataProblem(_("{file}: {name} leads out of the desk").format(file=file, name=each.filename))
    if len(entries) > _MOST_FILES or sum(each.file_size for each in entries) > _MOST_BYTES:
        raise DataProblem(_("{file}: it is too large to be a desk").format(file=file))
