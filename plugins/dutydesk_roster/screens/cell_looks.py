"""How a cell looks right after an edit, until the roster has been read anew."""

from dutydesk.tui.widgets import GridCell
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.roster import Roster
from dutydesk_roster.screens.by_person import DutyWords, duty_signs


def duty_look(roster: Roster, held: tuple[Assignment, ...]) -> GridCell | None:
    """Return how duties look in the cell of their person; None where there are none any more."""
    if not held:
        return None
    text, longer = DutyWords(roster).of(held)
    shift = roster.plan.shifts.get(held[0].shift)
    night = shift is not None and shift.night
    return GridCell(text, "accent" if night else "", duty_signs(held, clash=False, changed=False), longer)
