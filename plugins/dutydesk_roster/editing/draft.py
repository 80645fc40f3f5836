"""A draft of an edit: cells as they are to be, worked out on the roster that is shown."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dutydesk.domain import new_id
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.roster import Roster

Cell = tuple[str, date]
"""A person, by their key, and a day."""

Place = tuple[str, str]
"""A post and a shift, by their codes."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A cell that an edit of a block leaves as it is, and why; `person` is empty for an open place."""

    person: str
    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be done to the roster as one act, and what of it must be as it was read.

    `in_the_way` are the duties of others' cells that it takes out or changes to make room.
    """

    why: str
    cells: frozenset[Cell]
    places: frozenset[tuple[Place, date]]
    removed: tuple[Assignment, ...] = ()
    changed: tuple[Assignment, ...] = ()
    added: tuple[Assignment, ...] = ()
    in_the_way: tuple[Assignment, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()

    def __len__(self) -> int:
        return len(self.removed) + len(self.changed) + len(self.added)


class Draft:
    """Cells as they are to be; nothing is kept before its `edit` is.

    What is put in place of a duty keeps that duty's record, and so its identity in calendar feeds.
    """

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.heads: Counter[tuple[date, str, str]] = Counter(roster.heads)
        self._now: dict[Cell, tuple[Assignment, ...]] = {}
        self._places: set[tuple[Place, date]] = set()
        self._in_the_way: list[Assignment] = []
        self._passed_over: list[PassedOver] = []
        self._from_elsewhere: dict[str, Assignment] = {}

    # Looking

    def held(self, person: str, day: date) -> tuple[Assignment, ...]:
        """Return what a person is to stand on a day."""
        cell = (person, day)
        return self._now[cell] if cell in self._now else self.roster.by_cell.get(cell, ())

    def standing(self, place: Place, day: date) -> tuple[Assignment, ...]:
        """Return who is to stand at a post in a shift of a day."""
        self._places.add((place, day))
        before = [each for each in self._standing.get((place, day), ()) if not self._is_touched(each)]
        now = [
            each
            for (_person, on), held in self._now.items()
            if on == day
            for each in held
            if (each.post, each.shift) == place
        ]
        return (*before, *now)

    def _is_touched(self, duty: Assignment) -> bool:
        return (duty.person, duty.day) in self._now

    @cached_property
    def _standing(self) -> Mapping[tuple[Place, date], Sequence[Assignment]]:
        found: defaultdict[tuple[Place, date], list[Assignment]] = defaultdict(list)
        for each in self.roster.assignments:
            found[(each.post, each.shift), each.day].append(each)
        return found

    def wanted(self, place: Place, day: date) -> int:
        """Return how many heads a day asks for at a post in a shift."""
        return sum(
            heads for line, heads in self.roster.plan.demand_on(day) if (line.post, line.shift) == place
        )

    def room(self, place: Place, day: date) -> int:
        """Return how many heads are open at a post in a shift of a day."""
        return max(0, self.wanted(place, day) - self.heads[day, *place])

    # Changing

    def put(self, person: str, day: date, place: Place, *, note: str | None = None) -> Assignment:
        """Put a person at a place, pinned, in place of what stands in that cell.

        What a leader does by hand is pinned: the generator leaves it alone until it is unpinned.
        """
        held = self.held(person, day)
        post, shift = place
        if held:
            duty = replace(held[0], post=post, shift=shift, pinned=True)
        else:
            duty = Assignment(id=new_id(), person=person, post=post, shift=shift, day=day, pinned=True)
        if note is not None:
            duty = replace(duty, note=note)
        self._set((person, day), (duty,))
        return duty

    def add(self, person: str, day: date, place: Place) -> Assignment:
        """Put a person at a place beside what stands in that cell already."""
        post, shift = place
        duty = Assignment(id=new_id(), person=person, post=post, shift=shift, day=day, pinned=True)
        self._set((person, day), (*self.held(person, day), duty))
        return duty

    def move(self, duty: Assignment, person: str, day: date, place: Place) -> Assignment:
        """Move a duty to another cell, another place or both, beside what stands there."""
        self.take_out(duty)
        post, shift = place
        moved = replace(duty, person=person, day=day, post=post, shift=shift, pinned=True)
        self._set((person, day), (*self.held(person, day), moved))
        return moved

    def take_out(self, duty: Assignment) -> None:
        """Take a duty out of its cell; it may lie in days that the roster does not have."""
        cell = (duty.person, duty.day)
        if not self._has(duty.day):
            self._from_elsewhere[duty.id] = duty
        self._set(cell, tuple(each for each in self.held(*cell) if each.id != duty.id))

    def make_way(self, duty: Assignment) -> None:
        """Take a duty out because another is to stand in its cell."""
        self._in_the_way.append(duty)
        self.take_out(duty)

    def change(self, duty: Assignment) -> None:
        """Put `duty` in place of the one of its cell that has its id, such as pinned or with a note."""
        cell = (duty.person, duty.day)
        self._set(cell, tuple(duty if each.id == duty.id else each for each in self.held(*cell)))

    def in_the_way(self, duty: Assignment) -> None:
        """Remember that a duty has to give way to what is put in its cell."""
        self._in_the_way.append(duty)

    def pass_over(self, person: str, day: date, why: str) -> None:
        """Leave a cell of a block as it is."""
        self._passed_over.append(PassedOver(person, day, why))

    def _has(self, day: date) -> bool:
        return self.roster.first <= day <= self.roster.last

    def _set(self, cell: Cell, duties: tuple[Assignment, ...]) -> None:
        for each in self.held(*cell):
            self.heads[each.day, each.post, each.shift] -= 1
        for each in duties:
            self.heads[each.day, each.post, each.shift] += 1
        self._now[cell] = duties

    # What has become of it

    def edit(self, why: str) -> Edit:
        """Return what has to be done to make the roster so."""
        before = {each.id: each for cell in self._now for each in self.roster.by_cell.get(cell, ())}
        before |= self._from_elsewhere
        after = {each.id: each for held in self._now.values() for each in held}
        return Edit(
            why=why,
            cells=frozenset(cell for cell in self._now if self._has(cell[1])),
            places=frozenset(self._places),
            removed=tuple(each for key, each in before.items() if key not in after),
            changed=tuple(each for key, each in after.items() if key in before and before[key] != each),
            added=tuple(each for key, each in after.items() if key not in before),
            in_the_way=tuple(self._in_the_way),
            passed_over=tuple(self._passed_over),
        )
