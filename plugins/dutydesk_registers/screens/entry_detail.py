"""All that is known of one entry: its values, what is due about it, and where it comes from."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dutydesk.api import Desk
from dutydesk.api.attachments import attached
from dutydesk.domain import Task
from dutydesk.tui.widgets import one_line
from dutydesk.wording import _, ngettext
from dutydesk_registers.due_days import due_days
from dutydesk_registers.entries import Entry
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.field_values import FieldContext, shown
from dutydesk_registers.register import Register
from dutydesk_registers.registers import registers

_ENTRY, _TASK = "entry:", "task:"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is kept elsewhere about an entry: how many files, and what it was made from."""

    key: str
    files: int = 0
    source: str = ""


def surroundings_of(desk: Desk, entry: Entry) -> Surroundings:
    """Read what is kept elsewhere about an entry."""
    return Surroundings(
        entry.id, len(attached(desk, entry.record.subject)), source_text(desk, entry.record.source)
    )


def source_text(desk: Desk, source: str) -> str:
    """Return what an entry was made from, in words, or nothing."""
    if source.startswith(_ENTRY):
        record = desk.table(RegisterEntry).get(source.removeprefix(_ENTRY))
        if record is None:
            return _("made from an entry that is no longer there")
        register = registers(desk).get(record.register)
        return _("made from {title}, in {register}").format(
            title=record.title, register=register.name if register is not None else record.register
        )
    if source.startswith(_TASK):
        task = desk.table(Task).get(source.removeprefix(_TASK))
        if task is None:
            return _("made from a task that is no longer there")
        return _("made from the task {title}").format(title=task.title)
    return _("from {source}").format(source=source) if source else ""


def detail_lines(
    register: Register,
    entry: Entry,
    context: FieldContext,
    around: Surroundings,
    in_list: Collection[str],
) -> Iterator[str]:
    """Yield all that is known of an entry: what is due, its values, where it comes from, how many files.

    The values of the fields `in_list`, which stand in its line too, come last.
    """
    for due in due_days(register, entry.values, context):
        yield _("{day}: {what}").format(day=due.day, what=due.text or due.rule.name)
    if around.key == entry.id and around.files:
        yield ngettext("{count} file", "{count} files", around.files).format(count=around.files)
    for field in sorted(register.file.field, key=lambda each: each.code in in_list):
        text = one_line(shown(field, entry.values.get(field.code, ""), context))
        if text:
            yield _("{field}: {value}").format(field=field.name, value=text)
    if around.key == entry.id and around.source:
        yield around.source
