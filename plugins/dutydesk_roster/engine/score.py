"""What a roster costs, counted from its assignments alone: what the search minimises, without its model."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

import msgspec

from dutydesk_roster.engine.checker import shortcomings
from dutydesk_roster.engine.problem import EnginePerson, Held, Placed, Problem, Slot
from dutydesk_roster.engine.rules import Weights
from dutydesk_roster.engine.targets import Measure, night_shifts, slot_burden, targets

_HOUR = 60
_MINUTE = timedelta(minutes=1)
_ROUNDING = 1e-6


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """What a roster costs, part by part; less is better.

    `fairness` has what lies outside people's shares of each measure, and `rules` each kind of weighted rule
    that is broken with what that costs in all. Hard rules have no price: `check` finds them.
    """

    uncovered: int
    unwanted: int
    unmet: int
    fairness: tuple[tuple[Measure, int], ...]
    rules: tuple[tuple[str, int], ...]
    wishes: int
    change: int
    base: int

    @property
    def total(self) -> int:
        """The whole cost."""
        return (
            self.uncovered
            + self.unwanted
            + self.unmet
            + sum(cost for _measure, cost in self.fairness)
            + sum(cost for _rule, cost in self.rules)
            + self.wishes
            + self.change
            + self.base
        )


def score(problem: Problem, assignments: Iterable[Placed]) -> Score:
    """Return what `assignments` cost at the problem's `weights`.

    Heads: in each slot, `uncovered` for each head missing below the fewest; `unwanted` for each between the
    fewest and those wanted, and for each beyond those wanted; `unmet` for each need that nobody there meets,
    in slots that have room for more than one and want at least one.

    Fairness: with t the person's share of a measure by `targets`, nights, weekend and holiday duties from
    floor(t) to ceil(t) cost nothing; each one outside costs the measure's weight, and each one that lies more
    than 1 outside costs it again. For hours, with d the minutes of the problem's longest slot, those from
    60t - d/2 to 60t + d/2 minutes cost nothing (both cut to whole minutes); each begun hour outside costs the
    weight, and each begun hour that lies more than d outside costs it again. Duties held outside the roster
    count towards nothing here.

    Rules and wishes: what `shortcomings` finds, each amount times its weight.

    Change: where something is `kept`, `change` for each person, shift and day that is kept but gone, and for
    each that is there but neither kept nor pinned; another post of the same shift is no change.

    Base: `base` for each day whose base shift the person does not stand, and for each of their duties on a
    day with a base that is not of its shift. Duties held outside the roster count as stood.

    Raises:
        PluginRuleFailed: the code of a rule that a plugin brings cannot be had, or fails.
    """
    slots = {slot.place: slot for slot in problem.slots}
    people = {person.key: person for person in problem.people}
    stood = tuple(
        dict.fromkeys(
            Placed(one.person, one.post, one.shift, one.day)
            for one in assignments
            if one.person in people and one.place in slots
        )
    )
    there: defaultdict[tuple[str, str, date], list[EnginePerson]] = defaultdict(list)
    for one in stood:
        there[one.place].append(people[one.person])
    broken = shortcomings(problem, stood)
    rules: Counter[str] = Counter()
    for breach in broken:
        rules[breach.rule] += round(breach.amount * breach.weight)
    wishes = rules.pop("wish", 0)
    weights = problem.weights
    heads = [_heads(slot, len(there[slot.place]), weights) for slot in problem.slots]
    return Score(
        uncovered=sum(uncovered for uncovered, _unwanted in heads),
        unwanted=sum(unwanted for _uncovered, unwanted in heads),
        unmet=weights.unmet * sum(_unmet(slot, there[slot.place]) for slot in problem.slots),
        fairness=tuple(_unfair(problem, [(one.person, slots[one.place]) for one in stood]).items()),
        rules=tuple(sorted(rules.items())),
        wishes=wishes,
        change=weights.change * _changes(problem, stood),
        base=weights.base * _departures(problem, stood),
    )


def weight_of(measure: Measure, weights: Weights) -> int:
    """Return what one duty, or hour, of a measure outside a person's share costs."""
    return {
        Measure.NIGHTS: weights.nights,
        Measure.WEEKENDS: weights.weekends,
        Measure.HOLIDAYS: weights.holidays,
        Measure.HOURS: weights.hours,
    }[measure]


def _heads(slot: Slot, there: int, weights: Weights) -> tuple[int, int]:
    uncovered = max(0, slot.fewest - there)
    unwanted = max(0, slot.heads - max(there, slot.fewest)) + max(0, there - slot.heads)
    return weights.uncovered * uncovered, weights.unwanted * unwanted


def _unmet(slot: Slot, there: Iterable[EnginePerson]) -> int:
    if slot.room <= 1 or slot.heads <= 0:
        return 0
    people = tuple(there)
    return sum(not any(person.meets(need, slot.day) for person in people) for need in slot.needs)


def _unfair(problem: Problem, stood: Iterable[tuple[str, Slot]]) -> Mapping[Measure, int]:
    nights = night_shifts(problem)
    counts: dict[Measure, Counter[str]] = {measure: Counter() for measure in Measure}
    for person, slot in stood:
        burden = slot_burden(problem, slot, nights)
        for measure in Measure:
            if measure is Measure.HOURS:
                counts[measure][person] += (slot.end - slot.start) // _MINUTE
            else:
                counts[measure][person] += int(measure.of(burden))
    longest = max(((slot.end - slot.start) // _MINUTE for slot in problem.slots), default=0)
    wanted = targets(problem)
    return {
        measure: weight_of(measure, problem.weights)
        * sum(
            outside_share(measure, counts[measure][key], share, longest)
            for key, share in wanted[measure].items()
        )
        for measure in Measure
    }


def outside_share(measure: Measure, count: int, share: float, longest: int) -> int:
    """Return the begun units by which `count` lies outside the share, far ones twice."""
    if measure is Measure.HOURS:
        low, high = int(share * _HOUR - longest / 2), int(share * _HOUR + longest / 2)
        far, unit = longest, _HOUR
    else:
        low, high = math.floor(share + _ROUNDING), math.ceil(share - _ROUNDING)
        far, unit = 1, 1
    beyond = max(0, count - high, low - count)
    return -(-beyond // unit) - (-max(0, beyond - far) // unit)


def _changes(problem: Problem, stood: Collection[Placed]) -> int:
    people = {person.key for person in problem.people}
    known = {(slot.shift, slot.day) for slot in problem.slots}
    if not problem.kept:
        return 0
    before = {
        (one.person, one.shift, one.day)
        for one in problem.kept
        if one.person in people and (one.shift, one.day) in known
    }
    pinned = {(one.person, one.shift, one.day) for one in problem.pins}
    now = {(one.person, one.shift, one.day) for one in stood}
    return len(before - now) + len(now - before - pinned)


def _departures(problem: Problem, stood: Collection[Placed]) -> int:
    shifts: defaultdict[tuple[str, date], list[str]] = defaultdict(list)
    duties: tuple[Placed | Held, ...] = (*stood, *problem.held)
    for duty in duties:
        shifts[duty.person, duty.day].append(duty.shift)
    people = {person.key for person in problem.people}
    departures = 0
    for base in problem.base:
        if base.person in people:
            theirs = shifts[base.person, base.day]
            departures += bool(base.shift) and base.shift not in theirs
            departures += sum(shift != base.shift for shift in theirs)
    return departures
