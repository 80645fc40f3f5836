"""The months, terms and years in which rules want drills."""

import calendar as months
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.domain import SchoolCalendar
from dutydesk_drills.settings import DrillRule, Every

_YEARS_AHEAD = 1
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Period:
    """A named stretch of days, and those of them on which there is school."""

    name: str
    first: date
    last: date
    school_days: tuple[date, ...]

    def needed(self, rule: DrillRule) -> int:
        """Return how many drills `rule` wants here."""
        return rule.least if len(self.school_days) >= rule.school_days else 0


def periods_of_year(every: Every, year: int, calendar: SchoolCalendar) -> Sequence[Period]:
    """Return the months or the whole of a calendar year, or the terms that begin in it."""
    if every == "month":
        return [
            _period(
                f"{year}-{month:02}",
                date(year, month, 1),
                date(year, month, months.monthrange(year, month)[1]),
                calendar,
            )
            for month in range(1, DECEMBER + 1)
        ]
    if every == "term":
        return [
            _period(term.name, term.first, term.last, calendar)
            for term in calendar.terms
            if term.first.year == year
        ]
    return [_period(str(year), date(year, 1, 1), date(year, DECEMBER, 31), calendar)]


def present_period(every: Every, today: date, calendar: SchoolCalendar) -> Period | None:
    """Return the period that `today` lies in; between two terms, the one that comes."""
    return next((each for each in _from(every, today.year - 1, calendar) if each.last >= today), None)


def next_wanting(rule: DrillRule, after: date, calendar: SchoolCalendar) -> Period | None:
    """Return the first period after the day `after` in which `rule` wants a drill."""
    return next(
        (
            each
            for each in _from(rule.every, after.year, calendar)
            if each.first > after and each.needed(rule)
        ),
        None,
    )


def _from(every: Every, year: int, calendar: SchoolCalendar) -> Iterator[Period]:
    for offset in range(_YEARS_AHEAD + 2):
        yield from periods_of_year(every, year + offset, calendar)


def _period(name: str, first: date, last: date, calendar: SchoolCalendar) -> Period:
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return Period(name, first, last, tuple(filter(calendar.is_school_day, days)))
