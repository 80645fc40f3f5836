"""Taking open tasks, such as hazards that an inspection found, into a register."""

from collections.abc import Sequence
from datetime import date

from dutydesk.api import Desk
from dutydesk.api.tasks import finished, in_order
from dutydesk.domain import Task, TaskKind
from dutydesk.wording import _
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.field_values import FieldContext, canonical, field_context
from dutydesk_registers.keeping import keep_record, new_values, record_of, why_many
from dutydesk_registers.register import Register


def tasks_to_take(desk: Desk, register: Register) -> Sequence[Task]:
    """Return the open tasks of the kind that a register takes, those due soonest first."""
    takes = register.file.register.takes
    if not takes:
        return ()
    found = (task for task in desk.table(Task).where(kind=TaskKind(takes), done=None))
    return in_order(tuple(found))


def take_tasks(desk: Desk, register: Register) -> int:
    """Make an entry of each open task that the register takes, finish the task, and return how many it took.

    What a task does not say, such as how grave a hazard is, stays empty until somebody fills it in.
    """
    tasks = tasks_to_take(desk, register)
    if not tasks:
        return 0
    context, today = field_context(desk), desk.today()
    records = [_record(desk, register, task, context) for task in tasks]
    outcome = _("it is kept in the register {register} now").format(register=register.name)
    with desk.change(why_many(register, len(tasks))) as change:
        for task, record in zip(tasks, records, strict=True):
            if not change.table(RegisterEntry).where(source=task.subject, register=register.code):
                keep_record(change, register, record)
            change.replace(finished(task, today, outcome))
    return len(tasks)


def _record(desk: Desk, register: Register, task: Task, context: FieldContext) -> RegisterEntry:
    values = _values(register, task, _found_on(desk, task), context)
    return record_of(register, values, None, context, task.subject)


def _found_on(desk: Desk, task: Task) -> date:
    """Return the day on which a task was first kept, as the journal knows it."""
    history = desk.history(task.subject, 1000)
    return desk.zone.day_of(history[-1].at if history else task.changed)


def _values(register: Register, task: Task, found_on: date, context: FieldContext) -> dict[str, str]:
    """Return the values of an entry for a task; what it has no field for goes with its note."""
    table = register.file.register
    values = new_values(register, context)
    due = next((rule.day for rule in register.due if rule.day), "")
    said = {
        table.title: task.title,
        table.day: found_on.isoformat(),
        table.owner: task.owner,
        due: task.due.isoformat() if task.due else "",
        "place": task.place,
        "note": "\n".join(part for part in (task.note, task.outcome) if part),
    }
    for code, text in said.items():
        field = register.fields.get(code)
        if field is None or not text:
            continue
        try:
            values[code] = canonical(field, text, context)
        except ValueError:
            continue
    return values
