"""Saying that a register holds all there was in a year, so that nothing in it means that there was none."""

from dutydesk.api import Desk
from dutydesk.wording import _
from dutydesk_registers.entry import CompleteYear
from dutydesk_registers.register import Register


def complete_key(register: Register, year: int) -> str:
    """Return the key under which it is kept."""
    return f"{register.code}-{year}"


def say_complete(desk: Desk, register: Register, year: int) -> CompleteYear:
    """Keep that a register holds all there was in a year; who said so first goes on standing."""
    key = complete_key(register, year)
    why = _("{register}: {year} is complete").format(register=register.name, year=year)
    with desk.change(why) as change:
        kept = change.table(CompleteYear).get(key)
        if kept is not None:
            return kept
        return change.add(
            CompleteYear(id=key, register=register.code, year=year, by=desk.actor, on=desk.today())
        )


def take_back_complete(desk: Desk, register: Register, year: int) -> None:
    """Forget that a register was said to be complete for a year; where nobody said so, nothing is done."""
    why = _("{register}: {year} is not complete").format(register=register.name, year=year)
    with desk.change(why) as change:
        kept = change.table(CompleteYear).get(complete_key(register, year))
        if kept is not None:
            change.remove(kept)


def is_complete(desk: Desk, register: Register, year: int) -> bool:
    """Tell whether somebody said that a register holds all there was in a year."""
    return desk.table(CompleteYear).get(complete_key(register, year)) is not None
