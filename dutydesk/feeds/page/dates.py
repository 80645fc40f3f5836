"""Days and hours as the page writes them.

A date is one message for each month, so that a translation can order and write its parts as its readers do.
"""

from datetime import date, datetime, timedelta

from dutydesk.wording import _


def weekday_names() -> tuple[str, ...]:
    """Return the short names of the weekdays, from Monday on."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def day_text(day: date) -> str:
    """Return a day with its weekday, such as ``Tue 3 Nov``."""
    forms = (
        _("{weekday} {day} Jan"),
        _("{weekday} {day} Feb"),
        _("{weekday} {day} Mar"),
        _("{weekday} {day} Apr"),
        _("{weekday} {day} May"),
        _("{weekday} {day} Jun"),
        _("{weekday} {day} Jul"),
        _("{weekday} {day} Aug"),
        _("{weekday} {day} Sep"),
        _("{weekday} {day} Oct"),
        _("{weekday} {day} Nov"),
        _("{weekday} {day} Dec"),
    )
    return forms[day.month - 1].format(weekday=weekday_names()[day.weekday()], day=day.day)


def month_text(first: date) -> str:
    """Return a month with its year, such as ``November 2026``."""
    forms = (
        _("January {year}"),
        _("February {year}"),
        _("March {year}"),
        _("April {year}"),
        _("May {year}"),
        _("June {year}"),
        _("July {year}"),
        _("August {year}"),
        _("September {year}"),
        _("October {year}"),
        _("November {year}"),
        _("December {year}"),
    )
    return forms[first.month - 1].format(year=first.year)


def near_day(day: date, today: date) -> str:
    """Return the word for a day that is near, such as ``Tomorrow``, or nothing."""
    return {-1: _("Yesterday"), 0: _("Today"), 1: _("Tomorrow")}.get((day - today).days, "")


def clock_text(at: datetime) -> str:
    """Return a time of day."""
    return f"{at:%H:%M}"


def hours_text(start: datetime, end: datetime) -> str:
    """Return from when to when something lasts, in wall time; its first day is told elsewhere."""
    if end <= start:
        return clock_text(start)
    days = (end.date() - start.date()).days
    within = timedelta(days=1) > end - start
    if not days or (days == 1 and not (end.hour or end.minute)):
        return f"{clock_text(start)}–{clock_text(end)}"
    if days == 1 and within:
        return _("{start}–{end} the next day").format(start=clock_text(start), end=clock_text(end))
    return _("{start} until {day}, {end}").format(
        start=clock_text(start), day=day_text(end.date()), end=clock_text(end)
    )


def moment_text(at: datetime, today: date) -> str:
    """Return a moment in wall time, such as ``today, 09:12``."""
    day = _("today") if at.date() == today else day_text(at.date())
    return _("{day}, {time}").format(day=day, time=clock_text(at))
