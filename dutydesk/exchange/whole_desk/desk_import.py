"""Making a desk from a folder of plain TOML: all of it or nothing."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import tomli_w

from dutydesk.api import DataProblem, TableSet
from dutydesk.exchange.whole_desk.counting import Counting, Progress, silent
from dutydesk.exchange.whole_desk.export_check import CheckedExport, checked_export
from dutydesk.exchange.whole_desk.import_tables import (
    compare,
    fill_tables,
    made_tables,
    refuse_filled,
    to_newest,
)
from dutydesk.exchange.whole_desk.manifest import Manifest
from dutydesk.host.database_mark import DATABASE_FILE, mark
from dutydesk.host.desk_place import DESK_FILE
from dutydesk.store.database import Database, sqlite_url
from dutydesk.store.postgres import DEFAULT_SCHEMA
from dutydesk.store.schema import Schema
from dutydesk.whole_files import place_whole, sweep, work_folder
from dutydesk.wording import _

_PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class Place:
    """Where a desk is made: its new folder, and its database unless that is a file in the folder."""

    folder: Path
    url: str = ""
    schema: str = ""


def import_desk(
    source: Path, place: Place, table_sets: Iterable[TableSet], progress: Progress = silent
) -> Manifest:
    """Make a desk at `place` from the export in `source`, and return the manifest that it was held against.

    `table_sets` are those of the plugins that are here. Everything is looked at first, written in one
    transaction, read again and compared; only then the folder gets its name. On any fault nothing is left.

    Raises:
        DataProblem: the export is not whole or not for this version, or the place is not empty.
    """
    target = place.folder.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DataProblem(
            _("{folder} is not empty; a desk is imported into a new folder").format(folder=place.folder)
        )
    export = checked_export(source)
    made = [each for each in target.parents if not each.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
        with work_folder(target.parent) as work:
            _make(export, place, work / "desk", Schema(table_sets), progress)
    except BaseException as error:
        for each in made:
            with suppress(OSError):
                each.rmdir()
        if isinstance(error, (OSError, ValueError)):
            reason = (error.strerror or error) if isinstance(error, OSError) else error
            raise DataProblem(
                _("{folder}: nothing was imported: {reason}").format(folder=source, reason=reason)
            ) from error
        raise
    return export.manifest


def _make(export: CheckedExport, place: Place, root: Path, schema: Schema, progress: Progress) -> None:
    _copy_files(export, place, root)
    target = place.folder.resolve()
    if place.url:
        with (
            _filled(export, Database(place.url, place.schema or DEFAULT_SCHEMA), schema, progress),
            _placed(root, target),
        ):
            """The folder gets its name last, and loses it where the database does not keep the rows."""
        return
    file = root / DATABASE_FILE
    file.touch(_PRIVATE)
    with _filled(export, Database(sqlite_url(file)), schema, progress):
        """Committed when this block ends."""
    place_whole(file, file)
    with _placed(root, target):
        """All is written."""


@contextmanager
def _placed(root: Path, target: Path) -> Iterator[None]:
    with suppress(FileNotFoundError):
        target.rmdir()
    place_whole(root, target)
    try:
        yield
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise


@contextmanager
def _filled(export: CheckedExport, database: Database, schema: Schema, progress: Progress) -> Iterator[None]:
    """Fill an empty database in one transaction, which is committed when the block ends."""
    manifest = export.manifest
    total = sum(each.rows for each in manifest.table)
    try:
        with database.writing() as connection:
            refuse_filled(connection, schema)
            database.prepare(connection)
            tables = made_tables(connection, schema, manifest)
            database.finish(connection)
            fill_tables(connection, export, tables, Counting(progress, 2 * total))
            compare(connection, schema, manifest, Counting(progress, total))
            to_newest(connection, schema)
            database.finish(connection)
            yield
    finally:
        database.close()


def _copy_files(export: CheckedExport, place: Place, root: Path) -> None:
    root.mkdir(mode=0o700)
    (root / "plugins").mkdir(mode=0o700)
    for part in ("config", "plugins", "files"):
        for each in export.files(part):
            path = root / each.name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copyfile(export.folder / each.name, path)
            path.chmod(_PRIVATE)
    desk_file = next(each for each in export.manifest.file if each.name == DESK_FILE)
    text = export.content(desk_file)
    if place.url:
        table = {"url": place.url} | ({"schema": place.schema} if place.schema else {})
        text = text.rstrip() + b"\n\n" + tomli_w.dumps({"database": table}).encode()
    (root / DESK_FILE).write_bytes(text)
    (root / DESK_FILE).chmod(_PRIVATE)
    mark(root)
