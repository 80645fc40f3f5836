"""Counting in months."""

import calendar
from datetime import date

_YEAR = 12


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later; in a month that is too short, its last day.

    Beyond the last year that a calendar has, it is the last day of that.
    """
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
