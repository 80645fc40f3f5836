"""The month in the shape that the model wants: slots that are alike merged into cells, people by number.

Who stands at which of several posts in the same shift makes no difference to rest, runs or fairness, so the
model decides only who stands in a cell, and the posts are dealt out afterwards. That leaves a sixth of the
variables where six posts share their shifts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dutydesk_roster.engine.problem import Placed, Problem, Slot
from dutydesk_roster.engine.targets import night_shifts

_MINUTE = timedelta(minutes=1)
_EPOCH = date(1970, 1, 1)


def minute_of(instant: datetime) -> int:
    """Return the whole minutes from 1970 to `instant`."""
    return int(instant.timestamp() // 60)


def day_number(day: date) -> int:
    """Return the days from 1970 to `day`."""
    return (day - _EPOCH).days


@dataclass(slots=True)
class Cell:
    """Slots of one shift on one day that any person may stand alike.

    For each of the slots, `seats` are the heads that fixed duties leave open, and `lacking` the needs that
    nobody who stands there meets. Where every slot asks for one head (`sole`), only people who meet
    all needs may stand at all. Times are minutes from 1970.
    """

    slots: list[Slot]
    day: int
    start: int
    end: int
    night: bool
    sole: bool
    seats: list[int] = field(default_factory=list)
    lacking: list[set[str]] = field(default_factory=list)

    @property
    def heads(self) -> int:
        """The heads still open."""
        return sum(self.seats)

    def asks(self) -> dict[str, int]:
        """Return, for each need, in how many slots someone who meets it is still wanted."""
        needs = self.slots[0].needs
        return {need: count for need in needs if (count := sum(need in lacking for lacking in self.lacking))}


@dataclass(slots=True)
class Duty:
    """A duty that is not up for choice; a slot of None lies outside the month."""

    day: int
    start: int
    end: int
    night: bool
    slot: Slot | None


@dataclass(slots=True)
class Month:
    """The problem by numbers: cells, and per person the duties that stand fast and the time that is taken."""

    problem: Problem
    cells: list[Cell]
    fixed: list[list[Duty]]
    taken: list[list[tuple[int, int]]]
    stands: tuple[Placed, ...]

    def may_stand(self, person: int, cell: Cell) -> bool:
        """Tell whether nothing that stands fast keeps `person` out of `cell`."""
        who = self.problem.people[person]
        slot = cell.slots[0]
        if not who.serves_on(slot.day) or (cell.sole and not all(who.meets(need) for need in slot.needs)):
            return False
        if any(start < cell.end and cell.start < end for start, end in self.taken[person]):
            return False
        rules = self.problem.rules
        rest = round(rules.rest_hours * 60)
        same_day = 0
        for duty in self.fixed[person]:
            if duty.start < cell.end + rest and cell.start < duty.end + rest:
                return False
            same_day += duty.day == cell.day
        return same_day < rules.most_shifts_a_day


def known_placements(problem: Problem, placed: Iterable[Placed]) -> tuple[Placed, ...]:
    """Return each placement once that names a person and a slot of the problem."""
    people = {person.key for person in problem.people}
    places = {slot.place for slot in problem.slots}
    seen: dict[Placed, None] = {}
    for one in placed:
        if one.person in people and one.place in places:
            seen[Placed(one.person, one.post, one.shift, one.day)] = None
    return tuple(seen)


def month_of(problem: Problem, stands: Sequence[Placed], is_open: Callable[[Slot], bool]) -> Month:
    """Return the problem by numbers: the placements `stands` fast, only the open slots free to choose."""
    standing: defaultdict[tuple[str, str, date], list[int]] = defaultdict(list)
    number_of = {person.key: index for index, person in enumerate(problem.people)}
    for placed in stands:
        standing[placed.place].append(number_of[placed.person])
    return Month(
        problem=problem,
        cells=_cells(problem, standing, is_open),
        fixed=_duties(problem, stands, number_of),
        taken=_taken(problem, number_of),
        stands=tuple(stands),
    )


def _duties(problem: Problem, stands: Sequence[Placed], number_of: dict[str, int]) -> list[list[Duty]]:
    nights = night_shifts(problem)
    slot_at = {slot.place: slot for slot in problem.slots}
    fixed: list[list[Duty]] = [[] for _person in problem.people]
    for placed in stands:
        slot = slot_at[placed.place]
        fixed[number_of[placed.person]].append(
            Duty(day_number(slot.day), minute_of(slot.start), minute_of(slot.end), slot.shift in nights, slot)
        )
    for held in problem.held:
        if held.person in number_of:
            start, end = minute_of(held.start), minute_of(held.end)
            fixed[number_of[held.person]].append(
                Duty(day_number(held.day), start, end, held.shift in nights, None)
            )
    return fixed


def _taken(problem: Problem, number_of: dict[str, int]) -> list[list[tuple[int, int]]]:
    taken: list[list[tuple[int, int]]] = [[] for _person in problem.people]
    for busy in problem.busy:
        if busy.person in number_of:
            # Rounded outwards, so that a part of a minute still counts.
            until = minute_of(busy.end) + (busy.end.timestamp() % 60 > 0)
            taken[number_of[busy.person]].append((minute_of(busy.start), until))
    return taken


def _cells(
    problem: Problem,
    standing: Mapping[tuple[str, str, date], Sequence[int]],
    is_open: Callable[[Slot], bool],
) -> list[Cell]:
    nights = night_shifts(problem)
    merged: dict[tuple[object, ...], Cell] = {}
    for slot in problem.slots:
        there = [problem.people[number] for number in standing.get(slot.place, ())]
        seats = max(0, slot.heads - len(there))
        if not seats or not is_open(slot):
            continue
        sole = slot.heads == 1
        # Where several needs meet several heads, dealing out posts could fail, so such slots stay apart.
        apart = slot.post if len(slot.needs) > 1 and not sole else ""
        key = (slot.day, slot.shift, slot.start, slot.end, slot.needs, sole, apart)
        cell = merged.get(key)
        if cell is None:
            start, end = minute_of(slot.start), minute_of(slot.end)
            cell = Cell([], day_number(slot.day), start, end, slot.shift in nights, sole)
            merged[key] = cell
        lacking = set() if sole else {need for need in slot.needs if not any(p.meets(need) for p in there)}
        cell.slots.append(slot)
        cell.seats.append(seats)
        cell.lacking.append(lacking)
    return sorted(merged.values(), key=lambda cell: (cell.start, cell.end, cell.slots[0].place))
