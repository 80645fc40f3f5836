"""Which drills there could be, and on which days: those that stand, and new ones of every sort."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ortools.sat.python import cp_model

from dutydesk_drills.proposing import costs
from dutydesk_drills.proposing.problem import DrillDay, DrillProblem, StandingDrill
from dutydesk_drills.proposing.profiles import Profile

Term = tuple[cp_model.IntVar, int]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A drill of the plan on about its day: one that stands, or a new one of a sort.

    One that stands `stays` at its time, or is moved. `added` are conditions to be added to its plan.
    """

    day: date
    standing: StandingDrill | None = None
    profile: Profile | None = None
    stays: bool = False
    added: frozenset[str] = frozenset()

    @property
    def sort(self) -> tuple[str, frozenset[str]]:
        """A kind that it is, as which it counts, and what is true of it."""
        if self.standing is not None:
            return self.standing.kind, self.standing.conditions | self.added
        return (
            (self.profile.kinds[0], self.profile.conditions) if self.profile is not None else ("", self.added)
        )


@dataclass(frozen=True, slots=True)
class Possible:
    """A drill that may be on a day: the variable says whether it is."""

    variable: cp_model.IntVar
    day: date
    standing: StandingDrill | None = None
    profile: Profile | None = None
    stays: bool = False


class Possibilities:
    """The variables of a plan: whether a drill is on a day, and what that costs.

    `by_number` are those that an ask wants, by its number, and `added` those that say whether a condition is
    added to the plan of a drill that stands, by its key and the condition.
    """

    def __init__(self, problem: DrillProblem, sorts: Iterable[Profile]) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.prices: list[Term] = []
        self.possible: list[Possible] = []
        self.added: dict[tuple[str, str], cp_model.IntVar] = {}
        self.by_number: defaultdict[int, list[Possible]] = defaultdict(list)
        self._stand()
        self._add(sorts)
        self._one_a_day()
        self._crowds()

    def _stand(self) -> None:
        """Let each drill that stands stay, or move to another day on which it could be held."""
        for drill in self.problem.movable:
            stays = self.model.new_bool_var("")
            at = [Possible(stays, drill.day, drill, stays=True)]
            if drill.misfit:
                self.prices.append((stays, costs.MISFIT))
            earliest = self.problem.earliest(drill.kind, drill.conditions)
            for day in self.problem.days:
                place = next(self.problem.places(day, drill.part, drill.minutes), None)
                if place is None or day.day < earliest or (day.day == drill.day and not drill.misfit):
                    continue
                moves = self.model.new_bool_var("")
                at.append(Possible(moves, day.day, drill))
                price = costs.MOVED + min(abs((day.day - drill.day).days), 90)
                self.prices.append((moves, price + _price(day, hindered=bool(place.hindrance))))
            self.model.add_exactly_one(each.variable for each in at)
            self._note(at, drill.kind, drill.conditions)
        for drill in self.problem.standing:
            if not drill.is_outside:
                for condition in sorted(drill.open_conditions):
                    added = self.model.new_bool_var("")
                    self.added[drill.key, condition] = added
                    self.prices.append((added, costs.ADDED_CONDITION))

    def _add(self, sorts: Iterable[Profile]) -> None:
        """Let each sort of drill be added on each day on which it could be held."""
        for profile in sorts:
            at: list[Possible] = []
            earliest = self.problem.earliest(profile.kinds[0], profile.conditions)
            price = costs.PROPOSED + costs.CONDITION * len(profile.wished)
            for day in self.problem.days:
                place = next(self.problem.places(day, profile.part, profile.minutes), None)
                if place is None or day.day < earliest:
                    continue
                variable = self.model.new_bool_var("")
                at.append(Possible(variable, day.day, profile=profile))
                self.prices.append((variable, price + _price(day, hindered=bool(place.hindrance))))
            self._note(at, profile.kinds[0], profile.conditions)

    def _note(self, at: list[Possible], kind: str, conditions: frozenset[str]) -> None:
        self.possible += at
        for number, ask in enumerate(self.problem.asks):
            if ask.wants(kind, conditions):
                self.by_number[number] += at

    def _one_a_day(self) -> None:
        """Put no drill on a day that has one; two that stand on one day may stay."""
        new: defaultdict[date, list[cp_model.IntVar]] = defaultdict(list)
        staying: defaultdict[date, list[cp_model.IntVar]] = defaultdict(list)
        taken = {each.day for each in self.problem.standing if each.fixed_by}
        for each in self.possible:
            (staying if each.stays else new)[each.day].append(each.variable)
        for day, variables in new.items():
            if day in taken:
                self.model.add(cp_model.LinearExpr.sum(variables) == 0)
                continue
            self.model.add_at_most_one(variables)
            for stays in staying[day]:
                self.model.add_at_most_one([*variables, stays])

    def _crowds(self) -> None:
        """Keep drills apart, as far as that costs nothing else."""
        on_day: defaultdict[date, list[cp_model.IntVar]] = defaultdict(list)
        fixed: defaultdict[date, int] = defaultdict(int)
        for each in self.possible:
            on_day[each.day].append(each.variable)
        for drill in self.problem.standing:
            if drill.fixed_by:
                fixed[drill.day] += 1
        for length, price in costs.CROWDED:
            for day in self.problem.days[:: max(1, length // 3)]:
                within = [day.day + timedelta(days=step) for step in range(length)]
                variables = [each for one in within for each in on_day.get(one, ())]
                if len(variables) > 1:
                    beyond = self.model.new_int_var(0, length, "")
                    there = sum(fixed.get(one, 0) for one in within)
                    self.model.add(cp_model.LinearExpr.sum(variables) + (there - 1) <= beyond)
                    self.prices.append((beyond, price))


def _price(day: DrillDay, *, hindered: bool) -> int:
    price = costs.EDGE * edge(day)
    return price + (costs.HINDERED if hindered else 0) + (costs.SUMMER if day.is_summer else 0)


def edge(day: DrillDay) -> int:
    """Return how near a day is to the edge of its term, 0 where it is far enough from both."""
    if not day.number:
        return 0
    return max(0, costs.TERM_BEGINS + 1 - day.number, costs.TERM_ENDS - day.left)
