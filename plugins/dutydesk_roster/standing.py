"""How the roster stands for a bureau: the heads that are missing in the next two weeks."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from dutydesk.api import Desk, Standing, StandingState
from dutydesk.wording import _, clauses, ngettext, pgettext
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title, is_arranged
from dutydesk_roster.month import Month
from dutydesk_roster.roster import DutyPlan, Roster

DAYS_AHEAD = 14
_SHORTLY = timedelta(days=2)


def roster_standing(desk: Desk) -> Sequence[Standing]:
    """Return how many heads are missing from today on, urgent where one is within two days."""
    today = desk.today()
    last = today + timedelta(days=DAYS_AHEAD - 1)
    ahead = desk.table(Assignment).between("day", today, last)
    roster = Roster(DutyPlan.of(desk), today, last, (), ahead)
    slots = roster.open_slots
    shortly = any(slot.day < today + _SHORTLY for slot in slots)
    return (
        Standing(
            key="roster.open",
            title=_("Open slots"),
            count=sum(slot.missing for slot in slots),
            state=(StandingState.URGENT if shortly else StandingState.SOON if slots else StandingState.FINE),
            order=10,
            short=pgettext("slot", "Open"),
            detail=clauses(_details(desk, roster)),
        ),
    )


def _details(desk: Desk, roster: Roster) -> Iterator[str]:
    """Yield the first slot that is open, and each month that nobody has arranged yet."""
    plan, slots = roster.plan, roster.open_slots
    arranged = {Month.of(each.day) for each in roster.assignments}
    arranged |= {
        month for month in {Month.of(slot.day) for slot in slots} - arranged if is_arranged(desk, month)
    }
    in_arranged = [slot for slot in slots if Month.of(slot.day) in arranged]
    if in_arranged:
        yield ngettext(
            "{day}, {duty}: {heads} person missing",
            "{day}, {duty}: {heads} people missing",
            in_arranged[0].missing,
        ).format(
            day=in_arranged[0].day,
            duty=duty_title(plan, in_arranged[0].post, in_arranged[0].shift),
            heads=in_arranged[0].missing,
        )
    for month in sorted({Month.of(slot.day) for slot in slots} - arranged):
        yield _("the roster of {month} is not arranged").format(month=month)
