"""From when to when a season lasts in a year: between two days, or around the terms of the school."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dutydesk.domain import SchoolCalendar
from dutydesk_registers.register_file import SeasonTable


@dataclass(frozen=True, slots=True)
class SeasonWindow:
    """A season as it comes in one year, from the day `first` to the day `last`.

    `key` stays what it is when the school moves a term within its year: it counts the terms.
    """

    season: SeasonTable
    key: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Tell whether `day` lies inside."""
        return self.first <= day <= self.last


def season_windows(season: SeasonTable, year: int, school: SchoolCalendar) -> Iterator[SeasonWindow]:
    """Yield the times at which a season comes in a year.

    One that lasts into the next year is of the year in which it begins; one around a term is of the year in
    which the term begins, or ends.
    """
    if not date.min.year < year < date.max.year:
        return
    if season.around:
        days = sorted(term.first if season.around == "begin" else term.last for term in school.terms)
        for number, day in enumerate((each for each in days if each.year == year), 1):
            yield SeasonWindow(
                season,
                f"{season.code}-{year}-{number}",
                _moved(day, -season.days_before),
                _moved(day, season.days_after),
            )
    elif season.first is not None and season.last is not None:
        last = _day(year + (season.last < season.first), season.last)
        yield SeasonWindow(season, f"{season.code}-{year}", _day(year, season.first), last)


def _day(year: int, month_day: str) -> date:
    """Return a day such as ``02-29`` in a year, or the last of its month where the year has no such day."""
    month, day = (int(part) for part in month_day.split("-"))
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _moved(day: date, days: int) -> date:
    """Return the day so many days later, as far as there are days."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))
