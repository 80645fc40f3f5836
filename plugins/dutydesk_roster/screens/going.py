"""Where the cursor of the roster's grid can go: a person's day, a post's, the next open slot or clash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dutydesk.domain import Clash
from dutydesk_roster.roster import OpenSlot
from dutydesk_roster.screens.roster_view import Place, RosterView, place_of_row, place_row


@dataclass(frozen=True, slots=True)
class Spot:
    """A day, and whose or which post's; with neither, the day of whatever row the cursor is in."""

    day: date
    person: str = ""
    place: Place | None = None


def row_of(view: RosterView, spot: Spot, current: str, *, by_post: bool) -> str:
    """Return the key of the row in which `spot` is found; `current` where there is none of its own."""
    if not by_post:
        return spot.person or current
    if spot.place is not None:
        return place_row(spot.place)
    held = view.roster.by_cell.get((spot.person, spot.day), ())
    return place_row((held[0].post, held[0].shift)) if held else current


def spot_of(view: RosterView, row: str, day: date) -> Spot:
    """Return what a cell of the grid shows, so that it can be found when the roster is turned."""
    place = place_of_row(row)
    if place is None:
        return Spot(day, person=row)
    held = view.standing.get((place, day), ())
    return Spot(day, held[0].person if held else "", place)


def next_slot(slots: Sequence[OpenSlot], last: OpenSlot | None, row: str, day: date) -> OpenSlot:
    """Return the open slot after the one gone to `last`, or else from the cursor's day on; `slots` has some.

    In a post's row, its own slot on that day has been seen already.
    """
    if last is not None and last in slots and last.day == day:
        return slots[(slots.index(last) + 1) % len(slots)]
    place = place_of_row(row)
    return next(
        (each for each in slots if each.day >= day and not (each.day == day and _is_at(each, place))),
        slots[0],
    )


def _is_at(slot: OpenSlot, place: Place | None) -> bool:
    return (slot.post, slot.shift) == place


def next_clash(clashes: Sequence[Clash], last: Clash | None, row: str, day: date) -> Clash:
    """Return the clash after the one gone to `last`, or else after the cell; `clashes` has some."""
    if last is not None and last in clashes and last.day == day:
        return clashes[(clashes.index(last) + 1) % len(clashes)]
    person = "" if place_of_row(row) is not None else row
    return next((each for each in clashes if (each.day, each.person) > (day, person)), clashes[0])
