"""Which drills: the fewest moves and additions with which the rules hold, and about when.

Every sort of drill on every day is a variable of CP-SAT. What a rule lacks is a variable too, so that the
best plan comes out even where a rule cannot be kept.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from ortools.sat.python import cp_model

from dutydesk_drills.proposing import costs
from dutydesk_drills.proposing.asks import Ask, CountAsk, NoticeAsk, SpacingAsk, VarietyAsk
from dutydesk_drills.proposing.possibilities import Chosen, Possibilities, Possible
from dutydesk_drills.proposing.problem import DrillProblem, Part, StandingDrill
from dutydesk_drills.proposing.profiles import Profile


class ChoiceModel(Possibilities):
    """The model of which drills there are; `chosen` reads a solution.

    `lacks` are the variables that say what an ask lacks, by its number.
    """

    def __init__(self, problem: DrillProblem, sorts: Iterable[Profile]) -> None:
        super().__init__(problem, sorts)
        self._hours: dict[date, dict[int, cp_model.IntVar]] = {}
        self.lacks: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
        for number, ask in enumerate(problem.asks):
            self._keep(number, ask)
        for hours in self._hours.values():
            self.model.add_at_most_one(hours.values())

    # What the rules want

    def _keep(self, number: int, ask: Ask) -> None:
        if isinstance(ask, CountAsk):
            self._keep_count(number, ask)
        elif isinstance(ask, VarietyAsk):
            self._keep_variety(number, ask)
        elif isinstance(ask, SpacingAsk):
            self._keep_spacing(number, ask)
        else:
            self._keep_notice(number, ask)

    def _lack(self, number: int, most: int) -> cp_model.IntVar:
        lacks = self.model.new_int_var(0, most, "")
        self.lacks[number].append(lacks)
        self.prices.append((lacks, costs.MISSING))
        return lacks

    def _keep_count(self, number: int, ask: CountAsk) -> None:
        there: list[cp_model.IntVar] = [
            each.variable for each in self.by_number[number] if ask.holds(each.day)
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
            self.model.add_implication(counts, self.added[drill.key, condition])
        if not drill.fixed_by:
            inside = [
                each.variable for each in self.possible if each.standing is drill and ask.holds(each.day)
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
        possible = [each for each in self.by_number[number] if ask.holds(each.day)]
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

    def _values(self, ask: VarietyAsk, possible: Possible) -> list[int]:
        """Return the weekdays or hours that a drill can have on its day."""
        drill, profile = possible.standing, possible.profile
        if drill is not None and possible.stays:
            return [ask.value(drill.start)]
        part, minutes = (drill.part, drill.minutes) if drill is not None else (Part.DAY, 0)
        if profile is not None:
            part, minutes = profile.part, profile.minutes
        day = self.problem.day_of[possible.day]
        return sorted({ask.value(place.start) for place in self.problem.places(day, part, minutes)})

    def _counts_at(self, ask: VarietyAsk, possible: Possible, value: int) -> cp_model.IntVar:
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
        for each in self.by_number[number]:
            on_day[each.day].append(each.variable)
        fixed = Counter(
            drill.day
            for drill in self.problem.standing
            if drill.fixed_by and ask.wants(drill.kind, drill.conditions)
        )
        if ask.least_days:
            self._keep_apart(number, ask, on_day, fixed)
        if ask.most_days:
            self._keep_together(number, ask, on_day, fixed)

    def _keep_apart(
        self,
        number: int,
        ask: SpacingAsk,
        on_day: dict[date, list[cp_model.IntVar]],
        fixed: Mapping[date, int],
    ) -> None:
        stay = Counter(each.day for each in self.by_number[number] if each.stays)
        several = {day for day, count in stay.items() if count > 1}
        for day in sorted({*on_day, *fixed}):
            after = [day + timedelta(days=step) for step in range(1, ask.least_days)]
            variables = [each for one in after for each in on_day.get(one, ())]
            here = on_day.get(day, [])
            if len(here) + fixed.get(day, 0) > 1:
                same_day = self._lack(number, len(here) + fixed.get(day, 0))
                self.model.add(cp_model.LinearExpr.sum(here) + (fixed.get(day, 0) - 1) <= same_day)
            if day in fixed:
                if variables and not any(one in fixed for one in after):
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
                    for together in _at_most_one_of(on_day.get(other, []), several=other in several):
                        self.model.add(cp_model.LinearExpr.sum([one, *together]) <= 1 + lacks)

    def _none_unless(self, variables: list[cp_model.IntVar], lacks: cp_model.IntVar) -> None:
        for each in variables:
            self.model.add_implication(each, lacks)

    def _keep_together(
        self,
        number: int,
        ask: SpacingAsk,
        on_day: dict[date, list[cp_model.IntVar]],
        fixed: Mapping[date, int],
    ) -> None:
        """Have another drill soon after each; after the last of the year, as far as one fits in."""
        days = sorted({*on_day, *fixed})
        following = self.model.new_constant(0)
        for day in reversed(days):
            here = [self.model.new_constant(1)] if day in fixed else on_day[day]
            soon = [one for one in days if day < one and ask.counted(day, one) <= ask.most_days]
            if not any(one in fixed for one in soon):
                near = [each for one in soon for each in on_day.get(one, ())]
                lacks = self._lack(number, 1)
                for one in here:
                    self.model.add(cp_model.LinearExpr.sum([*near, lacks]) >= one + following - 1)
                if soon and ask.counted(day, self.problem.last) > ask.most_days:
                    ends = self.model.new_bool_var("")
                    self.prices.append((ends, costs.ENDS_EARLY))
                    for one in here:
                        self.model.add(cp_model.LinearExpr.sum([*near, ends]) >= one)
            reached = self.model.new_bool_var("")
            for one in (*here, following):
                self.model.add_implication(one, reached)
            following = reached

    def _keep_notice(self, number: int, ask: NoticeAsk) -> None:
        """Move a drill of which parents cannot be told in time; what is added or moved comes late enough."""
        for each in self.by_number[number]:
            drill = each.standing
            if (
                drill is not None
                and each.stays
                and not self.problem.can_be_told(ask, drill.day, drill.told_on)
            ):
                self.lacks[number].append(each.variable)
                self.prices.append((each.variable, costs.MISSING))

    # Solving

    @property
    def stages(self) -> Iterator[cp_model.LinearExprT]:
        """Yield what is to be as little as can be, one after the other, the most weighty first.

        Each asks for the least with those before it as they were found: what the rules lack, drills that
        cannot stay, moves, and then all else.
        """
        for least in (costs.MISSING, costs.MISFIT, costs.MOVED, 1):
            terms = [(each, price // least) for each, price in self.prices if price >= least]
            self.prices = [(each, price % least) for each, price in self.prices]
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
        for each in self.possible:
            self.model.add_hint(each.variable, value(each.variable))

    # Reading

    def chosen(self, value: Callable[[cp_model.IntVar], int]) -> Iterator[Chosen]:
        """Yield the drills of a solution, those that stay fast too, in the order of their days."""
        added: defaultdict[str, set[str]] = defaultdict(set)
        for (key, condition), variable in self.added.items():
            if value(variable):
                added[key].add(condition)
        found = [
            Chosen(each.day, each.standing, each.profile, each.stays, _of(added, each.standing))
            for each in self.possible
            if value(each.variable)
        ]
        found += [
            Chosen(drill.day, drill, stays=True, added=_of(added, drill))
            for drill in self.problem.standing
            if drill.fixed_by
        ]
        yield from sorted(
            found,
            key=lambda each: (each.day, each.standing.key if each.standing is not None else ""),
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


def _at_most_one_of(variables: list[cp_model.IntVar], *, several: bool) -> Iterator[list[cp_model.IntVar]]:
    """Yield the variables of a day in groups of which at most one is true; all, unless `several` can stay."""
    if several:
        yield from ([each] for each in variables)
    elif variables:
        yield variables
