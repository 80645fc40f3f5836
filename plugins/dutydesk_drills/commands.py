"""``dutydesk drills``: how the rules stand, and recording a drill."""

from datetime import date

import click

from dutydesk.api.commands import DAY, json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _


@click.group(help=_("Show how the drill rules stand, and record drills."))
def drills() -> None:
    """Group the commands about drills."""


@drills.command(
    help=_("Show each rule with what was done and by when the next is wanted; status 1 when one was missed.")
)
@click.option(
    "--year",
    type=click.IntRange(1970, 2999),
    help=_("A whole year, in place of the present month, term and year."),
)
@json_option
@click.pass_context
def status(context: click.Context, year: int | None, *, as_json: bool) -> None:
    """Print each rule."""
    from dutydesk.api.holding import MeterState, meter_state_name  # noqa: PLC0415
    from dutydesk_drills.meter import present_meters, year_meters  # noqa: PLC0415

    desk = open_desk(context)
    meters = present_meters(desk) if year is None else year_meters(desk, year)
    if as_json:
        print_json(
            {
                "rules": [
                    {
                        "pack": each.rule.pack,
                        "rule": each.rule.name,
                        "period": each.period,
                        "needed": each.needed,
                        "done": each.done,
                        "planned": each.planned,
                        "next_by": each.next_by,
                        "state": each.state.value,
                        "reason": each.reason,
                    }
                    for each in meters
                ]
            }
        )
    elif not meters:
        say(_("No [[rule]] stands in config/drills.toml yet."))
    else:
        print_table(
            (_("Rule"), _("In"), _("Wanted"), _("Done"), _("Planned"), _("Next by"), _("State"), _("Why")),
            [
                (
                    each.rule.name,
                    each.period,
                    each.needed,
                    each.done,
                    each.planned,
                    each.next_by or "",
                    meter_state_name(each.state),
                    each.reason,
                )
                for each in meters
            ],
        )
    context.exit(1 if any(each.state is MeterState.MISSED for each in meters) else 0)


@drills.command(help=_("Mark the drill DRILL, by its code in drills.toml or its id, as done."))
@click.argument("drill")
@click.option(
    "--date",
    "held_on",
    type=DAY,
    help=_("When it was held, if not as planned."),
)
@click.option("--minutes", type=click.IntRange(1, 720), required=True, help=_("How long it took."))
@click.option("--note", help=_("What was seen."))
@json_option
@click.pass_context
def record(
    context: click.Context,
    drill: str,
    held_on: date | None,
    minutes: int,
    note: str | None,
    *,
    as_json: bool,
) -> None:
    """Keep when a drill was held and how long it took."""
    from dutydesk_drills.recording import find_drill, record_drill  # noqa: PLC0415

    desk = open_desk(context)
    found = find_drill(desk, drill, held_on)
    day = held_on or found.start.date()
    record_drill(desk, found, day=day, minutes=minutes, note=note)
    if as_json:
        print_json({"drill": found.key, "date": day, "minutes": minutes, "state": "held"})
    else:
        say(
            _("{title} was held on {day}, {minutes} min.").format(
                title=found.activity.title, day=day, minutes=minutes
            )
        )
