"""How weeks are named in reminders, and what stands where nothing is recorded."""

from dutydesk.api.week import Week
from dutydesk.wording import _


def week_words(week: Week) -> str:
    """Return the days of a week, such as ``2026-11-23 to 2026-11-29``."""
    return _("{first} to {last}").format(first=week.monday, last=week.sunday)


def none_recorded(week: Week) -> str:
    """Return the sentence that stands where nothing is told of the week before `week`."""
    return _("Nothing is recorded of the week before, {days}.").format(days=week_words(week.before))


def no_points() -> str:
    """Return the sentence that stands where nothing is stressed."""
    return _("Nothing is recorded as due or held in this week.")
