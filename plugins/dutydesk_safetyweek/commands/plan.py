"""``dutydesk safetyweek plan``, ``packs`` and ``import``."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from dutydesk.api import DataProblem, Desk
from dutydesk.api.commands import DAY, json_option, open_desk, print_json, print_table, say
from dutydesk.api.people_named import key_named
from dutydesk.wording import _
from dutydesk_safetyweek.commands.arguments import FILE, YEAR


@click.command(
    help=_(
        "Plan the safety week of YEAR, from a pack or like another year's, and print it; a year that has one "
        "is printed as it stands. Status 1 when something clashes."
    )
)
@click.argument("year", type=YEAR)
@click.option("--pack", metavar="NAME", help=_("The pack to plan from; `safetyweek packs` lists them."))
@click.option("--copy", type=YEAR, metavar="YEAR", help=_("Plan it like the week of that year."))
@click.option("--from", "first", type=DAY, help=_("On which day it begins."))
@click.option("--days", type=click.IntRange(1, 7), help=_("How many days it has."))
@click.option("--skip-holidays", is_flag=True, help=_("Lay what falls on days off on the other days."))
@click.option("--key", default="", metavar="WORD", help=_("A word for a second week of the year."))
@click.option(
    "--owner",
    "owners",
    multiple=True,
    metavar="KIND=PERSON",
    help=_("Who is in charge of a kind of activity; as often as needed."),
)
@json_option
@click.pass_context
def plan(
    context: click.Context,
    year: int,
    *,
    pack: str | None,
    copy: int | None,
    first: date | None,
    days: int | None,
    skip_holidays: bool,
    key: str,
    owners: tuple[str, ...],
    as_json: bool,
) -> None:
    """Plan it where it is not planned yet."""
    from dutydesk_safetyweek.board import WeekBoard  # noqa: PLC0415
    from dutydesk_safetyweek.commands.printed_week import print_week  # noqa: PLC0415
    from dutydesk_safetyweek.copying import copy_week  # noqa: PLC0415
    from dutydesk_safetyweek.entries import week_of_year  # noqa: PLC0415
    from dutydesk_safetyweek.planning import plan_week, week_id  # noqa: PLC0415
    from dutydesk_safetyweek.safety_week import SafetyWeek  # noqa: PLC0415
    from dutydesk_safetyweek.settings import SafetyWeekFile  # noqa: PLC0415

    desk = open_desk(context)
    if pack is not None and copy is not None:
        raise click.UsageError(_("--pack and --copy exclude each other: a week has one origin"))
    there = desk.table(SafetyWeek).get(week_id(year, key)) if key else week_of_year(desk, year)
    left: Sequence[str] = ()
    if there is None or pack is not None or copy is not None:
        if copy is not None:
            planned = copy_week(desk, copy, year, first, days=days, skip_holidays=skip_holidays, key=key)
        else:
            planned = plan_week(
                desk,
                year,
                pack=pack or desk.settings(SafetyWeekFile).pack,
                first=first,
                days=days,
                skip_holidays=skip_holidays,
                key=key,
                owners=_owners(desk, owners),
            )
        there, left = planned.week, planned.left
    context.exit(print_week(WeekBoard.of(desk, there.id), left, as_json=as_json))


def _owners(desk: Desk, given: Sequence[str]) -> dict[str, str]:
    from dutydesk_safetyweek.words import ENTRY_KINDS  # noqa: PLC0415

    owners = {}
    for text in given:
        kind, equals, person = text.partition("=")
        if not equals or kind not in ENTRY_KINDS:
            raise DataProblem(
                _("--owner {text}: expected such as lecture=li; kinds are {kinds}").format(
                    text=text, kinds=", ".join(ENTRY_KINDS)
                )
            )
        owners[kind] = key_named(desk, person)
    return owners


@click.command(help=_("List the packs from which a week can be planned; status 1 where one is broken."))
@json_option
@click.pass_context
def packs(context: click.Context, *, as_json: bool) -> None:
    """Print each pack with its theme."""
    from dutydesk_safetyweek.pack import packs as known_packs  # noqa: PLC0415

    found = known_packs(open_desk(context))
    if as_json:
        print_json(
            {
                "packs": [
                    {
                        "name": each.name,
                        "theme": each.theme,
                        "activities": each.activities,
                        "fault": each.fault,
                    }
                    for each in found
                ]
            }
        )
    else:
        print_table(
            (_("Pack"), _("Activities"), _("Theme")),
            [(each.name, each.activities or "-", each.theme or each.fault) for each in found],
        )
        say(_("Your own: config/packs/safetyweek/NAME.toml in the desk's folder."))
    context.exit(1 if any(each.fault for each in found) else 0)


@click.command(
    "import",
    help=_("Read the plan of a safety week from a CSV file or a spreadsheet; nothing is kept on an error."),
)
@click.argument("file", type=FILE)
@click.option("--year", type=YEAR, required=True, help=_("The year whose week it becomes."))
@click.option("--theme", default="", help=_("The theme of the week."))
@click.option("--from", "first", type=DAY, help=_("On which day it begins."))
@click.option("--skip-holidays", is_flag=True, help=_("Lay what falls on days off on the other days."))
@click.option("--key", default="", metavar="WORD", help=_("A word for a second week of the year."))
@click.option("--dry-run", is_flag=True, help=_("Only say what is read, and keep nothing."))
@json_option
@click.pass_context
def import_plan(
    context: click.Context,
    file: Path,
    *,
    year: int,
    theme: str,
    first: date | None,
    skip_holidays: bool,
    key: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Plan the week as the table says."""
    from dutydesk.sheets import read_table  # noqa: PLC0415
    from dutydesk_safetyweek.board import WeekBoard  # noqa: PLC0415
    from dutydesk_safetyweek.commands.printed_week import print_week  # noqa: PLC0415
    from dutydesk_safetyweek.plan_file import keep_plan, read_plan  # noqa: PLC0415

    desk = open_desk(context)
    preview = read_plan(desk, read_table(file))
    template = preview.template(theme or _("Safety education"))
    if dry_run:
        if as_json:
            print_json(
                {
                    "activities": len(template.entries),
                    "first": preview.first,
                    "no_longer_there": list(preview.left),
                    "ignored_columns": list(preview.ignored_columns),
                }
            )
        else:
            say(_("{count} activities can be read; nothing was kept.").format(count=len(template.entries)))
        return
    planned = keep_plan(
        desk, year, preview, theme=template.theme, first=first, skip_holidays=skip_holidays, key=key
    )
    context.exit(print_week(WeekBoard.of(desk, planned.week.id), planned.left, as_json=as_json))
