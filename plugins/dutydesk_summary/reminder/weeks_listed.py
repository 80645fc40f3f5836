"""The weeks of a year with how their reminders stand."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dutydesk.api import Desk
from dutydesk.api.people_named import names_by_key
from dutydesk.api.week import Week
from dutydesk_summary.reminder.figures import reminders_of_year
from dutydesk_summary.reminder.reminder import Reminder
from dutydesk_summary.reminder.school_weeks import SchoolWeeks


class ReminderState(StrEnum):
    """How the reminder of a week stands."""

    ISSUED = "issued"
    OVERDUE = "overdue"
    DUE = "due"
    DRAFT = "draft"
    NOT_ISSUED = "not issued"
    NOT_BEGUN = "not begun"
    NOT_WANTED = "not wanted"


@dataclass(frozen=True, slots=True)
class ListedWeek:
    """A week: its reminder where one is kept, the day on which it is due, and how it stands.

    `issued_by` is the name of who issued it. `due` is None in a week that is none of a term.
    """

    week: Week
    reminder: Reminder | None
    due: date | None
    state: ReminderState
    issued_by: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether anything was written or drafted and kept."""
        return self.reminder is not None


def weeks_listed(desk: Desk, year: int) -> tuple[ListedWeek, ...]:
    """Return the weeks of a year that want a reminder or have one, and this week and the next."""
    today = desk.today()
    weeks, names = SchoolWeeks.of(desk), names_by_key(desk)
    kept = {each.id: each for each in reminders_of_year(desk, year)}
    near = {Week.of(today), Week.of(today).after}
    found: list[ListedWeek] = []
    for week in Week.all_of(year):
        reminder, due = kept.get(week.name), weeks.due_day(week)
        if reminder is None and due is None and week not in near:
            continue
        state = _state(week, reminder, due, today)
        by = names.get(reminder.issued_by, reminder.issued_by) if reminder is not None else ""
        found.append(ListedWeek(week, reminder, due, state, by))
    return tuple(found)


def _state(week: Week, reminder: Reminder | None, due: date | None, today: date) -> ReminderState:
    if reminder is not None and reminder.issued is not None:
        return ReminderState.ISSUED
    if week.sunday < today:
        return ReminderState.NOT_ISSUED
    if due is not None and due < today:
        return ReminderState.OVERDUE
    if due == today:
        return ReminderState.DUE
    if reminder is not None:
        return ReminderState.DRAFT
    return ReminderState.NOT_BEGUN if due is not None else ReminderState.NOT_WANTED
