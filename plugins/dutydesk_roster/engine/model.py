"""The CP-SAT model of a month: the only module besides the solver's that imports OR-Tools."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from ortools.sat.python import cp_model

from dutydesk.domain.school_calendar import DayKind
from dutydesk_roster.engine.cells import Cell, Duty, Month, month_of
from dutydesk_roster.engine.posts import deal_posts
from dutydesk_roster.engine.problem import Placed, Problem, Slot, Weights
from dutydesk_roster.engine.targets import Measure, targets

_EPOCH = date(1970, 1, 1)

Term = tuple[cp_model.IntVar, int]


class RosterModel:
    """The choice of who stands in each open cell, with every rule that no roster may break.

    What stands fast (`stands`: pins, and in a repair all that is not freed) is never constrained, whatever
    it breaks; it only takes room from what is free. So the model always has a solution: the roster that
    leaves every open slot empty. `part` is the part of the whole that the open days and those before them
    are, by which everyone's share is cut down.
    """

    def __init__(
        self,
        problem: Problem,
        stands: Sequence[Placed],
        kept: Iterable[Placed],
        *,
        weights: Weights,
        part: float = 1.0,
        is_open: Callable[[Slot], bool] = lambda _slot: True,
    ) -> None:
        self.problem = problem
        self.weights = weights
        self._part = part
        self.month: Month = month_of(problem, stands, is_open)
        self.model = cp_model.CpModel()
        self.kept: dict[Placed, None] = dict.fromkeys(kept)
        self.missing: list[cp_model.IntVar] = []
        self.unmet: list[cp_model.IntVar] = []
        self.cost: list[Term] = []
        self.fixed_cost = 0
        self.is_suggested = False
        self.stands_in: list[dict[int, cp_model.IntVar]] = []
        """For each person, the variable of each cell, by the cell's number, that they may stand in."""
        self._choose()
        self._cover()
        for person, cells in enumerate(self.stands_in):
            self._keep_apart(person, cells)
            self._limit_runs(person, cells)
            self._limit_weeks(person, cells)
        self._share_out()
        self._resist_change()
        variables = [variable for variable, _weight in self.cost]
        self.model.minimize(
            cp_model.LinearExpr.weighted_sum(variables, [weight for _variable, weight in self.cost])
            + self.fixed_cost
        )

    def _choose(self) -> None:
        month = self.month
        for person in range(len(self.problem.people)):
            self.stands_in.append(
                {
                    number: self.model.new_bool_var("")
                    for number, cell in enumerate(month.cells)
                    if month.may_stand(person, cell)
                }
            )

    def _cover(self) -> None:
        people = self.problem.people
        for number, cell in enumerate(self.month.cells):
            able = [(person, cells[number]) for person, cells in enumerate(self.stands_in) if number in cells]
            missing = self.model.new_int_var(0, cell.heads, "")
            self.missing.append(missing)
            self.cost.append((missing, self.weights.uncovered))
            everyone = [variable for _person, variable in able]
            self.model.add(cp_model.LinearExpr.sum([*everyone, missing]) == cell.heads)
            for need, count in cell.asks().items():
                unmet = self.model.new_int_var(0, count, "")
                self.unmet.append(unmet)
                self.cost.append((unmet, self.weights.unmet))
                meeting = [variable for person, variable in able if people[person].meets(need)]
                self.model.add(cp_model.LinearExpr.sum([*meeting, unmet]) >= count)

    def _keep_apart(self, person: int, cells: dict[int, cp_model.IntVar]) -> None:
        """Keep real rest between duties: stretched to its end plus rest, no two may share an instant."""
        rest = round(self.problem.rules.rest_hours * 60)
        running: list[int] = []
        before: set[int] = set()
        for number in cells:
            cell = self.month.cells[number]
            running = [one for one in running if cell.start < self.month.cells[one].end + rest]
            running.append(number)
            if len(before) > 1 and not before <= set(running):
                self.model.add_at_most_one([cells[one] for one in sorted(before)])
            before = set(running)
        if len(before) > 1:
            self.model.add_at_most_one([cells[one] for one in sorted(before)])

        most = self.problem.rules.most_shifts_a_day
        for day, numbers in self._by_day(cells).items():
            room = most - sum(duty.day == day for duty in self.month.fixed[person])
            if len(numbers) > room:
                self.model.add(cp_model.LinearExpr.sum([cells[one] for one in numbers]) <= max(0, room))

    def _by_day(
        self, cells: Iterable[int], only: Callable[[Cell], bool] = lambda _cell: True
    ) -> dict[int, list[int]]:
        by_day: defaultdict[int, list[int]] = defaultdict(list)
        for number in cells:
            if only(self.month.cells[number]):
                by_day[self.month.cells[number].day].append(number)
        return by_day

    def _limit_runs(self, person: int, cells: dict[int, cp_model.IntVar]) -> None:
        rules, fixed = self.problem.rules, self.month.fixed[person]
        if rules.most_days_in_a_row is not None:
            self._limit_run(
                cells, self._by_day(cells), {duty.day for duty in fixed}, rules.most_days_in_a_row
            )
        if rules.most_nights_in_a_row is not None:
            nights = self._by_day(cells, lambda cell: cell.night)
            self._limit_run(
                cells, nights, {duty.day for duty in fixed if duty.night}, rules.most_nights_in_a_row
            )

    def _limit_run(
        self, cells: dict[int, cp_model.IntVar], by_day: dict[int, list[int]], fixed: set[int], most: int
    ) -> None:
        """Allow at most `most` worked days in every stretch one day longer."""
        several = self.problem.rules.most_shifts_a_day > 1
        worked: dict[int, list[cp_model.IntVar]] = {}
        for day, numbers in by_day.items():
            if day in fixed:
                # The day is worked anyhow, so what else is chosen on it makes no run longer.
                continue
            variables = [cells[number] for number in numbers]
            if several and len(variables) > 1:
                any_of_them = self.model.new_bool_var("")
                self.model.add_max_equality(any_of_them, variables)
                variables = [any_of_them]
            worked[day] = variables
        if not worked:
            return
        for first in range(min(worked) - most, max(worked) + 1):
            stretch = range(first, first + most + 1)
            free = [variable for day in stretch for variable in worked.get(day, ())]
            if not free:
                continue
            days_free = sum(day in worked for day in stretch)
            room = max(0, most - sum(day in fixed for day in stretch))
            if days_free > room:
                self.model.add(cp_model.LinearExpr.sum(free) <= room)

    def _limit_weeks(self, person: int, cells: dict[int, cp_model.IntVar]) -> None:
        most = self.problem.rules.most_hours_a_week
        if most is None:
            return
        weeks: defaultdict[int, list[int]] = defaultdict(list)
        for number in cells:
            weeks[_week(self.month.cells[number].day)].append(number)
        for week, numbers in weeks.items():
            fixed = sum(duty.end - duty.start for duty in self.month.fixed[person] if _week(duty.day) == week)
            lengths = [self.month.cells[one].end - self.month.cells[one].start for one in numbers]
            room = max(0, int(most * 60) - fixed)
            if sum(lengths) > room:
                self.model.add(
                    cp_model.LinearExpr.weighted_sum([cells[one] for one in numbers], lengths) <= room
                )

    def _amount(self, measure: Measure, duty: Cell | Duty) -> int:
        """Return what a duty adds to a measure: one, or its minutes."""
        if measure is Measure.HOURS:
            return duty.end - duty.start
        if measure is Measure.NIGHTS:
            return int(duty.night)
        kind = self.problem.kind_of(_EPOCH + timedelta(days=duty.day))
        return int(kind is (DayKind.WEEKEND if measure is Measure.WEEKENDS else DayKind.HOLIDAY))

    def _share_out(self) -> None:
        """Charge what lies outside each person's own share, and twice what lies far outside.

        A share between two whole duties asks for either, so that a perfectly fair roster costs nothing and
        is proved the best as soon as it is found.
        """
        wanted = targets(self.problem)
        price = {
            Measure.NIGHTS: self.weights.nights,
            Measure.WEEKENDS: self.weights.weekends,
            Measure.HOLIDAYS: self.weights.holidays,
            Measure.HOURS: self.weights.hours,
        }
        for person, cells in enumerate(self.stands_in):
            key = self.problem.people[person].key
            for measure, weight in price.items():
                terms = [
                    (cells[number], amount)
                    for number in cells
                    if (amount := self._amount(measure, self.month.cells[number]))
                ]
                if not terms or not weight:
                    continue
                fixed = sum(
                    self._amount(measure, duty) for duty in self.month.fixed[person] if duty.slot is not None
                )
                self._stay_near(terms, fixed, measure, wanted[measure][key] * self._part, weight)

    def _stay_near(self, terms: list[Term], fixed: int, measure: Measure, target: float, weight: int) -> None:
        most = fixed + sum(amount for _variable, amount in terms)
        if measure is Measure.HOURS:
            # Hours are charged whole; a band as wide as the longest duty always holds a reachable sum.
            unit = 60
            half = max(amount for _variable, amount in terms) / 2
            low, high, step = int(target * 60 - half), int(target * 60 + half), int(2 * half)
        else:
            unit, step = 1, 1
            low, high = math.floor(target + 1e-6), math.ceil(target - 1e-6)
        stood = cp_model.LinearExpr.weighted_sum(
            [variable for variable, _amount in terms], [amount for _variable, amount in terms]
        )
        for beyond in (0, step):
            if most > high + beyond:
                over = self.model.new_int_var(0, -(-(most - high - beyond) // unit), "")
                self.model.add(unit * over >= stood + (fixed - high - beyond))
                self.cost.append((over, weight))
            if low - beyond > fixed:
                under = self.model.new_int_var(0, -(-(low - beyond - fixed) // unit), "")
                self.model.add(unit * under >= (low - beyond - fixed) - stood)
                self.cost.append((under, weight))

    def _resist_change(self) -> None:
        if not self.kept or not self.weights.change:
            return
        for person, cells in enumerate(self.stands_in):
            key = self.problem.people[person].key
            for number, variable in cells.items():
                slots = self.month.cells[number].slots
                stood = any(Placed(key, slot.post, slot.shift, slot.day) in self.kept for slot in slots)
                self.cost.append((variable, -self.weights.change if stood else self.weights.change))
                self.fixed_cost += self.weights.change * stood

    def suggest(self, placed: Iterable[Placed]) -> None:
        """Give the solver a roster to start from; what does not fit is passed over."""
        self.is_suggested = True
        stood = set(placed)
        for person, cells in enumerate(self.stands_in):
            key = self.problem.people[person].key
            for number, variable in cells.items():
                slots = self.month.cells[number].slots
                there = any(Placed(key, slot.post, slot.shift, slot.day) in stood for slot in slots)
                self.model.add_hint(variable, there)

    def roster(self, value: Callable[[cp_model.IntVar], int]) -> tuple[Placed, ...]:
        """Return what stands fast and what the solver chose, posts dealt out, in the order of days."""
        placed = list(self.month.stands)
        for number, cell in enumerate(self.month.cells):
            chosen = [
                self.problem.people[person]
                for person, cells in enumerate(self.stands_in)
                if number in cells and value(cells[number])
            ]
            placed.extend(deal_posts(cell, chosen, self.kept))
        return tuple(sorted(placed, key=lambda one: (one.day, one.shift, one.post, one.person)))


def _week(day: int) -> int:
    """Number the ISO weeks: Monday, 5 January 1970, begins week 1."""
    return (day + 3) // 7
