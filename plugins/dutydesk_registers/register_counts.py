"""How many entries a register has: in all, of this year, open and overdue."""

from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.api import Desk
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.entry_state import has_states
from dutydesk_registers.register import Register


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """The numbers of entries of one register.

    Where a register goes by no year, all its entries are `of_year`; where its entries have no states, `open`
    is None.
    """

    entries: int
    of_year: int
    open: int | None
    overdue: int


def register_counts(desk: Desk, register: Register) -> RegisterCounts:
    """Count the entries of a register without reading them."""
    table, code, today = desk.table(RegisterEntry), register.code, desk.today()
    entries = table.count(register=code)
    of_year = (
        entries
        if register.day_field is None
        else table.count_between("day", date(today.year, 1, 1), date(today.year, 12, 31), register=code)
    )
    yesterday = today - timedelta(days=1)
    return RegisterCounts(
        entries=entries,
        of_year=of_year,
        open=table.count(register=code, closed=False) if has_states(register) else None,
        overdue=table.count_between("due", date.min, yesterday, register=code, closed=False),
    )
