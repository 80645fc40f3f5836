"""A whole desk in one zip file: its settings, local plugins, kept files, and the database of one moment."""

import lzma
import shutil
import tomllib
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path, PurePosixPath

import tomli_w

from dutydesk.api import DataProblem
from dutydesk.desk import OpenDesk
from dutydesk.exchange.carried_files import attached_files, settings_and_plugins
from dutydesk.host.database_mark import DATABASE_FILE, mark
from dutydesk.host.desk_place import DESK_FILE
from dutydesk.store.copying import copy_to_file
from dutydesk.whole_files import place_whole, sweep, work_folder
from dutydesk.wording import _

_MOST_BYTES = 4 * 1024**3
_MOST_FILES = 10_000
SQLITE_HEADER = b"SQLite format 3\0"
BAD_ARCHIVE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError)


def write_backup(desk: OpenDesk, file: Path) -> int:
    """Write `desk` into the new zip `file`, readable only by its owner, and return its size in bytes.

    The database in it is an SQLite file with the records of one moment, wherever the desk keeps them, so a
    backup can be restored anywhere; others may go on writing.

    Raises:
        DataProblem: the file is there already or cannot be written.
    """
    if file.exists():
        raise DataProblem(_("{file} is there already; a backup wants a new file").format(file=file))
    try:
        sweep(file.resolve().parent)
        with work_folder(file.resolve().parent) as work:
            copy_to_file(desk.database, desk.schema, work / DATABASE_FILE)
            archive = work / "desk.zip"
            with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
                packed.write(work / DATABASE_FILE, DATABASE_FILE)
                packed.writestr(DESK_FILE, desk_file_without_database(desk.folder / DESK_FILE))
                for name, content in settings_and_plugins(desk.folder):
                    packed.writestr(name, content)
                for name, path in attached_files(desk.folder):
                    packed.write(path, name)
            archive.chmod(0o600)
            place_whole(archive, file)
    except (OSError, ValueError) as error:
        reason = (error.strerror or error) if isinstance(error, OSError) else error
        raise DataProblem(
            _("{file}: no backup was written: {reason}").format(file=file, reason=reason)
        ) from error
    return file.stat().st_size


def desk_file_without_database(path: Path) -> bytes:
    """Return ``desk.toml`` without the place of its database, which a restored desk has in its folder."""
    content = path.read_bytes()
    document = tomllib.loads(content.decode("utf-8-sig"))
    if document.pop("database", None) is None:
        return content
    return tomli_w.dumps(document).encode()


def restore_backup(file: Path, folder: Path) -> None:
    """Unpack a backup into `folder`, which must not be there or be empty; on any fault nothing is left.

    Raises:
        DataProblem: the file is no backup of a desk, or the folder is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DataProblem(
            _("{folder} is not empty; a desk is restored into a new folder").format(folder=folder)
        )
    made = [each for each in folder.resolve().parents if not each.exists()]
    try:
        with zipfile.ZipFile(file) as packed:
            _check(packed, file)
            folder.resolve().parent.mkdir(parents=True, exist_ok=True)
            sweep(folder.resolve().parent)
            with work_folder(folder.resolve().parent) as place:
                work = place / "desk"
                work.mkdir(mode=0o700)
                (work / "plugins").mkdir()
                packed.extractall(work)
                _check_database(work / DATABASE_FILE, file)
                (work / DATABASE_FILE).chmod(0o600)
                mark(work)
                if folder.exists():
                    folder.rmdir()
                shutil.move(work, folder)
    except DataProblem:
        _remove(made)
        raise
    except (OSError, EOFError, RuntimeError, ValueError, *BAD_ARCHIVE) as error:
        _remove(made)
        reason = (error.strerror or error) if isinstance(error, OSError) else error
        raise DataProblem(
            _("{file}: no desk could be restored from it: {reason}").format(file=file, reason=reason)
        ) from error


def _remove(folders: list[Path]) -> None:
    """Remove the folders that were made on the way, the innermost first."""
    for each in folders:
        with suppress(OSError):
            each.rmdir()


def _check(packed: zipfile.ZipFile, file: Path) -> None:
    entries = packed.infolist()
    names = {each.filename for each in entries}
    if not {DESK_FILE, DATABASE_FILE} <= names:
        raise DataProblem(
            _("{file}: this is no backup of a desk: it lacks {name}").format(
                file=file, name=min({DESK_FILE, DATABASE_FILE} - names)
            )
        )
    if len(names) < len(entries):
        raise DataProblem(_("{file}: it holds the same file twice").format(file=file))
    for each in entries:
        path = PurePosixPath(each.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in each.filename:
            raise DataProblem(_("{file}: {name} leads out of the desk").format(file=file, name=each.filename))
    if len(entries) > _MOST_FILES or sum(each.file_size for each in entries) > _MOST_BYTES:
        raise DataProblem(_("{file}: it is too large to be a desk").format(file=file))


def _check_database(path: Path, file: Path) -> None:
    with path.open("rb") as database:
        if database.read(len(SQLITE_HEADER)) != SQLITE_HEADER:
            raise DataProblem(
                _("{file}: this is no backup of a desk: {name} is no database").format(
                    file=file, name=DATABASE_FILE
                )
            )
