"""``dutydesk drills status``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dutydesk.api.commands import json_option, open_desk, print_json, print_table, say
from dutydesk.wording import _

if TYPE_CHECKING:
    from dutydesk_drills.rules.rule_standing import RuleStanding


@click.command(
    help=_("Show each rule with what was done and by when the next is wanted; status 1 when one is overdue.")
)
@click.option(
    "--year",
    type=click.IntRange(1970, 2999),
    help=_("The whole school year that begins in YEAR, in place of the present month, term and year."),
)
@click.option("--pack", metavar="NAME", help=_("Only the rules of this pack, though it were not in force."))
@json_option
@click.pass_context
def status(context: click.Context, year: int | None, pack: str | None, *, as_json: bool) -> None:
    """Print each rule."""
    from dutydesk_drills.rules.pack_listing import packs_asked  # noqa: PLC0415
    from dutydesk_drills.rules.standing import (  # noqa: PLC0415
        RuleState,
        present_standings,
        year_standings,
    )

    desk = open_desk(context)
    packs = packs_asked(desk, pack)
    found = present_standings(desk, packs) if year is None else year_standings(desk, year, packs)
    if as_json:
        print_json({"rules": [_document(each) for each in found]})
    elif not found:
        say(_("No rule holds yet: name packs in config/drills.toml."))
    else:
        _print(found)
    context.exit(1 if any(each.state is RuleState.OVERDUE for each in found) else 0)


def _document(standing: "RuleStanding") -> dict[str, object]:
    from dutydesk_drills.rules.words import rule_name  # noqa: PLC0415

    return {
        "pack": standing.pack.code,
        "code": standing.rule.code,
        "rule": rule_name(standing.rule),
        "period": standing.period,
        "needed": standing.needed,
        "done": standing.done,
        "planned": standing.planned,
        "next_by": standing.next_by,
        "state": standing.state.value,
        "reason": standing.reason,
        "source": standing.rule.source or standing.pack.source,
        "note": standing.rule.note,
    }


def _print(found: Sequence["RuleStanding"]) -> None:
    from dutydesk_drills.rules.rule_standing import state_name  # noqa: PLC0415
    from dutydesk_drills.rules.words import rule_name  # noqa: PLC0415

    print_table(
        (_("Rule"), _("In"), _("Wanted"), _("Done"), _("Planned"), _("Next by"), _("State")),
        [
            (
                rule_name(each.rule),
                each.period,
                each.needed,
                each.done,
                each.planned,
                each.next_by or "",
                state_name(each.state),
            )
            for each in found
        ],
    )
    pressing = [each for each in found if each.is_pressing]
    if pressing:
        say("")
    for each in pressing:
        say(
            _("{rule}, {state}: {reason}").format(
                rule=rule_name(each.rule), state=state_name(each.state), reason=each.reason
            )
        )
