"""Writing a whole desk as a folder of plain TOML."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from dutydesk import __version__
from dutydesk.api import DataProblem
from dutydesk.desk import OpenDesk
from dutydesk.exchange.carried_files import attached_files, settings_and_plugins
from dutydesk.exchange.desk_backup import desk_file_without_database
from dutydesk.exchange.whole_desk.counting import Counting, Progress, silent
from dutydesk.exchange.whole_desk.export_folder import ExportFolder
from dutydesk.exchange.whole_desk.journal_files import (
    JOURNAL_TABLES,
    entry_text,
    journal_entries,
)
from dutydesk.exchange.whole_desk.manifest import (
    FORMAT,
    MANIFEST,
    KeptTable,
    Manifest,
    OwnerTable,
    kept_table,
)
from dutydesk.exchange.whole_desk.rows import row_text
from dutydesk.host.desk_place import DESK_FILE
from dutydesk.store.whole import Digest, Kept, kept_tables, rows_of, shape_of
from dutydesk.whole_files import place_whole, sweep, work_folder
from dutydesk.wording import _


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the manifest, the bytes of all files, and tables of strangers that were left out."""

    manifest: Manifest
    size: int
    strange: tuple[str, ...]


def export_desk(desk: OpenDesk, folder: Path, progress: Progress = silent) -> Exported:
    """Write `desk` as it is at one moment into `folder`, which must not be there or be empty.

    The folder gets its name when all is in it and on the disk, so on any fault there is nothing.

    Raises:
        DataProblem: the folder is not empty or cannot be written, or what the desk keeps is damaged.
    """
    target = folder.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DataProblem(
            _("{folder} is not empty; a desk is exported into a new folder").format(folder=folder)
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
        with work_folder(target.parent) as work:
            root = work / "desk"
            root.mkdir(mode=0o700)
            exported = _write(desk, ExportFolder(root), progress)
            with suppress(FileNotFoundError):
                target.rmdir()
            place_whole(root, target)
    except (OSError, ValueError) as error:
        reason = (error.strerror or error) if isinstance(error, OSError) else error
        raise DataProblem(
            _("{folder}: nothing was exported: {reason}").format(folder=folder, reason=reason)
        ) from error
    return exported


def _write(desk: OpenDesk, into: ExportFolder, progress: Progress) -> Exported:
    into.write(DESK_FILE, desk_file_without_database(desk.folder / DESK_FILE))
    for name, content in settings_and_plugins(desk.folder):
        into.write(name, content)
    for name, path in attached_files(desk.folder):
        into.copy(name, path)
    with desk.database.reading() as connection:
        kept = kept_tables(connection, desk.schema)
        tables = tuple(_write_tables(connection, kept, into, progress))
    manifest = Manifest(
        format=FORMAT,
        program=__version__,
        owner=tuple(OwnerTable(name=name, revision=at) for name, at in sorted(kept.revisions.items())),
        table=tables,
        file=tuple(sorted(into.files, key=lambda each: each.name)),
    )
    into.write(MANIFEST, manifest.text().encode())
    return Exported(manifest, sum(each.size for each in into.files), kept.strange)


def _write_tables(
    connection: sa.Connection, kept: Kept, into: ExportFolder, progress: Progress
) -> Iterator[KeptTable]:
    totals = {
        name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for name, table in kept.tables.items()
    }
    watch = Counting(progress, sum(totals.values()))
    digests = {name: Digest() for name in kept.tables}
    for name in kept.tables.keys() - set(JOURNAL_TABLES):
        into.write_pieces(_record_files(name), _rows(connection, kept.tables[name], digests[name], watch))
    into.write_pieces(_journal_files(), _entries(connection, kept.tables, digests, watch))
    for name, table in sorted(kept.tables.items()):
        yield kept_table(shape_of(table), digests[name].rows, digests[name].text)


def _rows(connection: sa.Connection, table: sa.Table, digest: Digest, watch: Counting) -> Iterator[str]:
    for row in rows_of(connection, table):
        digest.add(row)
        watch.step(table.name)
        yield row_text(f"[[{table.name}]]", row)


def _entries(
    connection: sa.Connection, tables: Mapping[str, sa.Table], digests: Mapping[str, Digest], watch: Counting
) -> Iterator[str]:
    for entry in journal_entries(connection, tables, digests):
        watch.step("journal", 1 + len(entry.rows) + len(entry.subjects))
        yield entry_text(entry)


def _record_files(table: str) -> Iterator[str]:
    yield f"records/{table}.toml"
    for number in count(2):
        yield f"records/{table}-{number:06}.toml"


def _journal_files() -> Iterator[str]:
    for number in count(1):
        yield f"journal/{number:06}.toml"
