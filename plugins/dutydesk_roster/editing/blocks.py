"""Edits of blocks: filling one with a code, putting and moving a pattern of duties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dutydesk.wording import _, ngettext
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.codes import TypedCode, resolve
from dutydesk_roster.editing.cells import wanted_text
from dutydesk_roster.editing.draft import Cell, Draft, Edit, Place
from dutydesk_roster.editing.reach import Reach
from dutydesk_roster.roster import Roster

_DAY = timedelta(days=1)


def filled(roster: Roster, cells: Sequence[Cell], code: TypedCode, reach: Reach) -> Edit:
    """Return the edit that puts each cell's person where `code` says, over what stands there.

    A cell is passed over where nobody, or nobody more, is asked for that day, or where its person is away.
    """
    draft, done = Draft(roster), 0
    for person, day in cells:
        if why := reach.why_not(person, day):
            draft.pass_over(person, day, why)
            continue
        held = draft.held(person, day)
        place = resolve(roster, code, reach.people[person], day, held=held, heads=draft.heads)
        if place is None or not draft.wanted(place, day):
            draft.pass_over(person, day, _("nobody is asked for"))
        elif not draft.room(place, day) and all((each.post, each.shift) != place for each in held):
            draft.pass_over(person, day, _("no head is open"))
        else:
            draft.put(person, day, place)
            done += 1
    return draft.edit(
        ngettext("{wanted} in {n} cell", "{wanted} in {n} cells", done).format(
            wanted=wanted_text(roster, code), n=done
        )
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A duty of a pattern, by how many rows and days it lies from the pattern's first cell."""

    row: int
    days: int
    duty: Assignment

    def as_now(self, roster: Roster, now: Mapping[str, Assignment]) -> "Piece | None":
        """Return it with its duty as it stands in `roster`, None where that is gone or elsewhere.

        `now` are the roster's duties by their id; a duty of other days stays as it was taken up.
        """
        if not roster.first <= self.duty.day <= roster.last:
            return self
        duty = now.get(self.duty.id)
        if duty is None or (duty.person, duty.day) != (self.duty.person, self.duty.day):
            return None
        return replace(self, duty=duty)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Duties that were taken up from a block; `by_post` where its rows were places and not people.

    A pattern that `is_cut` is to be moved; otherwise it is to be put again.
    """

    pieces: tuple[Piece, ...]
    is_cut: bool
    by_post: bool = False

    def __len__(self) -> int:
        return len(self.pieces)

    def over(self, rows: int, days: int) -> "Pattern":
        """Return it repeated over a marked block where it is a copy of one cell, otherwise as it is."""
        if self.is_cut or any((each.row, each.days) != (0, 0) for each in self.pieces):
            return self
        pieces = tuple(
            replace(each, row=row, days=day)
            for row in range(rows)
            for day in range(days)
            for each in self.pieces
        )
        return replace(self, pieces=pieces)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of the grid from the cursor on: people by their keys, or places."""

    people: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


def pasted(roster: Roster, pattern: Pattern, rows: Rows, first: date, reach: Reach) -> Edit:
    """Return the edit that puts a pattern with its first cell at the first of `rows` on the day `first`.

    A day without duty in the pattern leaves what stands there. Duties of the cells that are reached give
    way, and are named in the edit, so that a leader can be asked. Passed over are cells outside of the grid,
    of people who are away, and of days that ask for no such duty; what was to be moved there stays.
    """
    draft, reached = Draft(roster), list[Reached]()
    now = {each.id: each for each in roster.assignments}
    for taken in pattern.pieces:
        piece = taken.as_now(roster, now) if pattern.is_cut else taken
        if piece is None:
            draft.pass_over(taken.duty.person, taken.duty.day, _("not there any more"))
            continue
        target = _target(piece, rows, first)
        if target is None or not roster.first <= target[1] <= roster.last:
            draft.pass_over(piece.duty.person, piece.duty.day, _("beyond the grid"))
            continue
        person, day, place = target
        asked = asked_place(draft, place, person, day, reach)
        if why := reach.why_not(person, day) or ("" if asked else _("nobody is asked for")):
            draft.pass_over(person, day, why)
        elif asked is not None:
            reached.append((piece, person, day, asked))
    going = {piece.duty.id for piece, *_rest in reached} if pattern.is_cut else set()
    if pattern.by_post:
        _put_at_places(draft, reached, moves=pattern.is_cut)
    else:
        _put_in_cells(draft, reached, going, moves=pattern.is_cut)
    text = (
        ngettext("Move {n} duty", "Move {n} duties", len(reached))
        if pattern.is_cut
        else ngettext("Put {n} duty", "Put {n} duties", len(reached))
    )
    return draft.edit(text.format(n=len(reached)))


Reached = tuple[Piece, str, date, Place]
"""A duty of a pattern, whose it becomes, and when and where it is to be stood."""


def _target(piece: Piece, rows: Rows, first: date) -> tuple[str, date, Place] | None:
    day, duty = first + piece.days * _DAY, piece.duty
    if rows.places:
        return (duty.person, day, rows.places[piece.row]) if piece.row < len(rows.places) else None
    if piece.row >= len(rows.people):
        return None
    return rows.people[piece.row], day, (duty.post, duty.shift)


def asked_place(draft: Draft, place: Place, person: str, day: date, reach: Reach) -> Place | None:
    """Return the place, or where nobody asks for it that day another post of the same shift."""
    if draft.wanted(place, day):
        return place
    known = reach.people.get(person)
    if known is None:
        return None
    other = resolve(draft.roster, TypedCode(place[1], None), known, day, held=(), heads=draft.heads)
    return other if other is not None and draft.wanted(other, day) else None


def _put_in_cells(draft: Draft, reached: Sequence[Reached], going: set[str], *, moves: bool) -> None:
    places: dict[Cell, set[Place]] = {}
    for _piece, person, day, place in reached:
        places.setdefault((person, day), set()).add(place)
    for person, day in sorted(places):
        for each in draft.held(person, day):
            if each.id not in going and (moves or (each.post, each.shift) not in places[person, day]):
                draft.in_the_way(each)
                if moves:
                    draft.take_out(each)
    if moves:
        for piece, person, day, place in reached:
            draft.move(piece.duty, person, day, place)
        return
    begun: set[Cell] = set()
    for _piece, person, day, place in reached:
        if (person, day) in begun:
            draft.add(person, day, place)
        else:
            draft.put(person, day, place)
            begun.add((person, day))


def _put_at_places(draft: Draft, reached: Sequence[Reached], *, moves: bool) -> None:
    if moves:
        for piece, *_rest in reached:
            draft.take_out(piece.duty)
    for piece, person, day, place in reached:
        there = draft.standing(place, day)
        if any(each.person == person for each in there):
            continue
        if there and not draft.room(place, day):
            draft.make_way(there[0])
        if moves:
            draft.move(piece.duty, person, day, place)
        else:
            draft.add(person, day, place)
