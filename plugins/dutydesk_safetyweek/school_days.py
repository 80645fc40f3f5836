"""On which days of a week there is school, and why there is none on the others."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from dutydesk.domain import DayKind, SchoolCalendar
from dutydesk.wording import _

_A_DAY = timedelta(days=1)
_FARTHEST = 60


def why_no_school(calendar: SchoolCalendar, day: date) -> str:
    """Return why there is no school on a day: the holiday's name, weekend, vacation; nothing where there is.

    A day is in the vacation only between terms that the calendar knows: it may not know those of other years
    yet.
    """
    kind = calendar.kind(day)
    if kind is DayKind.HOLIDAY:
        return calendar.holiday_name(day)
    if kind is DayKind.WEEKEND:
        return _("weekend")
    known = calendar.terms and (
        min(term.first for term in calendar.terms) <= day <= max(term.last for term in calendar.terms)
    )
    return _("vacation") if known and calendar.term(day) is None else ""


def free_days(calendar: SchoolCalendar, days: Sequence[date]) -> Mapping[date, str]:
    """Return the days among `days` without school, with why."""
    return {day: why for day in days if (why := why_no_school(calendar, day))}


def school_day_until(calendar: SchoolCalendar, day: date) -> date:
    """Return `day`, or the last day of school before it; `day` itself where there is none for two months."""
    for back in range(_FARTHEST):
        earlier = day - _A_DAY * back
        if not why_no_school(calendar, earlier):
            return earlier
    return day
