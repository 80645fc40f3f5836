"""What stands of the rules above the list of drills."""

from collections.abc import Iterator, Sequence
from datetime import date

from dutydesk.api import Desk
from dutydesk.tui.widgets.days import day_name
from dutydesk.tui.widgets.occurrence_list import SummaryLine
from dutydesk.wording import _, bracketed, ngettext
from dutydesk_drills.kinds import kinds_found
from dutydesk_drills.rules.in_force import packs_found
from dutydesk_drills.rules.rule_standing import GRAVITY, RuleStanding, state_name
from dutydesk_drills.rules.standing import present_standings
from dutydesk_drills.rules.words import rule_name


def rule_lines(desk: Desk) -> Iterator[SummaryLine]:
    """Yield what is wrong with kinds and packs, and the rules that press, the most pressing first, with why.

    Where none presses, one line says how many hold; the screen of the rules tells of each.
    """
    found = packs_found(desk)
    for fault in (*kinds_found(desk).faults, *map(str, found.problems)):
        yield SummaryLine(f"! {fault}", "error")
    standings = present_standings(desk, found.packs)
    pressing = [each for each in standings if each.is_pressing]
    for each in sorted(pressing, key=lambda each: (-GRAVITY.index(each.state), each.next_by or date.min)):
        name = bracketed(rule_name(each.rule), each.period) if each.period else rule_name(each.rule)
        text = _("{state}: {rule}").format(state=state_name(each.state), rule=name)
        yield SummaryLine(text, "warning")
        yield SummaryLine(f"  {each.reason}")
    if standings and not pressing:
        yield SummaryLine(_calm(standings), "muted")


def _calm(standings: Sequence[RuleStanding]) -> str:
    """Return in a line that no rule presses, and by when the next drill is wanted."""
    text = ngettext(
        "{count} rule holds, and nothing is due", "{count} rules hold, and nothing is due", len(standings)
    ).format(count=len(standings))
    coming = [each.next_by for each in standings if each.next_by is not None]
    if not coming:
        return text
    return _("{text}; the next drill by {day}").format(text=text, day=day_name(min(coming)))
