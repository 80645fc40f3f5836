"""``dutydesk training status``."""

from typing import TYPE_CHECKING

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.api.people_named import names_by_key
from dutydesk.wording import _, headed, listed, ngettext

if TYPE_CHECKING:
    from dutydesk_training.meter import RuleMeter

_MOST_NAMED = 8


@click.command(
    help=_(
        "Show what the rules ask of a week, and of the month, term and year that hold it; "
        "status 1 when something was missed."
    )
)
@click.option("--week", "week_text", metavar="YYYY-Www", help=_("Another week than this one."))
@json_option
@click.pass_context
def status(context: click.Context, week_text: str | None, *, as_json: bool) -> None:
    """Print each rule with what was held and planned."""
    from dutydesk.api.holding import MeterState, meter_state_name  # noqa: PLC0415
    from dutydesk.api.week import Week  # noqa: PLC0415
    from dutydesk_training.meter import rule_meters  # noqa: PLC0415

    desk = open_desk(context)
    week = Week.parse(week_text) if week_text else Week.of(desk.today())
    meters = rule_meters(desk, week)
    names = names_by_key(desk)
    if as_json:
        print_json(
            {
                "week": str(week),
                "rules": [
                    {
                        "name": each.rule.name,
                        "due": each.needed,
                        "held": each.held,
                        "planned": each.planned,
                        "state": each.state.value,
                        "every": each.rule.every,
                        "counts": each.rule.counts,
                        "period": each.period.name if each.period is not None else None,
                        "lacking": [names.get(person, person) for person, _reason in each.lacking],
                        "detail": each.detail,
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
            (_("Rule"), _("Period"), _("Due"), _("Held"), _("Planned"), _("State")),
            [
                (
                    each.rule.name,
                    each.period.name if each.period is not None else "-",
                    each.needed,
                    each.held,
                    each.planned,
                    meter_state_name(each.state),
                )
                for each in meters
            ],
        )
        for each in meters:
            _say_more(each, names)
    context.exit(1 if any(each.state is MeterState.MISSED for each in meters) else 0)


def _say_more(meter: "RuleMeter", names: dict[str, str]) -> None:
    """Say below the table who lacks, and what else a reader must know."""
    from dutydesk_training.people_tally import by_reason, reason_name  # noqa: PLC0415

    if meter.detail:
        say(headed(meter.rule.name, meter.detail))
    for reason, people in by_reason(meter.lacking).items():
        shown = [names.get(person, person) for person in people[:_MOST_NAMED]]
        if len(people) > len(shown):
            more = len(people) - len(shown)
            shown.append(ngettext("{count} more", "{count} more", more).format(count=more))
        say(
            _("{rule}: lacking {names}: {reason}").format(
                rule=meter.rule.name, names=listed(shown), reason=reason_name(reason)
            )
        )
