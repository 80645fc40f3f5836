"""Finding entries that were reckoned by other rules than those of now, and reckoning them anew."""

from dutydesk.api import Desk
from dutydesk.wording import _
from dutydesk_registers.entries import read_entry
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.field_values import field_context
from dutydesk_registers.reckoning import reckoned, rules_digest
from dutydesk_registers.register import Register
from dutydesk_registers.registers import registers

_LEAST, _MOST = 0, 2**63 - 1


def rules_have_changed(desk: Desk) -> tuple[Register, ...]:
    """Return the registers with entries whose due days were reckoned by other rules than those of now."""
    if not desk.table(RegisterEntry).count():
        return ()
    return tuple(each for each in registers(desk).values() if _outdated_count(desk, each))


def renew_due_days(desk: Desk) -> int:
    """Reckon anew, as one change, all entries that other rules than those of now gave their due days.

    Return how many there were.
    """
    found = [(register, _outdated(desk, register)) for register in registers(desk).values()]
    count = sum(len(records) for _register, records in found)
    if not count:
        return 0
    context = field_context(desk)
    with desk.change(_("Registers: due days reckoned anew")) as change:
        for register, records in found:
            for record in records:
                change.replace(reckoned(register, record, read_entry(record).values, context))
    return count


def _outdated_count(desk: Desk, register: Register) -> int:
    table, now = desk.table(RegisterEntry), rules_digest(register)
    below = table.count_between("rules", _LEAST, now - 1, register=register.code)
    return below + table.count_between("rules", now + 1, _MOST, register=register.code)


def _outdated(desk: Desk, register: Register) -> tuple[RegisterEntry, ...]:
    """Return the entries with another digest: less than that of the rules now, or more."""
    table, now = desk.table(RegisterEntry), rules_digest(register)
    return (
        *table.between("rules", _LEAST, now - 1, register=register.code),
        *table.between("rules", now + 1, _MOST, register=register.code),
    )
