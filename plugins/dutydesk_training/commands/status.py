"""``dutydesk training status``."""

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _


@click.command(help=_("Show what a week asks for and what was held; status 1 when something was missed."))
@click.option("--week", "week_text", metavar="YYYY-Www", help=_("Another week than this one."))
@json_option
@click.pass_context
def status(context: click.Context, week_text: str | None, *, as_json: bool) -> None:
    """Print each weekly rule with what was held and planned."""
    from dutydesk.api.holding import MeterState, meter_state_name  # noqa: PLC0415
    from dutydesk_training.meter import week_meters  # noqa: PLC0415
    from dutydesk_training.week import Week  # noqa: PLC0415

    desk = open_desk(context)
    week = Week.parse(week_text) if week_text else Week.of(desk.today())
    meters = week_meters(desk, week)
    if as_json:
        print_json(
            {
                "week": str(week),
                "rules": [
                    {
                        "name": each.rule.name,
                        "due": each.needed,
                        "held": each.tally.held,
                        "planned": each.tally.planned,
                        "state": each.state.value,
                    }
                    for each in meters
                ],
            }
        )
    elif not meters:
        say(_("No [[rule]] stands in config/training.toml yet."))
    else:
        say(_("Week {week}, {first} to {last}").format(week=week, first=week.monday, last=week.sunday))
        print_table(
            (_("Rule"), _("Due"), _("Held"), _("Planned"), _("State")),
            [
                (
                    each.rule.name,
                    each.needed,
                    each.tally.held,
                    each.tally.planned,
                    meter_state_name(each.state),
                )
                for each in meters
            ],
        )
    context.exit(1 if any(each.state is MeterState.MISSED for each in meters) else 0)
