"""How an entry stands, in words: open, due by a day, overdue or closed."""

from datetime import date, timedelta

from dutydesk.wording import _
from dutydesk_registers.entries import Entry
from dutydesk_registers.register import Register

_SOON = timedelta(days=14)


def has_states(register: Register) -> bool:
    """Tell whether entries of a register can be open, due or closed."""
    return bool(register.due or register.file.register.closed)


def entry_state(register: Register, entry: Entry, today: date) -> tuple[str, str]:
    """Return how an entry stands in words, and the style of its line in a list."""
    if entry.record.closed:
        return _("closed"), "muted"
    due = entry.due
    if due is None:
        return (_("open"), "") if register.file.register.closed else ("", "")
    day = f"{due:%m-%d}" if due.year == today.year else due.isoformat()
    if due < today:
        return _("overdue {day}").format(day=day), "error"
    return _("by {day}").format(day=day), "warning" if due <= today + _SOON else ""
