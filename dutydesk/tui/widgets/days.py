"""How days and stretches of time are written in every screen."""

from datetime import date, timedelta

from dutydesk.domain import whole_day
from dutydesk.wording import _, ngettext


def day_name(day: date, today: date | None = None) -> str:
    """Return the weekday and the date, after a word where the day is today, tomorrow or yesterday."""
    text = whole_day(day)
    words = {0: _("Today"), 1: _("Tomorrow"), -1: _("Yesterday")}
    word = words.get((day - today).days) if today is not None else None
    return _("{near}, {day}").format(near=word, day=text) if word else text


def length_text(length: timedelta) -> str:
    """Return a length in hours and minutes, or in days from two days on."""
    minutes = max(0, int(length.total_seconds()) // 60)
    days = minutes // (24 * 60)
    if days > 1:
        return ngettext("{count} day", "{count} days", days).format(count=days)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    return _("{hours} h {minutes:02d} min").format(hours=hours, minutes=rest)
