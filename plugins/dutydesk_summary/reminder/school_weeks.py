"""Which weeks of a school want a reminder, and on which day of each it is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dutydesk.api import Desk
from dutydesk.api.settings_values import WEEKDAYS
from dutydesk.api.week import Week
from dutydesk.domain import SchoolCalendar
from dutydesk_summary.settings import SummaryFile


@dataclass(frozen=True, slots=True)
class SchoolWeeks:
    """Tells of any week when its reminder is due; `weekday` is 0 where that is on Mondays."""

    calendar: SchoolCalendar
    weekday: int

    @classmethod
    def of(cls, desk: Desk) -> "SchoolWeeks":
        """Read the terms of a desk, and on which weekday it wants reminders."""
        return cls(desk.school_calendar(), WEEKDAYS.index(desk.settings(SummaryFile).reminder_day))

    def due_day(self, week: Week) -> date | None:
        """Return the day on which the reminder of a week is due, None where it is no week of a term.

        Where there is no school on the usual day it is the next day of school in the week, or else the last.
        """
        if not self.calendar.terms:
            return None
        school = [day for day in week.days if self.calendar.is_school_day(day)]
        from_then_on = [day for day in school if day.weekday() >= self.weekday]
        return next(iter(from_then_on), school[-1] if school else None)

    def of_year(self, year: int) -> Iterator[tuple[Week, date]]:
        """Yield the weeks of a year that want a reminder, each with the day on which it is due."""
        for week in Week.all_of(year):
            day = self.due_day(week)
            if day is not None:
                yield week, day
