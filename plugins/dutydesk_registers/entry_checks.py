"""What is wrong with the values of an entry, by the checks of its register."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dutydesk.wording import _
from dutydesk_registers.field_values import day_of, number_of
from dutydesk_registers.patterns import MOST_MATCHED
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import FieldTable


@dataclass(frozen=True, slots=True)
class EntryFault:
    """What is wrong with the value of a field, in a short sentence."""

    field: str
    problem: str


def entry_faults(register: Register, values: Mapping[str, str], today: date) -> tuple[EntryFault, ...]:
    """Return what is wrong with an entry of these values, in the order of its fields."""
    title = register.file.register.title
    faults: list[EntryFault] = []
    for field in register.fields.values():
        text = values.get(field.code, "")
        if not text:
            if field.required or field.code == title:
                faults.append(EntryFault(field.code, _("this is needed")))
            continue
        faults.extend(
            EntryFault(field.code, problem) for problem in _problems(register, field, text, values, today)
        )
    return tuple(faults)


def _problems(
    register: Register, field: FieldTable, text: str, values: Mapping[str, str], today: date
) -> Iterator[str]:
    if field.least is not None or field.most is not None:
        yield from _out_of_bounds(field, text)
    if field.pattern and not _matches(field.pattern, text):
        yield field.hint or _("this is not of the form that is wanted")
    if field.past or field.not_before:
        yield from _wrong_day(register, field, text, values, today)


def _out_of_bounds(field: FieldTable, text: str) -> Iterator[str]:
    number = number_of(text)
    if number is None:
        return
    if field.least is not None and number < field.least:
        yield _("this must be at least {least:g}").format(least=field.least)
    if field.most is not None and number > field.most:
        yield _("this must be at most {most:g}").format(most=field.most)


def _wrong_day(
    register: Register, field: FieldTable, text: str, values: Mapping[str, str], today: date
) -> Iterator[str]:
    day = day_of(text)
    if day is None:
        return
    if field.past and day > today:
        yield _("this day is still to come; it cannot be after today, {today}").format(today=today)
    earlier = register.fields.get(field.not_before)
    before = day_of(values.get(field.not_before, ""))
    if earlier is not None and before is not None and day < before:
        yield _("this cannot be before {field}, {day}").format(field=earlier.name, day=before)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _matches(pattern: str, text: str) -> bool:
    return len(text) <= MOST_MATCHED and _compiled(pattern).fullmatch(text) is not None
