"""Which days repeating a week and laying a rotation are about."""

from collections.abc import Sequence
from datetime import date, timedelta

from dutydesk.api import Desk
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.editing import Edit, Reach, repeated
from dutydesk_roster.editing.weeks import WEEK
from dutydesk_roster.month import Month
from dutydesk_roster.roster import Roster
from dutydesk_roster.screens.hand_edits import Build
from dutydesk_roster.screens.roster_view import RosterView
from dutydesk_roster.screens.shown_cell import ShownCell

_DAY = timedelta(days=1)


def cells_to_repeat(view: RosterView, marked: Sequence[ShownCell]) -> tuple[ShownCell, ...]:
    """Return the marked cells, or of a single one the cells of its row from Monday to Sunday."""
    if len(marked) != 1:
        return tuple(marked)
    (cell,) = marked
    monday = cell.day - cell.day.weekday() * _DAY
    days = (monday + offset * _DAY for offset in range(7))
    return tuple(
        ShownCell(day, (), cell.person, cell.place)
        for day in days
        if view.roster.first <= day <= view.roster.last
    )


def repeat_build(desk: Desk, cells: Sequence[ShownCell], reach: Reach) -> Build:
    """Return the edit that repeats in `cells` the week before them."""
    people = [(cell.person.id, cell.day) for cell in cells if cell.place is None and cell.person is not None]
    places = [(cell.place, cell.day) for cell in cells if cell.place is not None]
    first = min(cell.day for cell in cells)

    def build(roster: Roster) -> Edit:
        before = roster.first - _DAY
        earlier = (
            desk.table(Assignment).between("day", first - WEEK, before) if first - WEEK <= before else ()
        )
        return repeated(roster, earlier, people, places, reach)

    return build


def days_to_lay(view: RosterView, cells: Sequence[ShownCell]) -> tuple[date, date]:
    """Return the days of a block, or from a single day on those to the end of its month, as far as read."""
    days = sorted({cell.day for cell in cells})
    if len(days) > 1:
        return days[0], days[-1]
    return days[0], min(Month.of(days[0]).last, view.roster.last)
