"""The days that a plan of topics is for."""

from datetime import date, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import SchoolCalendar, Span
from dutydesk.wording import _

LONGEST = timedelta(days=366)
DECEMBER, LAST_OF_DECEMBER = 12, 31


def term_from(calendar: SchoolCalendar, day: date) -> Span | None:
    """Return the term that `day` lies in, between terms the next one, and after all of them None."""
    coming = sorted((each for each in calendar.terms if each.last >= day), key=lambda each: each.first)
    return coming[0] if coming else None


def present_stretch(calendar: SchoolCalendar, today: date) -> Span:
    """Return the term for which topics are counted: that of `today` or the next; without any, the year."""
    year = Span(str(today.year), date(today.year, 1, 1), date(today.year, DECEMBER, LAST_OF_DECEMBER))
    return term_from(calendar, today) or year


def planned_stretch(desk: Desk, first: date | None = None, last: date | None = None) -> tuple[date, date]:
    """Return the days to plan for, both included: from tomorrow to the end of the term where nothing is said.

    Raises:
        DataProblem: they end before they begin or lie in the past, are more than a year, or no term says when
            they end.
    """
    today = desk.today()
    begin = first if first is not None else today + timedelta(days=1)
    term = term_from(desk.school_calendar(), begin)
    if first is None and term is not None:
        begin = max(begin, term.first)
    if last is None:
        if term is None:
            raise DataProblem(
                _("no [[term]] of config/calendar.toml says when the plan ends; give its last day with --to")
            )
        last = term.last
    if begin < today:
        raise DataProblem(
            _("a plan cannot begin on {first}, before today, {today}").format(first=begin, today=today)
        )
    if last < begin:
        raise DataProblem(
            _("the last day {last} lies before the first, {first}").format(last=last, first=begin)
        )
    if last - begin > LONGEST:
        raise DataProblem(
            _("{first} to {last} is more than a year; plan a term at a time").format(first=begin, last=last)
        )
    return begin, last
