"""Which drills: the fewest moves and additions with which the rules hold, and about when.

Every sort of drill on every day is a variable of CP-SAT. A rule that cannot be kept costs more than all else
together, so that the best plan comes out even then, with what it lacks.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ortools.sat.python import cp_model

from dutydesk_drills.proposing import costs
from dutydesk_drills.proposing.asks import Ask, CountAsk, SpacingAsk, VarietyAsk
from dutydesk_drills.proposing.problem import DrillDay, DrillProblem, Part, StandingDrill
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
class _Possible:
    """A drill that may be on a day: the variable says whether it is."""

    variable: cp_model.IntVar
    day: date
    standing: StandingDrill | None = None
    profile: Profile | None = None
    stays: bool = False


class ChoiceModel:
    """The model of which drills there are; `chosen` reads a solution."""

    def __init__(self, problem: DrillProblem, sorts: Iterable[Profile]) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self._prices: list[Term] = []
        self._possible: list[_Possible] = []
        self._added: dict[tuple[str, str], cp_model.IntVar] = {}
        self._by_number: defaultdict[int, list[_Possible]] = defaultdict(list)
        self._hours: dict[date, dict[int, cp_model.IntVar]] = {}
        self.lacks: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        """The variables that say what an ask lacks, by its number."""
        self._stand()
        self._add(sorts)
        self._one_a_day()
        self._crowds()
        for number, ask in enumerate(problem.asks):
            self._keep(number, ask)
        for hours in self._hours.values():
            self.model.add_at_most_one(hours.values())

    # What may be where

    def _stand(self) -> None:
        """Let each drill that stands stay, or move to another day on which it could be held."""
        for drill in self.problem.movable:
            stays = self.model.new_bool_var("")
            at = [_Possible(stays, drill.day, drill, stays=True)]
            if drill.misfit:
                self._prices.append((stays, costs.MISFIT))
            earliest = self.problem.earliest(drill.kind, drill.conditions)
            for day in self.problem.days:
                place = next(self.problem.places(day, drill.part, drill.minutes), None)
                if place is None or day.day < earliest or (day.day == drill.day and not drill.misfit):
                    continue
                moves = self.model.new_bool_var("")
                at.append(_Possible(moves, day.day, drill))
                price = costs.MOVED + min(abs((day.day - drill.day).days), 90)
                self._prices.append((moves, price + _price(day, hindered=bool(place.hindrance))))
            self.model.add_exactly_one(each.variable for each in at)
            self._note(at, drill.kind, drill.conditions)
        for drill in self.problem.standing:
            if not drill.is_outside:
                for condition in sorted(drill.open_conditions):
                    added = self.model.new_bool_var("")
                    self._added[drill.key, condition] = added
                    self._prices.append((added, costs.ADDED_CONDITION))

    def _add(self, sorts: Iterable[Profile]) -> None:
        """Let each sort of drill be added on each day on which it could be held."""
        for profile in sorts:
            at: list[_Possible] = []
            earliest = self.problem.earliest(profile.kinds[0], profile.conditions)
            price = costs.PROPOSED + costs.CONDITION * len(profile.conditions)
            for day in self.problem.days:
                place = next(self.problem.places(day, profile.part, profile.minutes), None)
                if place is None or day.day < earliest:
                    continue
                variable = self.model.new_bool_var("")
                at.append(_Possible(variable, day.day, profile=profile))
                self._prices.append((variable, price + _price(day, hindered=bool(place.hindrance))))
            self._note(at, profile.kinds[0], profile.conditions)

    def _note(self, at: list[_Possible], kind: str, conditions: frozenset[str]) -> None:
        self._possible += at
        for number, ask in enumerate(self.problem.asks):
            if ask.wants(kind, conditions):
                self._by_number[number] += at

    def _one_a_day(self) -> None:
        """Put no drill on a day that has one; two that stand on one day may stay."""
        new: defaultdict[date, list[cp_model.IntVar]] = defaultdict(list)
        staying: defaultdict[date, list[cp_model.IntVar]] = defaultdict(list)
        taken = {each.day for each in self.problem.standing if each.fixed_by}
        for each in self._possible:
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
        for each in self._possible:
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
                    self._prices.append((beyond, price))

    # What the rules want

    def _keep(self, number: int, ask: Ask) -> None:
        if isinstance(ask, CountAsk):
            self._keep_count(number, ask)
        elif isinstance(ask, VarietyAsk):
            self._keep_variety(number, ask)
        elif isinstance(ask, SpacingAsk):
            self._keep_spacing(number, ask)

    def _lack(self, number: int, most: int) -> cp_model.IntVar:
        lacks = self.model.new_int_var(0, most, "")
        self.lacks[number].append(lacks)
        self._prices.append((lacks, costs.MISSING))
        return lacks

    def _keep_count(self, number: int, ask: CountAsk) -> None:
        there: list[cp_model.IntVar] = [
            each.variable for each in self._by_number[number] if ask.holds(each.day)
        ]
        fixed = 0
        for drill in self.problem.standing:
            if drill.fixed_by and ask.holds(drill.day) and ask.wants(drill.kind, drill.conditions):
                fixed += 1
            elif _could_count(ask, drill):
                there.append(self._counts_when_added(ask, drill))
        if fixed < ask.least:
            lacks = self._lack(number, ask.least - fixed)
            self.model.add(cp_model.LinearExpr.sum([*there, lacks]) >= ask.least - fixed)

    def _counts_when_added(self, ask: CountAsk, drill: StandingDrill) -> cp_model.IntVar:
        """Return whether a drill that stands counts, as what it lacks is added to its plan."""
        counts = self.model.new_bool_var("")
        for condition in ask.conditions - drill.conditions:
            self.model.add_implication(counts, self._added[drill.key, condition])
        if not drill.fixed_by:
            inside = [
                each.variable for each in self._possible if each.standing is drill and ask.holds(each.day)
            ]
            self.model.add(cp_model.LinearExpr.sum(inside) >= counts)
        elif not ask.holds(drill.day):
            self.model.add(counts == 0)
        return counts

    def _keep_variety(self, number: int, ask: VarietyAsk) -> None:
        """Have as many weekdays or hours as asked, or as there are drills."""
        groups: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
        fixed = [
            drill
            for drill in self.problem.standing
            if drill.fixed_by and ask.holds(drill.day) and ask.wants(drill.kind, drill.conditions)
        ]
        possible = [each for each in self._by_number[number] if ask.holds(each.day)]
        if not possible:
            return
        for each in possible:
            for value in self._values(ask, each):
                groups[value].append(self._counts_at(ask, each, value))
        used: list[cp_model.IntVar] = [
            self.model.new_constant(1) for _each in {ask.value(drill.start) for drill in fixed}
        ]
        for value in sorted(groups.keys() - {ask.value(drill.start) for drill in fixed}):
            one = self.model.new_bool_var("")
            self.model.add(cp_model.LinearExpr.sum(groups[value]) >= one)
            used.append(one)
        whole = cp_model.LinearExpr.sum([each.variable for each in possible]) + len(fixed)
        wanted: list[cp_model.IntVar] = []
        for count in range(ask.least):
            beyond = self.model.new_bool_var("")
            self.model.add(whole <= count + (len(possible) + len(fixed)) * beyond)
            wanted.append(beyond)
        lacks = self._lack(number, ask.least)
        self.model.add(cp_model.LinearExpr.sum([*used, lacks]) >= cp_model.LinearExpr.sum(wanted))

    def _values(self, ask: VarietyAsk, possible: _Possible) -> list[int]:
        """Return the weekdays or hours that a drill can have on its day."""
        drill, profile = possible.standing, possible.profile
        if drill is not None and possible.stays:
            return [ask.value(drill.start)]
        part, minutes = (drill.part, drill.minutes) if drill is not None else (Part.DAY, 0)
        if profile is not None:
            part, minutes = profile.part, profile.minutes
        day = self.problem.day_of[possible.day]
        return sorted({ask.value(place.start) for place in self.problem.places(day, part, minutes)})

    def _counts_at(self, ask: VarietyAsk, possible: _Possible, value: int) -> cp_model.IntVar:
        """Return whether a drill is there and has this weekday or hour; a day has one hour for its drill."""
        if ask.different == "weekday" or possible.stays:
            return possible.variable
        hours = self._hours.setdefault(possible.day, {})
        if value not in hours:
            hours[value] = self.model.new_bool_var("")
        counts = self.model.new_bool_var("")
        self.model.add_implication(counts, possible.variable)
        self.model.add_implication(counts, hours[value])
        return counts

    def _keep_spacing(self, number: int, ask: SpacingAsk) -> None:
        on_day: defaultdict[date, list[cp_model.IntVar]] = defaultdict(list)
        for each in self._by_number[number]:
            on_day[each.day].append(each.variable)
        fixed = {
            drill.day
            for drill in self.problem.standing
            if drill.fixed_by and ask.wants(drill.kind, drill.conditions)
        }
        if ask.least_days:
            self._keep_apart(number, ask, on_day, fixed)
        if ask.most_days:
            self._keep_together(number, ask, on_day, fixed)

    def _keep_apart(
        self,
        number: int,
        ask: SpacingAsk,
        on_day: dict[date, list[cp_model.IntVar]],
        fixed: set[date],
    ) -> None:
        for day in sorted({*on_day, *fixed}):
            after = [day + timedelta(days=step) for step in range(1, ask.least_days)]
            variables = [each for one in after for each in on_day.get(one, ())]
            here = on_day.get(day, [])
            if day in fixed:
                if variables:
                    lacks = self._lack(number, 1)
                    self._none_unless(variables, lacks)
                continue
            if not variables and not any(one in fixed for one in after):
                continue
            lacks = self._lack(number, 1)
            if any(one in fixed for one in after):
                self._none_unless(here, lacks)
                continue
            for one in here:
                for other in after:
                    if on_day.get(other):
                        self.model.add(cp_model.LinearExpr.sum([one, *on_day[other]]) <= 1 + lacks)

    def _none_unless(self, variables: list[cp_model.IntVar], lacks: cp_model.IntVar) -> None:
        for each in variables:
            self.model.add_implication(each, lacks)

    def _keep_together(
        self,
        number: int,
        ask: SpacingAsk,
        on_day: dict[date, list[cp_model.IntVar]],
        fixed: set[date],
    ) -> None:
        """Have another drill soon after each, unless it is the last of the year."""
        days = sorted({*on_day, *fixed})
        later: cp_model.IntVar | None = None
        for index in range(len(days) - 1, -1, -1):
            day = days[index]
            here = on_day.get(day, [])
            if later is not None:
                soon = [one for one in days[index + 1 :] if ask.counted(day, one) <= ask.most_days]
                lacks = self._lack(number, 1)
                if not any(one in fixed for one in soon):
                    near = [each for one in soon for each in on_day.get(one, ())]
                    for one in here or [self.model.new_constant(1)]:
                        self.model.add(cp_model.LinearExpr.sum([*near, lacks]) >= one + later - 1)
            reached = self.model.new_bool_var("")
            if day in fixed:
                self.model.add(reached == 1)
            for each in here:
                self.model.add_implication(each, reached)
            if later is not None:
                self.model.add_implication(later, reached)
            later = reached

    # Solving

    @property
    def stages(self) -> Iterator[cp_model.LinearExprT]:
        """Yield what is to be as little as can be, one after the other, the most weighty first.

        Each asks for the least with those before it as they were found: what the rules lack, drills that cannot
        stay, moves, and then all else.
        """
        for least in (costs.MISSING, costs.MISFIT, costs.MOVED, 1):
            terms = [(each, price // least) for each, price in self._prices if price >= least]
            self._prices = [(each, price % least) for each, price in self._prices]
            if terms:
                yield cp_model.LinearExpr.weighted_sum(
                    [each for each, _price in terms], [price for _each, price in terms]
                )

    def keep(
        self,
        wanted: cp_model.LinearExprT,
        found: int,
        value: Callable[[cp_model.IntVar], int],
    ) -> None:
        """Hold what a stage has found, and let the next begin with its solution."""
        self.model.add(wanted <= found)
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for each in self._possible:
            self.model.add_hint(each.variable, value(each.variable))

    # Reading

    def chosen(self, value: Callable[[cp_model.IntVar], int]) -> Iterator[Chosen]:
        """Yield the drills of a solution, those that stay fast too, in the order of their days."""
        added: defaultdict[str, set[str]] = defaultdict(set)
        for (key, condition), variable in self._added.items():
            if value(variable):
                added[key].add(condition)
        found = [
            Chosen(each.day, each.standing, each.profile, each.stays, _of(added, each.standing))
            for each in self._possible
            if value(each.variable)
        ]
        found += [
            Chosen(drill.day, drill, stays=True, added=_of(added, drill))
            for drill in self.problem.standing
            if drill.fixed_by
        ]
        yield from sorted(
            found,
            key=lambda each: (each.day, each.standing.start if each.standing is not None else datetime.min),
        )


def _of(added: dict[str, set[str]], drill: StandingDrill | None) -> frozenset[str]:
    return frozenset(added.get(drill.key, ())) if drill is not None else frozenset()


def _could_count(ask: CountAsk, drill: StandingDrill) -> bool:
    """Tell whether a drill counts once something is added to its plan, and not before."""
    lacking = ask.conditions - drill.conditions
    return (
        drill.kind in ask.kinds
        and not drill.is_outside
        and bool(lacking)
        and lacking <= drill.open_conditions
    )


def _price(day: DrillDay, *, hindered: bool) -> int:
    days, each = costs.TERM_BEGINS
    price = each * max(0, days + 1 - day.number) if day.number else 0
    return price + (costs.HINDERED if hindered else 0) + (costs.SUMMER if day.is_summer else 0)
