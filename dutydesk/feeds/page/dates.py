"""Days and hours as the page writes them."""

from datetime import date, datetime, timedelta

from dutydesk.domain import day_text
from dutydesk.wording import _


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
