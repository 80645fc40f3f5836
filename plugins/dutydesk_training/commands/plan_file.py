"""``dutydesk training import``."""

from pathlib import Path

import click

from dutydesk.api.commands import json_option, open_desk, print_json, say
from dutydesk.wording import _, listed, ngettext


@click.command(
    name="import",
    help=_("Import a plan of sessions, such as last year's, from a CSV or Excel FILE: all or nothing."),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--year", type=click.IntRange(1996, 2999), help=_("Move it to the same weeks of this year."))
@click.option("--skip-days-off", is_flag=True, help=_("Leave out what falls on a holiday or a weekend."))
@click.option("--dry-run", is_flag=True, help=_("Only show what would be added."))
@json_option
@click.pass_context
def import_plan(
    context: click.Context,
    file: Path,
    year: int | None,
    *,
    skip_days_off: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Show each row that cannot be used; keep the plan only where there is none."""
    from dutydesk.sheets import read_table  # noqa: PLC0415
    from dutydesk_training.plan_file import keep_plan, read_plan  # noqa: PLC0415

    desk = open_desk(context)
    preview = read_plan(desk, read_table(file), year=year, skip_days_off=skip_days_off)
    if not preview.errors and not dry_run:
        keep_plan(desk, preview, file.name)
    if as_json:
        print_json(
            {
                "added": 0 if preview.errors else len(preview.planned),
                "left_out": preview.left_out,
                "errors": preview.errors,
            }
        )
    else:
        for line in (*preview.errors, *preview.left_out):
            say(line)
        if preview.ignored_columns:
            say(_("Columns passed over: {columns}").format(columns=listed(preview.ignored_columns)))
        if preview.errors:
            say(_("Nothing was added."))
        else:
            count = len(preview.planned)
            text = ngettext("{count} session", "{count} sessions", count).format(count=count)
            say((_("{sessions} would be added") if dry_run else _("{sessions} added")).format(sessions=text))
    context.exit(1 if preview.errors else 0)
