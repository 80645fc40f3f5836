"""What requests put on the Today board."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from dutydesk.api import Desk, DueGroup, DueItem, DueState
from dutydesk.api.people_named import names_by_key
from dutydesk.domain import Absence, AbsenceState
from dutydesk.wording import _, ngettext
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.requests.book import RequestBook
from dutydesk_roster.requests.request import SwapRequest
from dutydesk_roster.roster import DutyPlan
from dutydesk_roster.swap import SwapState

AREA = "requests"
_DAY = timedelta(days=1)


def request_items(desk: Desk) -> Iterator[DueItem]:
    """Yield the swaps that wait, and the duties that lie in somebody's leave.

    Leave that is asked for is told by the desk itself.
    """
    today = desk.today()
    for request in RequestBook.of(desk, settled=False).waiting:
        if isinstance(request, SwapRequest):
            taken = request.swap.state is SwapState.TAKEN
            yield DueItem(
                title=request.title,
                day=request.day,
                state=DueState.OVERDUE if request.day <= today else DueState.DUE,
                screen=AREA,
                detail=_("made already: keep it or take it back") if taken else "",
                group=DueGroup.REQUEST,
                action=f"open_request({request.key!r})",
            )
    yield from _duties_in_leave(desk)


def _duties_in_leave(desk: Desk) -> Iterator[DueItem]:
    now, today = desk.now(), desk.today()
    absences = desk.table(Absence).between("last", today - _DAY, date.max, state=AbsenceState.APPROVED)
    if not absences:
        return
    plan = DutyPlan.of(desk)
    names = names_by_key(desk)
    away = tuple({each.person for each in absences})
    held: defaultdict[str, list[Assignment]] = defaultdict(list)
    for duty in desk.table(Assignment).between("day", today - _DAY, date.max, person=away):
        held[duty.person].append(duty)
    for absence in absences:
        days = desk.zone.days(absence.first, absence.last)
        windows = ((plan.window(each.shift, each.day), each) for each in held[absence.person])
        inside = [
            each
            for window, each in windows
            if window is not None and window.end > now and window.overlaps(days)
        ]
        if not inside:
            continue
        first = min(each.day for each in inside)
        yield DueItem(
            title=ngettext(
                "{n} duty of {name} lies in their leave",
                "{n} duties of {name} lie in their leave",
                len(inside),
            ).format(n=len(inside), name=names.get(absence.person, absence.person)),
            day=first,
            state=DueState.OVERDUE if first <= today else DueState.DUE,
            screen="roster",
            action=f"go_to({absence.person!r}, {first.isoformat()!r})",
        )
