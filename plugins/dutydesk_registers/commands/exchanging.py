"""``dutydesk registers import``, ``export`` and ``labels``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dutydesk.api.commands import json_option, open_desk, print_json, say
from dutydesk.documents.commands import tell_written
from dutydesk.wording import _, listed, ngettext
from dutydesk_registers.commands.arguments import FILE, YEAR

if TYPE_CHECKING:
    from dutydesk_registers.exchange.entry_import import ImportedRow, ImportPreview

_MOST_NAMED = 20


@click.command(
    "import",
    help=_(
        "Import entries into the register CODE from a CSV or Excel FILE: all or nothing. Columns are found "
        "by the code or name of a field; one that is no field is refused. Rows change the entry with their "
        "key or number; what is kept already is passed over."
    ),
)
@click.argument("code")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help=_("Only show what would be added and changed."))
@click.option("--pass-over", is_flag=True, help=_("Pass over columns that are no field."))
@json_option
@click.pass_context
def import_entries(
    context: click.Context, code: str, file: Path, *, dry_run: bool, pass_over: bool, as_json: bool
) -> None:
    """Show each cell that cannot be used; keep the rows only where there is none."""
    from dutydesk.sheets import read_table  # noqa: PLC0415
    from dutydesk_registers.exchange.entry_import import keep_import, preview_import  # noqa: PLC0415
    from dutydesk_registers.registers import known_register  # noqa: PLC0415

    desk = open_desk(context)
    register = known_register(desk, code)
    preview = preview_import(desk, register, read_table(file), passes_over=pass_over)
    if not preview.faults and not dry_run:
        keep_import(desk, register, preview)
    if as_json:
        print_json(_document(preview, dry_run=dry_run))
    else:
        _print(preview, dry_run=dry_run)
    context.exit(1 if preview.faults else 0)


def _document(preview: "ImportPreview", *, dry_run: bool) -> dict[str, object]:
    def rows(found: "tuple[ImportedRow, ...]") -> list[dict[str, object]]:
        return [
            {
                "row": each.number,
                "entry": each.before.id if each.before is not None else None,
                "fields": {code: each.values.get(code, "") for code in each.changes},
            }
            for each in found
        ]

    return {
        "kept": not (preview.faults or dry_run),
        "added": rows(preview.added),
        "changed": rows(preview.changed),
        "same": preview.same,
        "faults": preview.faults,
        "more_faults": preview.more_faults,
        "passed_over": preview.passed_over,
    }


def _print(preview: "ImportPreview", *, dry_run: bool) -> None:
    from dutydesk_registers.exchange.entry_import import more_faults_line  # noqa: PLC0415

    for fault in preview.faults:
        say(fault)
    if preview.more_faults:
        say(more_faults_line(preview.more_faults))
    if preview.passed_over:
        say(_("Passed over: {columns}").format(columns=listed(preview.passed_over)))
    if preview.faults:
        say(_("Nothing was imported."))
        return
    if dry_run:
        _print_rows(preview)
    said = (
        _("Would be imported: {added} new, {changed} changed; {same} are kept already")
        if dry_run
        else _("Imported: {added} new, {changed} changed; {same} were kept already")
    )
    say(said.format(added=len(preview.added), changed=len(preview.changed), same=preview.same))


def _print_rows(preview: "ImportPreview") -> None:
    """Print the first rows that are new, and of those that are changed in which fields."""
    for each in preview.added[:_MOST_NAMED]:
        text = ", ".join(list(each.values.values())[:3])
        say(_("row {row}, new: {text}").format(row=each.number, text=text))
    for each in preview.changed[:_MOST_NAMED]:
        title = each.before.title if each.before is not None else ""
        text = _("row {row}, changed: {title} ({fields})")
        say(text.format(row=each.number, title=title, fields=", ".join(each.changes)))


@click.command(help=_("Write the entries of the register CODE to FILE, .xlsx or .csv; import reads it back."))
@click.argument("code")
@click.argument("file", type=FILE)
@click.option("--year", type=YEAR, help=_("Only those of this year, and those without a day."))
@json_option
@click.pass_context
def export(context: click.Context, code: str, file: Path, *, year: int | None, as_json: bool) -> None:
    """Write them and say how many."""
    from dutydesk_registers.exchange.entry_export import export_entries  # noqa: PLC0415
    from dutydesk_registers.registers import known_register  # noqa: PLC0415

    desk = open_desk(context)
    register = known_register(desk, code)
    count = export_entries(desk, register, file, year)
    if as_json:
        print_json({"path": str(file), "entries": count})
    else:
        said = ngettext("{count} entry written to {file}", "{count} entries written to {file}", count)
        say(said.format(count=count, file=file))


@click.command(
    help=_("Print labels with QR codes of what the register CODE keeps to FILE, .pdf, .docx or .md.")
)
@click.argument("code")
@click.argument("file", type=FILE)
@click.option("--entry", "chosen", multiple=True, help=_("Only for this entry; may be given again."))
@json_option
@click.pass_context
def labels(context: click.Context, code: str, file: Path, *, chosen: tuple[str, ...], as_json: bool) -> None:
    """Write them."""
    from dutydesk_registers.entries import find_entry  # noqa: PLC0415
    from dutydesk_registers.labels import print_labels  # noqa: PLC0415
    from dutydesk_registers.registers import known_register  # noqa: PLC0415

    desk = open_desk(context)
    register = known_register(desk, code)
    found = [find_entry(desk, each, register) for each in chosen] if chosen else None
    tell_written(context, print_labels(desk, register, file, found), as_json=as_json, register=register.code)
