"""What is said of an entry about which something must be done, on Today and in calendars."""

from collections.abc import Callable

from dutydesk.api import Desk
from dutydesk.domain import clean_line
from dutydesk.wording import _
from dutydesk_registers.due_days import filled_text
from dutydesk_registers.entries import read_entry
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.field_values import FieldContext, field_context, shown_values
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import DueTable

DueText = Callable[[Register, DueTable, RegisterEntry], str]


def due_wording(desk: Desk) -> DueText:
    """Return what says in a line what must be done about an entry under a rule.

    What the desk knows is read once, and only where a text has gaps for it.
    """
    contexts: list[FieldContext] = []

    def text(register: Register, rule: DueTable, record: RegisterEntry) -> str:
        if not rule.text:
            return _("{rule}: {title}").format(rule=rule.name, title=record.title)
        if "{" not in rule.text:
            return rule.text
        if not contexts:
            contexts.append(field_context(desk))
        read = shown_values(register.fields, read_entry(record).values, contexts[0])
        return clean_line(filled_text(rule.text, read))

    return text
