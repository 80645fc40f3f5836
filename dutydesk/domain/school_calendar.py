"""Terms, holidays and make-up workdays: what kind of day a day is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from dutydesk.domain.blocked_hours import BlockedHours

SATURDAY = 5


class DayKind(StrEnum):
    """The kinds of day that a demand tells apart."""

    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Span:
    """A named run of days, both ends included."""

    name: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Tell whether `day` lies inside."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The school's terms, its holidays, the weekend days that are worked to make up for them, blocked hours.

    Make-up workdays are decreed each year and cannot be computed, so they are listed.
    """

    terms: tuple[Span, ...] = ()
    holidays: tuple[Span, ...] = ()
    workdays: tuple[date, ...] = ()
    blocked: tuple[BlockedHours, ...] = ()

    def kind(self, day: date) -> DayKind:
        """Return what kind of day `day` is; a make-up workday counts as a weekday."""
        if day in self.workdays:
            return DayKind.WEEKDAY
        if any(span.holds(day) for span in self.holidays):
            return DayKind.HOLIDAY
        return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WEEKDAY

    def holiday_name(self, day: date) -> str:
        """Return the name of the holiday on `day`, or an empty string."""
        return next((span.name for span in self.holidays if span.holds(day)), "")

    def term(self, day: date) -> Span | None:
        """Return the term that `day` lies in, if any."""
        return next((span for span in self.terms if span.holds(day)), None)

    def is_school_day(self, day: date) -> bool:
        """Tell whether `day` is a workday of a term; without any terms, a workday."""
        return self.kind(day) is DayKind.WEEKDAY and (not self.terms or self.term(day) is not None)

    def blocking(self, start: datetime, end: datetime) -> BlockedHours | None:
        """Return the first blocked hours that the naive wall times `start` up to `end` take any of.

        Only days of school have such hours.
        """
        if not self.is_school_day(start.date()):
            return None
        return next((each for each in self.blocked if each.overlap(start, end)), None)

    def with_holidays(self, more: Iterable[Span]) -> "SchoolCalendar":
        """Return this calendar with further holidays."""
        return replace(self, holidays=(*self.holidays, *more))
