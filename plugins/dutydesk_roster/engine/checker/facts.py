"""The problem as the checker looks at it: all by its key, and every duty at its place in time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dutydesk_roster.engine.checker.names import Names
from dutydesk_roster.engine.problem import Busy, Held, Problem, Slot, Wish
from dutydesk_roster.engine.targets import night_shifts

Place = tuple[str, str, date]
"""A post, a shift and a day."""

_DAY = timedelta(days=1)
_REMEMBERED = 4


@dataclass(frozen=True, slots=True, eq=False)
class StoodDuty:
    """A duty that can be stood: a slot of the problem, or with a slot of None one held outside of it.

    `number` puts all duties of a problem in the order of time; `ordinal` is the proleptic number of the day;
    `start` and `end` are seconds from 1970.
    """

    number: int
    day: date
    ordinal: int
    start: int
    end: int
    shift: str
    post: str
    night: bool
    slot: Slot | None

    @property
    def seconds(self) -> int:
        """How long the duty really lasts."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Taken:
    """A stretch of a person's time, in seconds from 1970."""

    start: int
    end: int
    busy: Busy


class Facts:
    """What a check needs to know of a problem, whoever stands where."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.names = Names(problem)
        self.first, self.last = problem.first.toordinal(), problem.last.toordinal()
        self.people = {person.key: person for person in problem.people}
        self.duty_at: dict[Place, StoodDuty] = {}
        self.held: defaultdict[str, list[StoodDuty]] = defaultdict(list)
        self.held_in: defaultdict[tuple[date, str], list[tuple[str, StoodDuty]]] = defaultdict(list)
        self.slots_of: defaultdict[tuple[date, str], list[Slot]] = defaultdict(list)
        for slot in problem.slots:
            self.slots_of[slot.day, slot.shift].append(slot)
        self._put_in_order(problem)
        self.taken: defaultdict[str, list[Taken]] = defaultdict(list)
        for busy in problem.busy:
            self.taken[busy.person].append(Taken(_second(busy.start), _second(busy.end), busy))
        self.wishes: defaultdict[str, list[Wish]] = defaultdict(list)
        for wish in problem.wishes:
            self.wishes[wish.person].append(wish)
        self.pinned = frozenset((pin.person, pin.place) for pin in problem.pins)
        self.months = tuple(whole_months(problem.first, problem.last))

    def _put_in_order(self, problem: Problem) -> None:
        nights = night_shifts(problem)
        known: list[Slot | Held] = [
            *problem.slots,
            *(held for held in problem.held if held.person in self.people),
        ]
        known.sort(key=lambda one: (one.start, one.end, one.post))
        for number, one in enumerate(known):
            slot = one if isinstance(one, Slot) else None
            duty = StoodDuty(
                number,
                one.day,
                one.day.toordinal(),
                _second(one.start),
                _second(one.end),
                one.shift,
                one.post,
                one.shift in nights,
                slot,
            )
            if isinstance(one, Held):
                self.held[one.person].append(duty)
                self.held_in[one.day, one.shift].append((one.person, duty))
            else:
                self.duty_at[one.place] = duty


_LATEST: list[Facts] = []


def facts_of(problem: Problem) -> Facts:
    """Return the facts of `problem`; the last few are kept, as one problem is checked many times."""
    for facts in tuple(_LATEST):
        if facts.problem is problem:
            return facts
    facts = Facts(problem)
    _LATEST.append(facts)
    del _LATEST[:-_REMEMBERED]
    return facts


def whole_months(first: date, last: date) -> Iterable[tuple[date, date]]:
    """Yield the first and the last day of each calendar month that lies wholly in `first` to `last`."""
    begin = first if first.day == 1 else _next_month(first)
    while (after := _next_month(begin)) <= last + _DAY:
        yield begin, after - _DAY
        begin = after


def held_between(held: Iterable[StoodDuty], first: int, last: int) -> int:
    """Return the seconds of the duties that start on the days `first` to `last`, by their ordinals."""
    return sum(duty.seconds for duty in held if first <= duty.ordinal <= last)


def by_day(duties: Iterable[StoodDuty]) -> Mapping[int, list[StoodDuty]]:
    """Return the duties of each day that has any, by its ordinal."""
    days: defaultdict[int, list[StoodDuty]] = defaultdict(list)
    for duty in duties:
        days[duty.ordinal].append(duty)
    return days


def _next_month(day: date) -> date:
    return (day.replace(day=28) + 4 * _DAY).replace(day=1)


def _second(instant: datetime) -> int:
    return int(instant.timestamp())
