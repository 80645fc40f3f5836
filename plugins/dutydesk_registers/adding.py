"""Entries that are made from others: a line of servicing from an extinguisher, a hazard from a round."""

from collections.abc import Mapping

from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.entry_checks import EntryFault
from dutydesk_registers.field_values import FieldContext
from dutydesk_registers.keeping import EntryRefused, kept_record, new_values
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import AddTable
from dutydesk_registers.standing_values import gap_value


def added_record(
    register: Register,
    adds: AddTable,
    kept: Mapping[str, str],
    read: Mapping[str, str],
    *,
    context: FieldContext,
    source: str,
) -> RegisterEntry:
    """Return the record that `adds` makes in `register`, which is the one that it names.

    Gaps are filled in from what is `kept` in the entry it is made from, and from what people `read` there.
    What `adds` does not name is as in any new entry. `source` is the subject of the entry it is made from.

    Raises:
        EntryRefused: a check of the register does not hold.
    """
    values, faults = new_values(register, context), []
    for code, text in adds.values.items():
        field = register.fields.get(code)
        if field is None:
            continue
        try:
            values[code] = gap_value(field, text, kept, read, context)
        except ValueError as error:
            faults.append(EntryFault(code, str(error)))
    if faults:
        raise EntryRefused(register, faults)
    return kept_record(register, values, None, context, source)
