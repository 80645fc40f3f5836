"""``dutydesk export`` and ``import``: a whole desk as plain TOML, from one machine or database to another."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dutydesk.api import DataProblem
from dutydesk.api.commands import json_option, print_json, say, warn
from dutydesk.domain import Right
from dutydesk.wording import _

if TYPE_CHECKING:
    from dutydesk.exchange.whole_desk.counting import Progress
    from dutydesk.exchange.whole_desk.manifest import Manifest


@click.command(help=_("Write the whole desk into the new folder DIR as plain TOML files."))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def export(ctx: click.Context, folder: Path, *, as_json: bool) -> None:
    """Write settings, plugins, files, records and the journal, all of one moment."""
    from dutydesk.exchange.whole_desk.desk_export import export_desk  # noqa: PLC0415

    desk = ctx.obj.open_for(Right.COPY, ctx.command_path)
    with _progress() as progress:
        exported = export_desk(desk, folder, progress)
    if as_json:
        print_json({"folder": str(folder), "bytes": exported.size, **_document(exported.manifest)})
    else:
        say(_("{folder}: {size} kB.").format(folder=folder, size=max(1, exported.size // 1024)))
        _say_counts(exported.manifest)
    warn(
        _("{folder} holds names, phone numbers and hashes of links (not the links): keep it safe.").format(
            folder=folder
        )
    )
    for name in exported.strange:
        warn(_("The table {table} is none of a desk's and was left out.").format(table=name))


@click.command(
    "import",
    help=_("Make the desk that --desk names, in a new folder, from the folder DIR that `export` wrote."),
)
@click.argument("source", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--database",
    metavar="URL",
    default="",
    envvar="DUTYDESK_DATABASE",
    help=_("An empty PostgreSQL to keep the records in; else a file in the desk's folder."),
)
@click.option("--schema", metavar="NAME", default="", help=_("The schema of that database, if not public."))
@json_option
@click.pass_context
def import_(ctx: click.Context, source: Path, database: str, schema: str, *, as_json: bool) -> None:
    """Make the desk, all of it or nothing, and say what it was held against."""
    from dutydesk.exchange.whole_desk.desk_import import Place, import_desk  # noqa: PLC0415
    from dutydesk.host.registry import bundled_table_sets  # noqa: PLC0415

    if schema and not database:
        raise DataProblem(_("--schema: it names a part of a --database, and none is given"))
    folder = ctx.obj.folder
    with _progress() as progress:
        manifest = import_desk(source, Place(folder, database, schema), bundled_table_sets(), progress)
    if as_json:
        print_json({"folder": str(folder), **_document(manifest)})
        return
    _say_counts(manifest)
    say(_("The desk is in {folder}; open it with: dutydesk --desk {folder}").format(folder=folder))


def _document(manifest: "Manifest") -> dict[str, object]:
    return {
        "tables": {each.name: {"rows": each.rows, "digest": each.digest} for each in manifest.table},
        "files": len(manifest.file),
        "digest": manifest.digest,
    }


def _say_counts(manifest: "Manifest") -> None:
    filled = [each for each in manifest.table if each.rows]
    say(", ".join(f"{each.name} {each.rows}" for each in filled))
    say(
        _("{rows} rows, {files} files; digest of all rows: {digest}").format(
            rows=sum(each.rows for each in filled), files=len(manifest.file), digest=manifest.digest
        )
    )


@contextmanager
def _progress() -> Iterator["Progress"]:
    """Give what shows on a terminal how far it is, and nothing elsewhere."""
    if not sys.stderr.isatty():
        from dutydesk.exchange.whole_desk.counting import silent  # noqa: PLC0415

        yield silent
        return
    with click.progressbar(length=1, file=sys.stderr, show_pos=True) as bar:

        def show(what: str, done: int, total: int) -> None:
            bar.length = total
            bar.label = what
            bar.update(done - bar.pos)

        yield show
