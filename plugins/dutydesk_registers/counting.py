"""What a figure of a register's file comes to in given entries."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dutydesk.domain import RoughCount, total_count
from dutydesk_registers.due_days import day_under, holds, is_closed
from dutydesk_registers.entries import Entry
from dutydesk_registers.field_values import count_of, day_of, number_of
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import DueTable, FigureTable


@dataclass(frozen=True, slots=True)
class Counted:
    """What a figure comes to, how exactly it is known, and the entries that prove it."""

    value: float
    precision: str
    entries: tuple[Entry, ...]


def is_counted(figure: FigureTable, values: Mapping[str, str]) -> bool:
    """Tell whether a figure counts an entry with these values, whatever its day."""
    found = [holds(test, values) for test in figure.where]
    return any(found) if figure.any and found else all(found)


def counted(register: Register, figure: FigureTable, found: Sequence[Entry]) -> Counted | None:
    """Return what a figure comes to in the entries that it counts, or None where they do not tell.

    Of a sum to which some entries add nobody knows how many, it is known that it is over what the others add.
    """
    if figure.counts == "entries":
        return Counted(len(found), "", tuple(found))
    telling = tuple(entry for entry in found if entry.values.get(figure.field))
    if found and not telling:
        return None
    if figure.counts == "different":
        return Counted(len({entry.values[figure.field].casefold() for entry in telling}), "", telling)
    field = register.fields.get(figure.field)
    texts = [entry.values[figure.field] for entry in telling]
    value, precision = _counts(texts) if field is not None and field.kind == "count" else _numbers(texts)
    if len(telling) < len(found):
        if not value:
            return None
        precision = precision or "over"
    return Counted(value, precision, telling)


def _counts(texts: Sequence[str]) -> tuple[float, str]:
    total = total_count(count_of(text) or RoughCount(0, "over") for text in texts)
    return total.count, total.precision


def _numbers(texts: Sequence[str]) -> tuple[float, str]:
    return math.fsum(number_of(text) or 0.0 for text in texts), ""


def was_overdue(register: Register, rule: DueTable, entry: Entry, before: date) -> bool:
    """Tell whether what a rule wants of an entry was due before a day, and not done before it.

    It goes by what the entry says now. The date in the rule's field `until` tells that it was done later.
    Since when an entry without one is closed nobody knows, so it counts as closed then too.
    """
    if entry.day is not None and entry.day >= before:
        return False
    done = day_of(entry.values.get(rule.until, ""))
    was_open = done is not None and done >= before
    values = {code: text for code, text in entry.values.items() if not (was_open and code == rule.until)}
    if not was_open and is_closed(register, values):
        return False
    day = day_under(rule, values)
    return day is not None and day < before
