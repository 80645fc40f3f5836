"""By when something must be done about an entry, under the due rules of its register."""

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk_registers.field_values import FieldContext, day_of, shown_values
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import DueTable, Test

GAP = re.compile(r"\{([\w-]+)\}")
"""A gap such as ``{field}`` in a text of a register."""
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day on which something must be done about an entry, under a rule; `text` says what."""

    rule: DueTable
    day: date
    text: str


def due_days(register: Register, values: Mapping[str, str], context: FieldContext) -> tuple[DueDay, ...]:
    """Return what is to be done about an entry with these values, the earliest first; nothing if closed."""
    if is_closed(register, values):
        return ()
    found = [
        (day, index, rule)
        for index, rule in enumerate(register.due)
        if (day := day_under(rule, values)) is not None
    ]
    if not found:
        return ()
    read = (
        shown_values(register.fields, values, context) if any("{" in rule.text for *_, rule in found) else {}
    )
    return tuple(
        DueDay(rule, day, filled_text(rule.text, read)) for day, _index, rule in sorted(found, key=_first)
    )


def first_due(register: Register, values: Mapping[str, str]) -> tuple[date | None, str]:
    """Return the first day on which something must be done, and the code of its rule."""
    if not register.due or is_closed(register, values):
        return None, ""
    found = [
        (day, index, rule)
        for index, rule in enumerate(register.due)
        if (day := day_under(rule, values)) is not None
    ]
    if not found:
        return None, ""
    day, _index, rule = min(found, key=_first)
    return day, rule.code


def _first(found: tuple[date, int, DueTable]) -> tuple[date, int]:
    return found[0], found[1]


def day_under(rule: DueTable, values: Mapping[str, str]) -> date | None:
    """Return the day that a rule gives an entry with these values; None where it wants nothing of it."""
    if (rule.until and values.get(rule.until)) or not all(holds(test, values) for test in rule.where):
        return None
    if rule.day:
        return day_of(values.get(rule.day, ""))
    text = next((values[field] for field in rule.since if values.get(field)), "")
    start = day_of(text)
    return None if start is None else _later(start, rule.months, rule.days)


def _later(start: date, months: int, days: int) -> date | None:
    """Return the day so many months and days later; a month that is too short ends at its last day."""
    year, month = divmod(start.year * _MONTHS + start.month - 1 + months, _MONTHS)
    try:
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(start.day, last)) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None


def holds(test: Test, values: Mapping[str, str]) -> bool:
    """Tell whether a condition holds for an entry with these values."""
    value = values.get(test.field, "")
    return (
        (not test.among or value in test.among)
        and (not test.other_than or value not in test.other_than)
        and (test.filled is None or bool(value) is test.filled)
    )


def is_closed(register: Register, values: Mapping[str, str]) -> bool:
    """Tell whether an entry with these values wants nothing more."""
    return any(holds(test, values) for test in register.file.register.closed)


def filled_text(text: str, values: Mapping[str, str]) -> str:
    """Return a text with each ``{field}`` filled in from what people read of an entry."""
    if "{" not in text:
        return text
    fill: Callable[[re.Match[str]], str] = lambda gap: values.get(gap[1], "")  # noqa: E731 - typed for the call
    return GAP.sub(fill, text)
