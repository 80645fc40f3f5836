"""Which recurrence rules of a foreign calendar are worked out, and which are traps."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from dutydesk.wording import _

if TYPE_CHECKING:
    from icalendar import Calendar, Component

MOST_TIMES_A_DAY = 24
MOST_RULES = 20
MOST_VALUES = 1000
MOST_INTERVAL = 10_000
_WITHIN_A_DAY = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_MOST = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}
_LEAP_YEAR = 2000


class UnusableRule(Exception):
    """Why the rules of an event are not worked out."""


def rules_of(component: "Component") -> list[object]:
    """Return the recurrence rules of an event or of a part of a time zone, as `check_rules` takes them."""
    rules = component.get("RRULE", [])
    return rules if isinstance(rules, list) else [rules]


def zones_with_traps(calendars: "Iterable[Calendar]") -> frozenset[str]:
    """Return the time zones of the calendars whose changes would be looked through for ever."""
    return frozenset(
        str(zone.get("TZID", "")).strip("/")
        for calendar in calendars
        for zone in calendar.walk("VTIMEZONE")
        if any(_is_trap(part) for part in zone.subcomponents)
    )


def _is_trap(part: "Component") -> bool:
    try:
        check_rules(rules_of(part))
    except UnusableRule:
        return True
    return False


def check_rules(rules: Sequence[object]) -> None:
    """Refuse rules that cannot be read, that recur within a day, or that would be looked through for ever.

    They are as the library gives them: a mapping of each part to its values, or what it could not read.

    Raises:
        UnusableRule: one of these.
    """
    if len(rules) > MOST_RULES:
        raise UnusableRule(_("it has more than {most} recurrence rules").format(most=MOST_RULES))
    for rule in rules:
        if not isinstance(rule, Mapping):
            raise _unreadable()
        _check(rule)


def _check(rule: Mapping[str, Sequence[object]]) -> None:
    if any(len(values) > MOST_VALUES for values in rule.values()):
        raise _unreadable()
    times = 1
    for part in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= max(1, len(rule.get(part, ())))
    often = {str(value).upper() for value in rule.get("FREQ", ())}
    if often & _WITHIN_A_DAY or times > MOST_TIMES_A_DAY:
        raise UnusableRule(_("it recurs within a day, which is not supported"))
    if not all(1 <= interval <= MOST_INTERVAL for interval in _numbers(rule, "INTERVAL")):
        raise _unreadable()
    for part, most in _MOST.items():
        if not all(1 <= abs(number) <= most for number in _numbers(rule, part)):
            raise _unreadable()
    months, days = _numbers(rule, "BYMONTH"), _numbers(rule, "BYMONTHDAY")
    if any(month < 1 for month in months):
        raise _unreadable()
    longest = max((monthrange(_LEAP_YEAR, month)[1] for month in months), default=31)
    if days and all(abs(day) > longest for day in days):
        raise UnusableRule(_("its recurrence rule never gives a day"))


def _numbers(rule: Mapping[str, Sequence[object]], part: str) -> list[int]:
    numbers = [value for value in rule.get(part, ()) if isinstance(value, int)]
    if len(numbers) < len(rule.get(part, ())):
        raise _unreadable()
    return numbers


def _unreadable() -> UnusableRule:
    return UnusableRule(_("its recurrence rule cannot be read"))
