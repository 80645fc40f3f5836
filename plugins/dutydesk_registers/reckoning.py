"""What is reckoned from the values of an entry when it is kept: its title, its days, its owner and so on."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

import msgspec

from dutydesk.domain import clean_line
from dutydesk_registers.due_days import first_due, is_closed
from dutydesk_registers.entries import unique_key
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.field_values import FieldContext, day_of, shown
from dutydesk_registers.register import Register
from dutydesk_registers.same import Same

_MOST_TITLE = 200
_MOST_DIGEST = 2**31 - 1
"""The largest whole number that every database can keep in a column of numbers."""


def reckoned(
    register: Register, record: RegisterEntry, values: Mapping[str, str], context: FieldContext
) -> RegisterEntry:
    """Return `record` with these values, and all that follows from them under the register's rules of now."""
    table, unique = register.file.register, register.unique_field
    title = shown(register.title_field, values.get(table.title, ""), context)
    due, rule = first_due(register, values)
    return replace(
        record,
        register=register.code,
        title=clean_line(title, _MOST_TITLE),
        day=_day(values.get(table.day, "")) if table.day else None,
        due=due,
        due_rule=rule,
        owner=values.get(table.owner, "") if table.owner else "",
        closed=is_closed(register, values),
        shared=table.shared,
        known_by=unique_key(values.get(unique.code, "")) if unique is not None else "",
        rules=rules_digest(register),
        body=msgspec.json.encode({code: text for code, text in values.items() if text}).decode(),
    )


def _day(text: str) -> date | None:
    """Return the day of a date, or the first of a year."""
    return day_of(f"{text}-01-01") if len(text) == len("2026") else day_of(text)


def rules_digest(register: Register) -> int:
    """Return a number that differs once the rules differ by which entries are reckoned, in any language."""
    return _digest(Same(register))


@lru_cache(maxsize=256)
def _digest(same: Same[Register]) -> int:
    register = same.it
    table, unique = register.file.register, register.unique_field
    rules = [
        (each.code, each.day, each.since, each.months, each.days, each.until, each.where)
        for each in register.due
    ]
    reckoned_from = (
        rules,
        table.closed,
        table.title,
        table.day,
        table.owner,
        table.shared,
        unique.code if unique else "",
    )
    return int.from_bytes(hashlib.sha256(msgspec.json.encode(reckoned_from)).digest()) % _MOST_DIGEST
