"""What is due of reminders: those of the weeks of a term that nobody has issued."""

from collections.abc import Iterator
from datetime import date, timedelta

from dutydesk.api import Desk, DueItem, DueState
from dutydesk.api.week import Week
from dutydesk.wording import _
from dutydesk_summary.reminder.drafting import SCREEN, open_week
from dutydesk_summary.reminder.reminder import Reminder
from dutydesk_summary.reminder.school_weeks import SchoolWeeks

_MOST_AHEAD = timedelta(weeks=26)
_SOON = timedelta(weeks=1)


def due_items(desk: Desk, first: date, last: date) -> Iterator[DueItem]:
    """Yield the reminders due in the days `first` to `last`, and that of this week where it is overdue.

    What was not issued in a week that is over can no longer be read out, and is told by the figures alone.
    """
    today = desk.today()
    until = min(last, today + _MOST_AHEAD)
    weeks = SchoolWeeks.of(desk)
    found = desk.table(Reminder).between("monday", Week.of(today).monday, max(until, today))
    kept = {each.id: each for each in found}
    week = Week.of(today)
    while week.monday <= until:
        day, reminder = weeks.due_day(week), kept.get(week.name)
        is_issued = reminder is not None and reminder.issued is not None
        if day is not None and day <= until and (day >= first or day < today) and not is_issued:
            yield DueItem(
                title=_("Issue the safety reminder of {week}").format(week=week.name),
                day=day,
                state=_state(day, today),
                screen=SCREEN,
                detail=_("kept, not issued yet") if reminder is not None else _("not begun yet"),
                action=open_week(week),
            )
        week = week.after


def _state(day: date, today: date) -> DueState:
    if day < today:
        return DueState.OVERDUE
    return DueState.DUE if day <= today + _SOON else DueState.PLANNED
