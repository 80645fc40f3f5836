"""The month in the shape that the model wants: slots that are alike merged into cells, people by number.

Who stands at which of several posts in the same shift makes no difference to rest, runs or fairness, so the
model decides only who stands in a cell, and the posts are dealt out afterwards. That leaves a sixth of the
variables where six posts share their shifts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dutydesk_roster.engine.fact import Fact, FactKind
from dutydesk_roster.engine.problem import Placed, Problem, Slot
from dutydesk_roster.engine.rules import Apart, Beside, HeadsOf, OnePost, PluginRule, Within
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
class Seats:
    """The heads that what stands fast leaves open at a slot: until it is guarded, as wanted, and at most."""

    fewest: int
    wanted: int
    room: int


@dataclass(slots=True)
class Cell:
    """Slots of one shift on one day that any person may stand alike.

    For each of the slots, `seats` are the heads that fixed duties leave open, and `lacking` the needs that
    nobody who stands there meets. Where every slot has room for one head (`sole`), only people who meet
    all needs may stand at all. Times are minutes from 1970.
    """

    slots: list[Slot]
    day: int
    start: int
    end: int
    night: bool
    sole: bool
    seats: list[Seats] = field(default_factory=list)
    lacking: list[set[str]] = field(default_factory=list)

    @property
    def shift(self) -> str:
        """The code of the shift."""
        return self.slots[0].shift

    @property
    def needs(self) -> tuple[str, ...]:
        """What each of the slots needs."""
        return self.slots[0].needs

    @property
    def posts(self) -> tuple[str, ...]:
        """The codes of the posts."""
        return tuple(slot.post for slot in self.slots)

    @property
    def minutes(self) -> int:
        """How long the duty lasts."""
        return self.end - self.start

    @property
    def open_seats(self) -> Seats:
        """The open heads of all the slots together."""
        return Seats(
            sum(each.fewest for each in self.seats),
            sum(each.wanted for each in self.seats),
            sum(each.room for each in self.seats),
        )

    def asks(self) -> dict[str, int]:
        """Return, for each need, in how many slots someone who meets it is still wanted."""
        return {
            need: count for need in self.needs if (count := sum(need in lacking for lacking in self.lacking))
        }


@dataclass(slots=True)
class Duty:
    """A duty that is not up for choice; a slot of None lies outside the month, or nobody asks for it."""

    shift: str
    post: str
    day: int
    start: int
    end: int
    night: bool
    slot: Slot | None

    @property
    def posts(self) -> tuple[str, ...]:
        """The code of the post, alone, as a cell has them."""
        return (self.post,)

    @property
    def minutes(self) -> int:
        """How long the duty lasts."""
        return self.end - self.start


@dataclass(slots=True)
class Month:
    """The problem by numbers: cells, and per person the duties that stand fast and the time that is taken.

    `taken[person]` has the start, the end and the place in `problem.busy` of each stretch.
    """

    problem: Problem
    cells: list[Cell]
    fixed: list[list[Duty]]
    taken: list[list[tuple[int, int, int]]]
    stands: tuple[Placed, ...]

    def bars(self, person: int, cell: Cell) -> tuple[Fact, ...]:
        """Return the facts each of which keeps `person` out of `cell`."""
        who, slot = self.problem.people[person], cell.slots[0]
        found = []
        if not who.serves_on(slot.day):
            found.append(Fact(FactKind.SERVING, person=who.key))
        if cell.sole and not who.meets_all(slot.needs, slot.day):
            found.append(Fact(FactKind.NEED, place=slot.place))
        found.extend(
            Fact(FactKind.BUSY, index=index)
            for start, end, index in self.taken[person]
            if start < cell.end and cell.start < end
        )
        return tuple(found)

    def is_elsewhere(self, person: int, cell: Cell) -> bool:
        """Tell whether a duty that stands fast has `person` at the time of `cell`."""
        return any(duty.start < cell.end and cell.start < duty.end for duty in self.fixed[person])


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
            Duty(
                slot.shift,
                slot.post,
                day_number(slot.day),
                minute_of(slot.start),
                minute_of(slot.end),
                slot.shift in nights,
                slot,
            )
        )
    for held in problem.held:
        if held.person in number_of:
            start, end = minute_of(held.start), minute_of(held.end)
            fixed[number_of[held.person]].append(
                Duty(held.shift, held.post, day_number(held.day), start, end, held.shift in nights, None)
            )
    return fixed


def _taken(problem: Problem, number_of: dict[str, int]) -> list[list[tuple[int, int, int]]]:
    taken: list[list[tuple[int, int, int]]] = [[] for _person in problem.people]
    for index, busy in enumerate(problem.busy):
        if busy.person in number_of:
            # Rounded outwards, so that a part of a minute still counts.
            until = minute_of(busy.end) + (busy.end.timestamp() % 60 > 0)
            taken[number_of[busy.person]].append((minute_of(busy.start), until, index))
    return taken


def _cells(
    problem: Problem,
    standing: Mapping[tuple[str, str, date], Sequence[int]],
    is_open: Callable[[Slot], bool],
) -> list[Cell]:
    nights = night_shifts(problem)
    told_apart = _TellingPostsApart(problem)
    merged: dict[tuple[object, ...], Cell] = {}
    for slot in problem.slots:
        there = [problem.people[number] for number in standing.get(slot.place, ())]
        seats = Seats(*(max(0, heads - len(there)) for heads in (slot.fewest, slot.heads, slot.room)))
        if not seats.room or not is_open(slot):
            continue
        sole = slot.room == 1
        # Dealing out posts meets each need and fills each slot at once only where such slots are all alike.
        alike = (seats.fewest, seats.wanted, seats.room) if slot.needs and not sole else None
        key = (slot.day, slot.shift, slot.start, slot.end, slot.needs, sole, alike, told_apart.mark(slot))
        cell = merged.get(key)
        if cell is None:
            start, end = minute_of(slot.start), minute_of(slot.end)
            cell = Cell([], day_number(slot.day), start, end, slot.shift in nights, sole)
            merged[key] = cell
        asks = slot.heads and not sole
        lacking = {need for need in slot.needs if asks and not any(p.meets(need, slot.day) for p in there)}
        cell.slots.append(slot)
        cell.seats.append(seats)
        cell.lacking.append(lacking)
    return sorted(merged.values(), key=lambda cell: (cell.start, cell.end, cell.slots[0].place))


class _TellingPostsApart:
    """Which posts may not share a cell, because a rule or a wish tells one from another."""

    def __init__(self, problem: Problem) -> None:
        near = [rule.within for rule in problem.rules if isinstance(rule, Beside | Apart)]
        self._all = bool(problem.rules_of(OnePost)) or Within.POST in near
        self._any_plugin = bool(problem.rules_of(PluginRule))
        self._wished = {(wish.day, wish.post) for wish in problem.wishes if wish.post}
        self._groups = [frozenset(rule.posts) for rule in problem.rules_of(HeadsOf) if rule.posts]

    def mark(self, slot: Slot) -> object:
        """Return what slots of one cell must have in common."""
        # Where several needs meet several heads, dealing out posts could fail, so such slots stay apart.
        tangled = len(slot.needs) > 1 and slot.room > 1
        if self._all or self._any_plugin or tangled or (slot.day, slot.post) in self._wished:
            return slot.post
        return tuple(slot.post in group for group in self._groups)
