"""An entry as commands print it."""

from typing import TYPE_CHECKING

from dutydesk.api.commands import print_json, say

if TYPE_CHECKING:
    from dutydesk.api import Desk
    from dutydesk_registers.entries import Entry
    from dutydesk_registers.field_values import FieldContext
    from dutydesk_registers.register import Register


def entry_document(register: "Register", entry: "Entry", context: "FieldContext") -> dict[str, object]:
    """Return an entry for JSON: what is kept, which means the same in every language, and what is due."""
    from dutydesk_registers.due_days import due_days  # noqa: PLC0415

    return {
        "entry": entry.id,
        "register": register.code,
        "title": entry.title,
        "day": entry.day,
        "owner": entry.record.owner,
        "closed": entry.record.closed,
        "source": entry.record.source,
        "due": [
            {"rule": each.rule.code, "day": each.day, "text": each.text}
            for each in due_days(register, entry.values, context)
        ],
        "values": dict(entry.values),
    }


def print_kept(desk: "Desk", register: "Register", entry: "Entry", line: str, *, as_json: bool) -> None:
    """Print an entry as it is kept now; `line` says so to people."""
    from dutydesk_registers.field_values import field_context  # noqa: PLC0415

    if as_json:
        print_json(entry_document(register, entry, field_context(desk)))
    else:
        say(line)
