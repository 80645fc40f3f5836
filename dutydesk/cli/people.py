"""``dutydesk people``: import, export and list people."""

from pathlib import Path

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _, listed, ngettext


@click.group(help=_("Import, export and list people."))
def people() -> None:
    """Group the commands about people."""


@people.command("import", help=_("Import people from a CSV or Excel FILE: all of it, or nothing."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("Only show what would change."))
@json_option
@click.pass_context
def import_people(ctx: click.Context, file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Show every bad row with its reason; keep the file's people only where there is none."""
    from dutydesk.exchange.people_import import keep_people, preview_people  # noqa: PLC0415

    desk = open_desk(ctx)
    preview = preview_people(desk, file)
    if not preview.errors and not dry_run:
        keep_people(desk, preview, file.name)
    done = not preview.errors
    if as_json:
        print_json(
            {
                "added": len(preview.added) if done else 0,
                "updated": len(preview.updated) if done else 0,
                "errors": [{"row": each.row, "reason": each.reason} for each in preview.errors],
            }
        )
    else:
        for each in preview.errors:
            say(_("row {row}: {reason}").format(row=each.row, reason=each.reason))
        if preview.ignored_columns:
            say(_("Columns passed over: {columns}").format(columns=listed(preview.ignored_columns)))
        if preview.errors:
            count = len(preview.errors)
            say(
                ngettext(
                    "{count} row cannot be used; nobody was added or changed.",
                    "{count} rows cannot be used; nobody was added or changed.",
                    count,
                ).format(count=count)
            )
        else:
            verb = _("would be added") if dry_run else _("added")
            changed = _("would be changed") if dry_run else _("changed")
            say(
                _("{added} {verb}, {updated} {changed}, {same} as before").format(
                    added=len(preview.added),
                    verb=verb,
                    updated=len(preview.updated),
                    changed=changed,
                    same=preview.unchanged,
                )
            )
    ctx.exit(1 if preview.errors else 0)


@people.command("export", help=_("Write everyone into FILE.csv or FILE.xlsx."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--language", type=click.Choice(["en", "zh"]), default="en", help=_("The language of the headers.")
)
@click.pass_context
def export_people(ctx: click.Context, file: Path, language: str) -> None:
    """Write what an import reads back."""
    from dutydesk.exchange.people_file import write_people  # noqa: PLC0415

    everyone = open_desk(ctx).people()
    write_people(file, everyone, language=language)
    say(_("{count} people written to {file}").format(count=len(everyone), file=file))
    say(_("It holds names and phone numbers: keep it safe."))


@people.command("list", help=_("List everyone."))
@json_option
@click.pass_context
def list_people(ctx: click.Context, *, as_json: bool) -> None:
    """List people as the terminal does."""
    everyone = open_desk(ctx).people()
    if as_json:
        print_json(
            {
                "people": [
                    {
                        "key": each.id,
                        "name": each.name,
                        "latin": each.latin,
                        "rank": each.rank,
                        "squad": each.squad,
                        "qualifications": list(each.qualifications),
                        "share": each.share,
                        "starts": each.starts,
                        "ends": each.ends,
                    }
                    for each in everyone
                ]
            }
        )
        return
    if not everyone:
        say(_("Nobody yet; `dutydesk people import FILE` adds people."))
        return
    print_table(
        (_("Key"), _("Name"), _("Latin"), _("Rank"), _("Squad"), _("Qualifications")),
        [(p.id, p.name, p.latin, p.rank, p.squad, ", ".join(p.qualifications)) for p in everyone],
    )
