"""What is typed in a cell of the roster's grid, and which edit it asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from dutydesk.domain import Person
from dutydesk.domain.naming import people_meant
from dutydesk.wording import _, listed, ngettext
from dutydesk_roster.codes import TypedCode, match_code
from dutydesk_roster.editing import Edit, Reach, filled, person_filled, person_put, typed
from dutydesk_roster.roster import DutyPlan, Roster
from dutydesk_roster.screens.shown_cell import ShownCell

MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed at a cell of the grid, and the cells it is for: the marked block, or that one alone."""

    row: str
    column: str
    text: str
    cells: tuple[ShownCell, ...]

    @property
    def by_post(self) -> bool:
        """Whether people are typed and not codes."""
        return any(cell.place is not None for cell in self.cells)


def split_code(plan: DutyPlan, text: str) -> tuple[str, str] | None:
    """Return a code and the beginning of another after it, such as ``d`` and ``n`` of ``dn``; else None."""
    for end in range(len(text) - 1, 0, -1):
        rest = match_code(plan, text[end:])
        if match_code(plan, text[:end]).code is not None and (rest.code is not None or rest.may_go_on):
            return text[:end], text[end:]
    return None


def code_edit(roster: Roster, cells: Sequence[ShownCell], code: TypedCode, reach: Reach) -> Edit:
    """Return the edit that a code asks for: the one cell at the leader's word, a block where it can stand.

    Raises:
        DataProblem: there is one cell, and its day asks for no such thing.
    """
    known = [(cell.person, cell.day) for cell in cells if cell.person is not None]
    if len(known) == 1:
        return typed(roster, *known[0], code)
    return filled(roster, [(person.id, day) for person, day in known], code, reach)


def person_edit(roster: Roster, cells: Sequence[ShownCell], person: Person, reach: Reach) -> Edit:
    """Return the edit that puts a person in a place, or in each of a block where they can stand.

    Raises:
        DataProblem: there is one place, and they stand there already.
    """
    known = [(cell.place, cell.day) for cell in cells if cell.place is not None]
    if len(known) == 1:
        return person_put(roster, *known[0], person)
    return person_filled(roster, known, person, reach)


def people_wanted(roster: Roster, typed_text: str, cells: Sequence[ShownCell]) -> tuple[Person, ...]:
    """Return who may be meant by what is typed at a place: those who serve on its first day."""
    day = cells[0].day if cells else None
    serving = [person for person in roster.people if day is None or person.serves_on(day)]
    return people_meant(serving, typed_text)


def candidates_text(people: Sequence[Person]) -> str:
    """Return who may be meant, as far as there is room."""
    if len(people) == 1:
        return _("{name}: Enter puts them here").format(name=people[0].name)
    names = listed(person.name for person in people[:MOST_NAMED])
    more = len(people) - MOST_NAMED
    if more > 0:
        names += " " + ngettext("and {n} more", "and {n} more", more).format(n=more)
    return _("Go on typing: {names}").format(names=names)
