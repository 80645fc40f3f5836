"""What shows without a solver: days for which too few people are there, and a roster made in one pass."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import msgspec

from dutydesk_roster.engine.cells import Cell, Month, known_placements, month_of
from dutydesk_roster.engine.checker import check, unfilled
from dutydesk_roster.engine.first_cover import first_cover
from dutydesk_roster.engine.model.layout import lay_out
from dutydesk_roster.engine.model.reading import roster_of, variables_of
from dutydesk_roster.engine.problem import EnginePerson, Problem
from dutydesk_roster.engine.rules import DutiesADay, Rest

_EPOCH = date(1970, 1, 1)
_HOUR = 60


@dataclass(frozen=True, slots=True)
class ShortDay:
    """A day on which the cells at `places` ask for more people than those who could stand there."""

    day: date
    places: frozenset[tuple[str, str, date]]


def short_days(problem: Problem) -> tuple[ShortDay, ...]:
    """Return the days that cannot be filled whatever stands on other days, those with the fewest cells first.

    Each head wanted is given to someone who is there and has what it needs, nobody more duties than the rules
    leave them in a day, as many heads as can be; those who are missing then show which cells ask for too
    much. Rules that concern more than this are not looked at, so that other days may be short too.
    """
    month = month_of(problem, (), lambda _slot: True)
    found = []
    for day, cells in groupby(sorted(month.cells, key=lambda cell: cell.day), lambda cell: cell.day):
        places = _Dealing(month, tuple(cells)).too_much()
        if places:
            found.append(ShortDay(_EPOCH + timedelta(days=day), places))
    return tuple(sorted(found, key=lambda one: (len(one.places), one.day)))


def open_days(problem: Problem) -> tuple[date, ...]:
    """Return the days that a roster made in one pass leaves open or in breach of a hard rule.

    Where there are none, that roster fills everything.
    """
    weights = msgspec.structs.replace(problem.weights, nights=0, weekends=0, holidays=0, hours=0)
    hard = msgspec.structs.replace(
        problem,
        rules=tuple(rule for rule in problem.rules if rule.hard),
        wishes=tuple(wish for wish in problem.wishes if wish.weight is None),
        base=(),
        weights=weights,
    )
    kept = known_placements(problem, problem.kept)
    sheet = lay_out(hard, known_placements(problem, problem.pins))
    ones = first_cover(sheet, variables_of(sheet, kept))
    roster = roster_of(sheet, ones.__contains__, kept)
    # A post for one alone that may stay empty has no need to meet while it does.
    alone = {slot.place for slot in problem.slots if slot.room <= 1}
    short = {
        one.day
        for one in unfilled(problem, roster)
        if one.below or (one.lacking and (one.post, one.shift, one.day) not in alone)
    }
    return tuple(sorted(short | {breach.day for breach in check(problem, roster)}))


@dataclass(frozen=True, slots=True)
class _Seat:
    """A head wanted at a cell, of whom `need` is asked where it is not empty."""

    cell: int
    need: str = ""


class _Dealing:
    """Gives the heads wanted on one day to people, as many as can be."""

    def __init__(self, month: Month, cells: Sequence[Cell]) -> None:
        self._cells = cells
        people = month.problem.people
        there = [
            [
                person
                for person in range(len(people))
                if not month.bars(person, cell) and not month.is_elsewhere(person, cell)
            ]
            for cell in cells
        ]
        self._seats = [seat for number, cell in enumerate(cells) for seat in _seats(number, cell)]
        self._able = [
            [
                person
                for person in there[seat.cell]
                if not seat.need or people[person].meets(seat.need, cells[seat.cell].slots[0].day)
            ]
            for seat in self._seats
        ]
        most = _Most(month.problem, cells)
        self._most = [most.duties(person) for person in people]
        self._holds: list[list[int]] = [[] for _person in people]

    def too_much(self) -> frozenset[tuple[str, str, date]]:
        """Return the places of the fewest cells found that ask for too much; none where all can be had."""
        fewest: frozenset[int] | None = None
        for seat in sorted(range(len(self._seats)), key=lambda seat: len(self._able[seat])):
            reached = {seat}
            if not self._given(seat, set(), reached):
                cells = frozenset(self._seats[one].cell for one in reached)
                if fewest is None or len(cells) < len(fewest):
                    fewest = cells
        return frozenset(self._cells[number].slots[0].place for number in fewest or ())

    def _given(self, seat: int, asked: set[int], reached: set[int]) -> bool:
        """Give the seat to someone, who may hand another on; note who was asked and the seats reached."""
        for person in self._able[seat]:
            if person in asked:
                continue
            asked.add(person)
            holds = self._holds[person]
            if len(holds) < self._most[person]:
                holds.append(seat)
                return True
            reached.update(holds)
            for place, other in enumerate(holds):
                if self._given(other, asked, reached):
                    holds[place] = seat
                    return True
        return False


class _Most:
    """The most duties that the rules leave a person on a day, the rest between them being kept."""

    def __init__(self, problem: Problem, cells: Sequence[Cell]) -> None:
        self._duties = [rule for rule in problem.rules_of(DutiesADay) if rule.hard]
        self._rest = [rule for rule in problem.rules_of(Rest) if rule.hard]
        self._spans = sorted({(cell.end, cell.start) for cell in cells})
        self._apart: dict[int, int] = {}

    def duties(self, person: EnginePerson) -> int:
        """Return the most for one person."""
        hours = max((rule.hours for rule in self._rest if rule.binds(person.key)), default=0.0)
        return min(
            [rule.most for rule in self._duties if rule.binds(person.key)] + [self._by(round(hours * _HOUR))]
        )

    def _by(self, rest: int) -> int:
        known = self._apart.get(rest)
        if known is None:
            known, free = 0, self._spans[0][1] if self._spans else 0
            for end, start in self._spans:
                if known == 0 or start >= free:
                    known, free = known + 1, end + rest
            self._apart[rest] = known
        return known


def _seats(number: int, cell: Cell) -> Iterable[_Seat]:
    """Yield the heads without which the cell's posts are not guarded, with the first of its needs."""
    asked = next(iter(cell.asks().items()), ("", 0))
    for _head in range(asked[1]):
        yield _Seat(number, asked[0])
    for _head in range(cell.open_seats.fewest - asked[1]):
        yield _Seat(number)
