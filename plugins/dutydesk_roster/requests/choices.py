"""What somebody could ask for who wants to be freed of a duty."""

from dataclasses import dataclass

from dutydesk.api import DataProblem, Desk
from dutydesk.wording import _
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.engine import Placed
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import placed
from dutydesk_roster.requests.duty import RequestedDuty, dated_duty
from dutydesk_roster.requests.judging import against_or_cost
from dutydesk_roster.roster import Roster
from dutydesk_roster.standing_in import volunteers_on
from dutydesk_roster.swapping import SwapsOfMonth

MOST_CHOICES = 20


@dataclass(frozen=True, slots=True)
class SwapChoice:
    """A swap that someone might ask for: who takes the duty, and the id of what they give for it.

    `reason` says in one line what it breaks or costs, `volunteers` whether they can be called on that day.
    """

    other: str
    name: str
    back: str
    back_text: str
    allowed: bool
    reason: str
    volunteers: bool


def choices_for(desk: Desk, duty: RequestedDuty, limit: int = MOST_CHOICES) -> tuple[SwapChoice, ...]:
    """Return the swaps that would free somebody of a duty, the best first.

    This takes a moment: it belongs in a thread.

    Raises:
        DataProblem: the duty is gone, or nobody is asked for there.
    """
    if duty.assignment is None:
        raise DataProblem(_("this duty is not in the roster any more"))
    give = placed(duty.assignment)
    found = SwapsOfMonth(desk, Month.of(duty.day), minds_pins=False).freeing(give, limit)
    days = [give.day, *(one.take.day for one in found if one.take is not None)]
    roster = Roster.of(desk, min(days), max(days))
    ids = {placed(each): each.id for each in roster.assignments}
    volunteers = volunteers_on(desk, give.day)
    return tuple(
        SwapChoice(
            other=one.other,
            name=roster.names.get(one.other, one.other),
            back=ids[one.take] if one.take is not None else "",
            back_text=_text(roster, one.take),
            allowed=one.allowed,
            reason=against_or_cost([each.text for each in one.breaches], one.costs),
            volunteers=one.other in volunteers,
        )
        for one in found
        if one.take is None or (one.take in ids and _is_coming(desk, roster, one.take))
    )


def _is_coming(desk: Desk, roster: Roster, duty: Placed) -> bool:
    window = roster.plan.window(duty.shift, duty.day)
    return window is not None and window.start > desk.now()


def _text(roster: Roster, duty: Placed | None) -> str:
    return "" if duty is None else dated_duty(duty.day, duty_title(roster.plan, duty.post, duty.shift))
