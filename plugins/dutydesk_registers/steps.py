"""Steps: what is done about an entry with one key, such as rectifying a hazard or refilling a cylinder."""

from collections.abc import Mapping

from dutydesk.api import DataProblem, Desk
from dutydesk.sheets import Cell
from dutydesk.wording import _
from dutydesk_registers.adding import added_record
from dutydesk_registers.due_days import holds
from dutydesk_registers.entries import Entry, read_entry
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.entry_checks import EntryFault
from dutydesk_registers.field_values import FieldContext, field_context, shown_values
from dutydesk_registers.keeping import EntryRefused, keep_record, record_of, typed_values
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import StepTable
from dutydesk_registers.registers import registers
from dutydesk_registers.standing_values import standing_value


def steps_for(register: Register, entry: Entry) -> tuple[StepTable, ...]:
    """Return the steps that can be taken with an entry, in the order of the file."""
    return tuple(step for step in register.file.step if all(holds(test, entry.values) for test in step.where))


def take_step(
    desk: Desk, register: Register, entry: Entry, step: StepTable, asked: Mapping[str, Cell]
) -> Entry:
    """Take a step with an entry: give fields what the step sets and what was `asked`, and add what it adds.

    What is asked holds where the step sets the same field. A school that does not keep the register in which
    the step adds something takes the step all the same.

    Raises:
        DataProblem: the step is not one for this entry as it is.
        EntryRefused: something is wrong with what was typed, with the entry then, or with what is added.
        StaleChange: somebody else has changed the entry since.
    """
    if step not in steps_for(register, entry):
        raise DataProblem(
            _("{title}: this step cannot be taken now: {step}").format(title=entry.title, step=step.name)
        )
    context = field_context(desk)
    values = _values_after(register, entry, step, asked, context)
    record = record_of(register, values, entry.record, context)
    added = _added(desk, register, record, step, context)
    why = _("{register}: {title}: {step}").format(register=register.name, title=entry.title, step=step.name)
    with desk.change(why) as change:
        after = keep_record(change, register, record)
        if added is not None:
            keep_record(change, *added)
    return read_entry(after)


def _values_after(
    register: Register, entry: Entry, step: StepTable, asked: Mapping[str, Cell], context: FieldContext
) -> dict[str, str]:
    given: dict[str, Cell] = {}
    faults: list[EntryFault] = []
    for code, text in step.sets.items():
        if code not in asked:
            try:
                given[code] = standing_value(register.fields[code], text, context)
            except ValueError as error:
                faults.append(EntryFault(code, str(error)))
    values, wrong = typed_values(register, {**given, **asked}, entry, context)
    if faults or wrong:
        raise EntryRefused(register, (*faults, *wrong))
    return values


def _added(
    desk: Desk, register: Register, record: RegisterEntry, step: StepTable, context: FieldContext
) -> tuple[Register, RegisterEntry] | None:
    """Return what the step adds to another register, and that register."""
    target = registers(desk).get(step.adds.register) if step.adds is not None else None
    if step.adds is None or target is None:
        return None
    values = read_entry(record).values
    read = shown_values(register.fields, values, context)
    return target, added_record(target, step.adds, values, read, context=context, source=record.subject)
