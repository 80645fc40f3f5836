"""The weeks, months, terms and years in which rules want sessions."""

import calendar as months
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.api.week import Week
from dutydesk.domain import SchoolCalendar
from dutydesk.wording import _
from dutydesk_training.settings import Every

DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Period:
    """A named run of days, both ends included: 2026-W48, 2026-11, Autumn term or 2026."""

    every: Every
    name: str
    first: date
    last: date

    @classmethod
    def of_week(cls, week: Week) -> "Period":
        """Return a week."""
        return cls("week", str(week), week.monday, week.sunday)

    @classmethod
    def of_month(cls, year: int, month: int) -> "Period":
        """Return a month of the calendar."""
        last = months.monthrange(year, month)[1]
        return cls("month", f"{year}-{month:02}", date(year, month, 1), date(year, month, last))

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """Return a year of the calendar."""
        return cls("year", str(year), date(year, 1, 1), date(year, DECEMBER, 31))

    @property
    def days(self) -> Iterator[date]:
        """Every day."""
        return (self.first + timedelta(days=offset) for offset in range((self.last - self.first).days + 1))

    def holds(self, day: date) -> bool:
        """Tell whether `day` lies inside."""
        return self.first <= day <= self.last


def period_with(every: Every, day: date, calendar: SchoolCalendar) -> Period | None:
    """Return the period that `day` lies in; None between terms."""
    if every == "week":
        return Period.of_week(Week.of(day))
    if every == "month":
        return Period.of_month(day.year, day.month)
    if every == "term":
        term = calendar.term(day)
        return Period("term", term.name, term.first, term.last) if term is not None else None
    return Period.of_year(day.year)


def periods_of_year(every: Every, year: int, calendar: SchoolCalendar) -> Sequence[Period]:
    """Return the ISO weeks of a year, its months, the terms that begin in it, or the year itself."""
    if every == "week":
        return [Period.of_week(week) for week in Week.all_of(year)]
    if every == "month":
        return [Period.of_month(year, month) for month in range(1, DECEMBER + 1)]
    if every == "term":
        return [
            Period("term", term.name, term.first, term.last)
            for term in calendar.terms
            if term.first.year == year
        ]
    return [Period.of_year(year)]


def when_text(period: Period, today: date) -> str:
    """Return the period as it stands in a sentence: this week, in the week of 2026-11-30."""
    if period.holds(today):
        return {
            "week": _("this week"),
            "month": _("this month"),
            "term": _("this term"),
            "year": _("this year"),
        }[period.every]
    if period.every == "week":
        return _("in the week of {day}").format(day=period.first)
    return _("in {period}").format(period=period.name)
