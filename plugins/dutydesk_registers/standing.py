"""How registers stand today, in a number for a bureau's board."""

from collections.abc import Sequence
from datetime import date, timedelta

from dutydesk.api import Desk, Standing, StandingState
from dutydesk.wording import _, bracketed, clauses
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.registers import registers

_MOST_NAMED = 3
_MOST_READ = 300
"""Of more overdue entries none is named: to find the oldest, all would be read."""


def register_standing(desk: Desk) -> Sequence[Standing]:
    """Return how many entries of the registers that the school keeps are overdue, hazards among them."""
    table, kept = desk.table(RegisterEntry), tuple(registers(desk))
    yesterday = desk.today() - timedelta(days=1)
    count = table.count_between("due", date.min, yesterday, register=kept, closed=False)
    named: Sequence[RegisterEntry] = ()
    if 0 < count <= _MOST_READ:
        named = table.between("due", date.min, yesterday, register=kept, closed=False)[:_MOST_NAMED]
    return (
        Standing(
            key="registers.overdue",
            title=_("Entries of registers overdue"),
            count=count,
            state=StandingState.URGENT if count else StandingState.FINE,
            order=35,
            short=_("Registers"),
            detail=clauses(bracketed(each.title, str(each.due)) for each in named),
        ),
    )
