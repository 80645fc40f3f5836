"""When exactly: the day, the hour and the kind of each drill that was chosen.

Which drills there are, and in which order, is settled by then, so each knows the one before it. All that the
rules were given stays given.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from ortools.sat.python import cp_model

from dutydesk_drills.proposing.asks import CountAsk, SpacingAsk, VarietyAsk
from dutydesk_drills.proposing.possibilities import Chosen, edge
from dutydesk_drills.proposing.problem import DrillProblem, Part, Place
from dutydesk_drills.proposing.slot import Slot, apart
from dutydesk_drills.proposing.taste import Taste

_LEAST_REACH, _MOST_REACH = 10, 40


@dataclass(frozen=True, slots=True)
class Placed:
    """A drill of the plan at its time; `place` is where it goes, None for one that stays where it is."""

    chosen: Chosen
    kind: str
    start: datetime
    place: Place | None = None


class PlacingModel:
    """The model of when drills are; `placed` reads a solution.

    `chosen` are the drills in the order of their days; `lacks` says by the number of an ask what it cannot be
    given.
    """

    def __init__(self, problem: DrillProblem, chosen: Sequence[Chosen], lacks: Mapping[int, int]) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.slots = tuple(
            Slot(self.model, each, places)
            for each, places in zip(chosen, _places(problem, chosen), strict=True)
        )
        for slot in self.slots:
            self._suggest(slot)
        for before, after in pairwise(self.slots):
            if before.is_free or after.is_free:
                self.model.add(apart(before, after) >= 1)
        for number, ask in enumerate(problem.asks):
            if isinstance(ask, CountAsk):
                self._keep_count(ask)
            elif isinstance(ask, VarietyAsk):
                self._keep_variety(ask, lacks.get(number, 0))
            elif isinstance(ask, SpacingAsk):
                self._keep_spacing(ask)
        costs = Taste(self.model, problem, self.slots).costs
        self.model.minimize(
            cp_model.LinearExpr.weighted_sum([each for each, _cost in costs], [cost for _each, cost in costs])
        )

    def _suggest(self, slot: Slot) -> None:
        """Let the search begin at the days that are known to do."""
        for index, variable in enumerate(slot.is_kind if len(slot.kinds) > 1 else ()):
            self.model.add_hint(variable, index == 0)
        if slot.is_free:
            first = next(
                (index for index, each in enumerate(slot.places) if each.start.date() == slot.chosen.day), 0
            )
            for index, variable in enumerate(slot.at):
                self.model.add_hint(variable, index == first)

    def _keep_count(self, ask: CountAsk) -> None:
        counting = [slot for slot in self.slots if slot.counts_for(ask)]
        had = sum(ask.holds(slot.chosen.day) for slot in counting)
        if any(slot.is_free for slot in counting):
            there = [one for slot in counting for one in slot.where(lambda start: ask.holds(start.date()))]
            self.model.add(cp_model.LinearExpr.sum(there) >= min(had, ask.least))

    def _keep_variety(self, ask: VarietyAsk, lacks: int) -> None:
        """Have as many weekdays or hours as can be; which drills the stretch has is settled."""
        counting = [slot for slot in self.slots if slot.counts_for(ask) and ask.holds(slot.chosen.day)]
        if not any(slot.is_free for slot in counting):
            return
        there: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
        for slot in counting:
            for value, variables in slot.by(ask.value).items():
                there[value] += variables
        used: list[cp_model.IntVar] = []
        for variables in there.values():
            one = self.model.new_bool_var("")
            self.model.add(cp_model.LinearExpr.sum(variables) >= one)
            used.append(one)
        wanted = min(ask.least, len(counting)) - lacks
        self.model.add(cp_model.LinearExpr.sum(used) >= wanted)

    def _keep_spacing(self, ask: SpacingAsk) -> None:
        counting = [slot for slot in self.slots if slot.counts_for(ask)]
        for before, after in pairwise(counting):
            if not before.is_free and not after.is_free:
                continue
            first, second = before.chosen.day, after.chosen.day
            if ask.least_days:
                self.model.add(apart(before, after) >= min(ask.least_days, (second - first).days))
            if ask.most_days:
                most = max(ask.most_days, ask.counted(first, second))
                self.model.add(apart(before, after, _counted_from(ask, self.problem)) <= most)

    def first(self) -> Iterator[Placed]:
        """Yield the drills at the first place of the day that each was chosen for."""
        for slot in self.slots:
            place = next(each for each in slot.places if each.start.date() == slot.chosen.day)
            yield Placed(slot.chosen, slot.kinds[0], place.start, None if slot.chosen.stays else place)

    def placed(self, value: Callable[[cp_model.IntVar], int]) -> Iterator[Placed]:
        """Yield the drills of a solution in the order of their days."""
        for slot in self.slots:
            place = next(each for one, each in zip(slot.at, slot.places, strict=True) if value(one))
            kind = next(each for one, each in zip(slot.is_kind, slot.kinds, strict=True) if value(one))
            stays = slot.chosen.stays
            yield Placed(slot.chosen, kind, place.start, None if stays else place)


def _counted_from(ask: SpacingAsk, problem: DrillProblem) -> Callable[[date], int]:
    """Return how many days that count lie from long before the year up to a day."""
    begin = problem.first - timedelta(days=400)
    return lambda day: ask.counted(begin, day)


def _places(problem: DrillProblem, chosen: Sequence[Chosen]) -> Iterator[tuple[Place, ...]]:
    """Yield where each drill may go: where it is, or else places near its day, in the same stretches.

    None goes nearer to the edge of a term than its day is; the first step had the reasons for that.
    """
    staying = sorted({each.day for each in chosen if each.stays})
    free = sum(not each.stays for each in chosen)
    gap = (problem.last - problem.begin).days / max(1, free)
    reach = timedelta(days=max(_LEAST_REACH, min(_MOST_REACH, int(gap))))
    for each in chosen:
        drill, profile = each.standing, each.profile
        if drill is not None and each.stays:
            yield (Place(drill.start, drill.part, drill.minutes),)
            continue
        low = max((day for day in staying if day < each.day), default=date.min)
        high = min((day for day in staying if day > each.day), default=date.max)
        kind, conditions = "", frozenset[str]()
        part, minutes = Part.DAY, 0
        if drill is not None:
            kind, conditions, part, minutes = drill.kind, drill.conditions, drill.part, drill.minutes
        elif profile is not None:
            kind, conditions = profile.kinds[0], profile.conditions
            part, minutes = profile.part, profile.minutes
        earliest = problem.earliest(kind, conditions)
        nearest = edge(problem.day_of[each.day]) if each.day in problem.day_of else 0
        yield tuple(
            place
            for day in problem.days
            if max(low, each.day - reach - timedelta(days=1), earliest - timedelta(days=1)) < day.day
            and day.day < high
            and day.day <= each.day + reach
            and not (drill is not None and drill.day == day.day and not drill.misfit)
            and edge(day) <= nearest
            and all(ask.holds(day.day) == ask.holds(each.day) for ask in problem.varieties)
            for place in problem.places(day, part, minutes)
        )
