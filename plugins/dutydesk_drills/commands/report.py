"""``dutydesk drills report``."""

from pathlib import Path

import click

from dutydesk.api.commands import json_option, open_desk
from dutydesk.documents.commands import tell_written, to_option
from dutydesk.wording import _


@click.command(
    help=_(
        "Write the report of DRILL, or with --year that of a school year, each figure traced to its entries."
    )
)
@click.argument("drill", required=False)
@click.option(
    "--year", type=click.IntRange(1970, 2999), help=_("All drills of the school year that begins in YEAR.")
)
@to_option(required=True)
@json_option
@click.pass_context
def report(context: click.Context, drill: str | None, *, year: int | None, to: Path, as_json: bool) -> None:
    """Write it, and leave with status 1 where a character could not be drawn."""
    if (drill is None) == (year is None):
        raise click.UsageError(_("say either which drill or --year YEAR"))
    desk = open_desk(context)
    if year is not None:
        from dutydesk_drills.after.year_report import write_year_report  # noqa: PLC0415

        tell_written(context, write_year_report(desk, year, to), as_json=as_json, year=year)
        return
    from dutydesk_drills.after.report_document import write_drill_report  # noqa: PLC0415
    from dutydesk_drills.drills import find_drill  # noqa: PLC0415

    found = find_drill(desk, drill or "")
    tell_written(context, write_drill_report(desk, found, to), as_json=as_json, drill=found.key)
