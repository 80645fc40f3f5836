"""How fairly a roster shares the burden: a table that a person can check, and one number."""

import math
from collections.abc import Iterable, Sequence

import msgspec

from dutydesk_roster.engine.problem import Placed, Problem
from dutydesk_roster.engine.score import weight_of
from dutydesk_roster.engine.targets import Measure, counted, days_present, targets

_ROUNDING = 1e-6
_BEST = 100


class Portion(msgspec.Struct, frozen=True):
    """One measure for one person, or for all together: duties, or hours.

    `carried` was stood in earlier months and `stood` in these days; `fair` is the fair share of these days.
    """

    measure: Measure
    carried: float
    stood: float
    fair: float

    @property
    def difference(self) -> float:
        """How far what was stood lies over the share, or below it where negative."""
        return self.stood - self.fair


class FairnessRow(msgspec.Struct, frozen=True, kw_only=True):
    """One person of a `FairnessTable`.

    `share` is the part of a full post that they work and `present` the days on which they could stand some
    duty; the two make their part of the demand. `portions` are in the order of `Measure`.
    """

    key: str
    name: str
    share: float
    present: int
    portions: tuple[Portion, ...]

    def portion(self, measure: Measure) -> Portion:
        """Return one measure."""
        return next(one for one in self.portions if one.measure is measure)


class FairnessTable(msgspec.Struct, frozen=True, kw_only=True):
    """Who stood how much of what, what would have been fair, and `number` from 0 to 100."""

    rows: tuple[FairnessRow, ...]
    totals: tuple[Portion, ...]
    number: int


def fairness_table(problem: Problem, assignments: Iterable[Placed]) -> FairnessTable:
    """Return how fairly `assignments` share the burden of the problem's days.

    A fair share is a person's part of the demand by their share of a full post and the days on which they
    are there, a little more or less where they stood less or more in earlier months: see `targets`. So
    part-time, leave and joining in the middle of the month are in proportion.

    The number says how few duties would have to change hands. For each measure of which anything was stood,
    everyone's fair part of what was stood is their share times what was stood of all that was wanted.
    Counted is what people stand above that part, rounded up to a whole duty, or below it, rounded down,
    whichever is more in all (for hours, a duty of the longest kind either way is nothing), as a part of all
    that was stood. The mean of these, each measure counting as much as its weight, taken from 1 is the
    number in per cent, rounded down: 100 is as fair as whole duties allow, 0 would be that nobody who stands
    anything was to stand it. With all weights 0, the measures count alike.
    """
    slots = {slot.place: slot for slot in problem.slots}
    people = {person.key for person in problem.people}
    stood = counted(
        problem,
        [
            (person, slots[place])
            for person, place in dict.fromkeys((one.person, one.place) for one in assignments)
            if person in people and place in slots
        ],
    )
    wanted = targets(problem)
    present = days_present(problem)
    rows = tuple(
        FairnessRow(
            key=person.key,
            name=person.name,
            share=person.share,
            present=present[person.key],
            portions=tuple(
                Portion(
                    measure,
                    measure.of(person.carried),
                    measure.of(stood[person.key]),
                    wanted[measure][person.key],
                )
                for measure in Measure
            ),
        )
        for person in problem.people
    )
    totals = tuple(_total(measure, [row.portion(measure) for row in rows]) for measure in Measure)
    return FairnessTable(rows=rows, totals=totals, number=_number(problem, rows, totals))


def _total(measure: Measure, portions: Sequence[Portion]) -> Portion:
    return Portion(
        measure,
        math.fsum(one.carried for one in portions),
        math.fsum(one.stood for one in portions),
        math.fsum(one.fair for one in portions),
    )


def _number(problem: Problem, rows: Sequence[FairnessRow], totals: Iterable[Portion]) -> int:
    longest = max((slot.hours for slot in problem.slots), default=0.0)
    parts = {
        total.measure: _misplaced([row.portion(total.measure) for row in rows], total, longest) / total.stood
        for total in totals
        if total.stood > 0
    }
    weights = {measure: float(weight_of(measure, problem.weights)) for measure in parts}
    whole = math.fsum(weights.values())
    if parts and not whole:
        weights, whole = dict.fromkeys(parts, 1.0), float(len(parts))
    if not parts:
        return _BEST
    unfair = math.fsum(weights[measure] * part for measure, part in parts.items()) / whole
    return math.floor(_BEST * (1 - min(1.0, unfair)) + _ROUNDING)


def _misplaced(portions: Iterable[Portion], total: Portion, longest: float) -> float:
    """Return how much of a measure would have to change hands."""
    filled = total.stood / total.fair if total.fair > 0 else 0.0
    above = below = 0.0
    for one in portions:
        fair = one.fair * filled
        if one.measure is Measure.HOURS:
            slack = _ROUNDING * max(1.0, one.stood)
            over, under = one.stood - fair - longest - slack, fair - one.stood - longest - slack
        else:
            over, under = one.stood - math.ceil(fair - _ROUNDING), math.floor(fair + _ROUNDING) - one.stood
        above += max(0.0, over)
        below += max(0.0, under)
    return max(above, below)
