"""``dutydesk drills status``."""

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _


@click.command(
    help=_("Show each rule with what was done and by when the next is wanted; status 1 when one is overdue.")
)
@click.option(
    "--year",
    type=click.IntRange(1970, 2999),
    help=_("The whole school year that begins in YEAR, in place of the present month, term and year."),
)
@json_option
@click.pass_context
def status(context: click.Context, year: int | None, *, as_json: bool) -> None:
    """Print each rule."""
    from dutydesk_drills.rules.standing import (  # noqa: PLC0415
        RuleState,
        present_standings,
        year_standings,
    )

    desk = open_desk(context)
    found = present_standings(desk) if year is None else year_standings(desk, year)
    if as_json:
        print_json(
            {
                "rules": [
                    {
                        "pack": each.pack.code,
                        "rule": each.rule.name,
                        "period": each.period,
                        "needed": each.needed,
                        "done": each.done,
                        "planned": each.planned,
                        "next_by": each.next_by,
                        "state": each.state.value,
                        "reason": each.reason,
                    }
                    for each in found
                ]
            }
        )
    elif not found:
        say(_("No rule holds yet: name packs in config/drills.toml."))
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
                    each.state.value,
                    each.reason,
                )
                for each in found
            ],
        )
    context.exit(1 if any(each.state is RuleState.OVERDUE for each in found) else 0)
