"""``dutydesk safetyweek status``."""

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _


@click.command(
    help=_("Show the safety weeks of YEAR, or of this year; status 1 when something past is not marked done.")
)
@click.argument("year", type=click.IntRange(1996, 2999), required=False)
@json_option
@click.pass_context
def status(context: click.Context, year: int | None, *, as_json: bool) -> None:
    """Print each week with its activities."""
    from dutydesk.api.holding import occurrence_state_name, wall_now  # noqa: PLC0415
    from dutydesk_safetyweek.calendar import what_it_lacks  # noqa: PLC0415
    from dutydesk_safetyweek.reporting import week_document  # noqa: PLC0415
    from dutydesk_safetyweek.settings import education_day  # noqa: PLC0415
    from dutydesk_safetyweek.weeks import standings  # noqa: PLC0415

    desk = open_desk(context)
    year = year or desk.today().year
    found = standings(desk, year)
    if as_json:
        print_json(
            {
                "year": year,
                "education_day": education_day(year).isoformat(),
                "weeks": [week_document(desk, each) for each in found],
            }
        )
    elif not found:
        say(
            _(
                "No [[week]] of {year} stands in config/safetyweek.toml; Safety Education Day is {day}."
            ).format(year=year, day=education_day(year))
        )
    else:
        for each in found:
            say(f"{each.week.theme}, {each.week.first} – {each.last}")
            print_table(
                (_("Day"), _("Time"), _("Activity"), _("Place"), _("State")),
                [
                    (
                        held.start.date(),
                        _("all day") if held.activity.all_day else f"{held.start:%H:%M}–{held.end:%H:%M}",
                        held.activity.title,
                        held.place,
                        occurrence_state_name(held, wall_now(desk)),
                    )
                    for held in each.found
                ],
            )
            for line in what_it_lacks(each):
                say(f"! {line}")
    context.exit(1 if any(each.tally.unmarked for each in found) else 0)
