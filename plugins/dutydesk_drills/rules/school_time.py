"""The school's time as rules see it: its years, and the days on which a drill can be held."""

import calendar as months
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dutydesk.domain import BlockedHours, DayKind, SchoolCalendar
from dutydesk_drills.settings import DrillsFile, SummerSchool

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SchoolTime:
    """Terms and holidays, what ``drills.toml`` says of the year and of hours, and the present day."""

    calendar: SchoolCalendar
    settings: DrillsFile
    today: date

    @property
    def planned_ahead(self) -> timedelta:
        """How long before its last safe day a drill is to be planned."""
        return timedelta(weeks=self.settings.school.plan_ahead_weeks)

    def year(self, number: int) -> tuple[date, date]:
        """Return the first and last day of the school year that begins in the calendar year `number`."""
        begins = self.settings.school.year_begins
        return day_of_year(number, begins), day_of_year(number + 1, begins) - _A_DAY

    def year_of(self, day: date) -> int:
        """Return in which calendar year the school year began that `day` lies in."""
        return school_year_of(day, self.settings.school.year_begins)

    def in_summer_school(self, day: date) -> bool:
        """Tell whether `day` belongs to a summer school and to no term.

        What is held there counts for the rules of summer schools and for no other.
        """
        return any(each.first <= day <= each.last for each in self.settings.summer_school) and not (
            self.calendar.terms and self.calendar.term(day) is not None
        )

    def is_school_day(self, day: date) -> bool:
        """Tell whether there is school on `day`: a workday of a term, or of a summer school."""
        if self.in_summer_school(day):
            return self.calendar.kind(day) is DayKind.WEEKDAY
        return self.calendar.is_school_day(day)

    def school_days(self, first: date, last: date, *, summer: bool = False) -> tuple[date, ...]:
        """Return the days of school from `first` to `last`, of terms, or of summer schools alone."""
        return _school_days(self.calendar, self.settings.summer_school, first, last, summer=summer)

    def all_day_block(self, day: date) -> BlockedHours | None:
        """Return what keeps the whole of `day`, such as examinations, or None."""
        return next(
            (each for each in self.calendar.blocked if each.start is None and each.stand_on(day)), None
        )

    def is_free(self, day: date) -> bool:
        """Tell whether a drill can be held on `day`: there is school, and nothing keeps the whole day."""
        return self.is_school_day(day) and self.all_day_block(day) is None

    def term_days(self, after: date, until: date) -> int:
        """Return how many days from the day after `after` to `until` lie in a term; without terms, all."""
        if not self.calendar.terms:
            return max(0, (until - after).days)
        return sum(self.calendar.term(day) is not None for day in days_between(after + _A_DAY, until))


@lru_cache(maxsize=256)
def _school_days(
    calendar: SchoolCalendar, summers: tuple[SummerSchool, ...], first: date, last: date, *, summer: bool
) -> tuple[date, ...]:
    """Return them; rules of a year ask for the same ones again and again."""
    time = SchoolTime(calendar, DrillsFile(summer_school=summers), first)
    return tuple(
        day
        for day in days_between(first, last)
        if time.is_school_day(day) and time.in_summer_school(day) == summer
    )


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield every day from `first` to `last`, both included."""
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def school_year_of(day: date, begins: str) -> int:
    """Return in which calendar year the school year began that `day` lies in; ``09-01`` is its first."""
    return day.year if day >= day_of_year(day.year, begins) else day.year - 1


def day_of_year(year: int, month_day: str) -> date:
    """Return the day of a year such as ``12-01``; past a month's end it is the month's last day.

    So ``02-29`` is 28 February in a year without it.
    """
    month, day = int(month_day[:2]), int(month_day[3:])
    return date(year, month, min(day, months.monthrange(year, month)[1]))
