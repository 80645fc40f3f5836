"""Carrying a year's entries over to the next, such as letters that are to be signed anew."""

from collections.abc import Mapping

from dutydesk.api import DataProblem, Desk
from dutydesk.wording import _
from dutydesk_registers.entries import entries
from dutydesk_registers.field_values import field_context
from dutydesk_registers.keeping import keep_records, kept_record
from dutydesk_registers.register import Register


def carry_over(desk: Desk, register: Register, year: int) -> int:
    """Make for each entry of `year` one of the year after, and return how many; those there are passed over.

    What the register's file empties is empty then. An entry is there already where it was made from this one,
    or is called the same and says the same in every field that must be filled.

    Raises:
        DataProblem: the register's file does not say how, or an entry cannot be kept so.
    """
    carry = register.file.carry
    if carry is None:
        raise DataProblem(
            _("{register} is not carried over from year to year").format(register=register.name)
        )
    context, following = field_context(desk), str(year + 1)
    every = entries(desk, register)
    there = [each for each in every if each.values.get(carry.year) == following]
    sources = {each.record.source for each in there}
    known = {_identity(register, each.values) for each in there}
    records = []
    for entry in reversed([each for each in every if each.values.get(carry.year) == str(year)]):
        values = {code: text for code, text in entry.values.items() if code not in carry.empties}
        values[carry.year] = following
        if entry.record.subject not in sources and _identity(register, values) not in known:
            records.append(kept_record(register, values, None, context, entry.record.subject))
            known.add(_identity(register, values))
    if not records:
        return 0
    why = _("{register}: carried over to {year}").format(register=register.name, year=following)
    with desk.change(why) as change:
        keep_records(change, register, records)
    return len(records)


def _identity(register: Register, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return what tells an entry of a year from the others: its title, and each field that must be filled."""
    carry = register.file.carry
    emptied = carry.empties if carry is not None else ()
    title = register.file.register.title
    return tuple(
        values.get(field.code, "")
        for field in register.fields.values()
        if (field.required or field.code == title) and field.code not in emptied
    )
