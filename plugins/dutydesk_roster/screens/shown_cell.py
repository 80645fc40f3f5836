"""A cell of the roster's grid, by person or by post."""

from dataclasses import dataclass
from datetime import date

from dutydesk.domain import Person
from dutydesk_roster.assignment import Assignment


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A day of a row, and the duties in it.

    By person, `person` is whose row it is and `place` is None; by post, `place` is the post and the shift of
    the row, and `person` whoever stands there first, None where nobody does.
    """

    day: date
    held: tuple[Assignment, ...]
    person: Person | None = None
    place: tuple[str, str] | None = None
