"""How a plan speaks of days, times and people."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from dutydesk.domain import weekday_name
from dutydesk.wording import _, listed, ngettext

_MOST_NAMES = 3


def weekday_text(when: datetime) -> str:
    """Return the short name of the weekday."""
    return weekday_name(when)


def time_text(when: datetime, *, with_day: bool = True) -> str:
    """Return a time such as ``Tue 2026-12-01 09:30``, or ``Tue 09:30`` where the week is known."""
    if with_day:
        return f"{weekday_text(when)} {when:%Y-%m-%d %H:%M}"
    return f"{weekday_text(when)} {when:%H:%M}"


def names_text(keys: Iterable[str], names: Mapping[str, str]) -> str:
    """Return what people are called, as in a sentence: up to three names, then how many more."""
    called = [names.get(key, key) for key in keys]
    if len(called) > _MOST_NAMES + 1:
        more = len(called) - _MOST_NAMES
        rest = ngettext("{more} more", "{more} more", more).format(more=more)
        called = [*called[:_MOST_NAMES], rest]
    if len(called) <= 1:
        return "".join(called)
    return _("{some} and {last}").format(some=listed(called[:-1]), last=called[-1])
