"""What makes dates good beyond the rules: spread, unpredictable, near days that call for them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import pairwise

from ortools.sat.python import cp_model

from dutydesk_drills.proposing import costs
from dutydesk_drills.proposing.possibilities import edge
from dutydesk_drills.proposing.problem import DrillProblem, Part
from dutydesk_drills.proposing.slot import Slot, apart, weighted

SAME_WEEKDAY = 30
SAME_HOUR = 30
SAME_WEEK_OF_MONTH = 14
SAME_INTERVAL = 14
SAME_KIND = 10
MOST_OF_A_KIND = 4
OBSERVED = 40
HINDERED = 120
"""Whoever leads the drill is kept from it."""
EDGE = 6
"""For each day by which a drill is too near to the beginning or the end of a term."""
MOVED_BY_A_DAY = 5
NEAR = ((0.35, 9), (0.6, 4), (0.85, 2), (1.1, 1))
"""For each day by which two drills are nearer than so much of the usual distance."""
ALIKE_DAYS = 2
_WEEK = 7
_LONG = 400


class Taste:
    """Adds to the model of when what each plan costs in `costs`."""

    def __init__(self, model: cp_model.CpModel, problem: DrillProblem, slots: Sequence[Slot]) -> None:
        self._model, self._problem = model, problem
        self.costs: list[tuple[cp_model.IntVar, int]] = []
        inside = [each for each in slots if not each.is_outside]
        before = [each for each in slots if each.is_outside and each.chosen.day < problem.first]
        row = [*before[-1:], *inside]
        self._places(inside)
        self._pairs(row)
        self._hours(row)
        self._intervals(row)
        self._spread(row)
        self._kinds(inside)
        self._observed(inside)

    def _cost(self, variable: cp_model.IntVar, price: int) -> None:
        self.costs.append((variable, price))

    def _places(self, slots: Sequence[Slot]) -> None:
        for slot in slots:
            if not slot.is_free:
                continue
            for variable, place in zip(slot.at, slot.places, strict=True):
                day = self._problem.day_of[place.start.date()]
                price = EDGE * edge(day)
                price += HINDERED if place.hindrance else 0
                price += costs.SUMMER if day.is_summer else 0
                if slot.chosen.standing is not None:
                    price += MOVED_BY_A_DAY * abs((day.day - slot.chosen.standing.day).days)
                if price:
                    self._cost(variable, price)

    def _alike(self, one: Slot, other: Slot, of: Callable[[datetime], int], price: int) -> None:
        """Let it cost that two drills share a weekday, an hour, or a week of the month."""
        if not one.is_free and not other.is_free:
            return
        first, second = one.by(of), other.by(of)
        shared = [value for value in first if value in second]
        if shared:
            alike = self._model.new_bool_var("")
            for value in shared:
                self._model.add(cp_model.LinearExpr.sum([*first[value], *second[value]]) <= 1 + alike)
            self._cost(alike, price)

    def _pairs(self, slots: Sequence[Slot]) -> None:
        for one, other in pairwise(slots):
            self._alike(one, other, datetime.weekday, SAME_WEEKDAY)
            self._alike(one, other, _week_of_month, SAME_WEEK_OF_MONTH)

    def _hours(self, slots: Sequence[Slot]) -> None:
        """Compare the hours of drills in the same part of the day."""
        for part in Part:
            for one, other in pairwise([each for each in slots if each.part is part]):
                self._alike(one, other, _minute, SAME_HOUR)

    def _intervals(self, slots: Sequence[Slot]) -> None:
        """Let it cost that two drills follow after the same time as the two before."""
        for (one, two), (_two, three) in pairwise(pairwise(slots)):
            if not (one.is_free or two.is_free or three.is_free):
                continue
            differs = weighted(((three, 1), (two, -2), (one, 1)), date.toordinal)
            alike, longer = self._model.new_bool_var(""), self._model.new_bool_var("")
            self._model.add(differs >= ALIKE_DAYS).only_enforce_if(longer, ~alike)
            self._model.add(differs <= -ALIKE_DAYS).only_enforce_if(~longer, ~alike)
            self._cost(alike, SAME_INTERVAL)

    def _spread(self, slots: Sequence[Slot]) -> None:
        if not slots:
            return
        usual = (self._problem.last - self._problem.first).days / len(slots)
        for one, other in pairwise(slots):
            if not one.is_free and not other.is_free:
                continue
            for share, price in NEAR:
                wanted = int(usual * share)
                if wanted > 1:
                    nearer = self._model.new_int_var(0, _LONG, "")
                    self._model.add(apart(one, other) >= wanted - nearer)
                    self._cost(nearer, price)

    def _kinds(self, slots: Sequence[Slot]) -> None:
        """Take kinds that count alike by turns."""
        groups: defaultdict[tuple[str, ...], list[Slot]] = defaultdict(list)
        for slot in slots:
            if len(slot.kinds) > 1:
                groups[slot.kinds].append(slot)
        for kinds, found in groups.items():
            most = self._model.new_int_var(0, len(found), "")
            self._cost(most, MOST_OF_A_KIND)
            for index in range(len(kinds)):
                self._model.add(cp_model.LinearExpr.sum([slot.is_kind[index] for slot in found]) <= most)
        for one, other in pairwise(slots):
            same = self._model.new_bool_var("")
            for index, kind in enumerate(one.kinds):
                if kind in other.kinds and (len(one.kinds) > 1 or len(other.kinds) > 1):
                    both = [one.is_kind[index], other.is_kind[other.kinds.index(kind)]]
                    self._model.add(cp_model.LinearExpr.sum(both) <= 1 + same)
            self._cost(same, SAME_KIND)

    def _observed(self, slots: Sequence[Slot]) -> None:
        """Reward one drill of a fitting kind in the week of a day that calls for it."""
        for observed in self._problem.observed:
            rewards: list[cp_model.IntVar] = []
            is_met = False
            for slot in slots:
                within = slot.where(observed.is_near)
                fitting = [
                    one for one, kind in zip(slot.is_kind, slot.kinds, strict=True) if kind in observed.kinds
                ]
                if not within or not fitting:
                    continue
                is_met |= not slot.is_free
                reward = self._model.new_bool_var("")
                self._model.add(cp_model.LinearExpr.sum(within) >= reward)
                self._model.add(cp_model.LinearExpr.sum(fitting) >= reward)
                rewards.append(reward)
            if rewards and not is_met:
                self._model.add_at_most_one(rewards)
                for reward in rewards:
                    self._cost(reward, -OBSERVED)


def week_of_month(day: date) -> int:
    """Return which seven days of its month a day lies in, 0 the first."""
    return (day.day - 1) // _WEEK


def _week_of_month(start: datetime) -> int:
    return week_of_month(start.date())


def _minute(start: datetime) -> int:
    return start.hour * 60 + start.minute
