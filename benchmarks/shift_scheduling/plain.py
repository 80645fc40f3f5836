"""Plain CP-SAT on an instance, for comparison: the model that one would write straight from the rules."""

import time
from pathlib import Path

from ortools.sat.python import cp_model

from benchmarks.shift_scheduling.instance import Employee, Instance, read
from benchmarks.shift_scheduling.running import Result, result_of

_WORKERS = 8
_SATURDAY, _WEEK = 5, 7
_RESERVE = 0.7

Works = dict[tuple[str, int, str], cp_model.IntVar]


class _Model:
    """Variables works[employee, day, shift], the rules and the costs."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.model = cp_model.CpModel()
        self.works: Works = {}
        self.costs: list[cp_model.LinearExprT] = []
        for employee in instance.staff.values():
            self._add_employee(employee)
        self._add_wishes()
        self._add_cover()
        self.model.minimize(sum(self.costs))

    def _add_employee(self, employee: Employee) -> None:
        instance, model = self.instance, self.model
        at_work = []
        for day in range(instance.days):
            today = []
            for shift in instance.shifts:
                literal = model.new_bool_var("")
                self.works[employee.name, day, shift] = literal
                today.append(literal)
                if (employee.name, day) in instance.days_off or employee.most.get(shift, 1) == 0:
                    model.add(literal == 0)
            working = model.new_bool_var("")
            model.add(sum(today) == working)
            at_work.append(working)
        for day in range(instance.days - 1):
            for before in instance.shifts.values():
                for after in before.barred_next:
                    model.add_bool_or(
                        ~self.works[employee.name, day, before.name],
                        ~self.works[employee.name, day + 1, after],
                    )
        for shift, most in employee.most.items():
            model.add(sum(self.works[employee.name, day, shift] for day in range(instance.days)) <= most)
        minutes = sum(
            self.works[employee.name, day, kind.name] * kind.minutes
            for day in range(instance.days)
            for kind in instance.shifts.values()
        )
        model.add_linear_constraint(minutes, employee.least_minutes, employee.most_minutes)
        self._add_runs(employee, at_work)
        weekends = []
        for saturday in range(_SATURDAY, instance.days, _WEEK):
            weekend = model.new_bool_var("")
            for day in range(saturday, min(saturday + 2, instance.days)):
                model.add_implication(at_work[day], weekend)
            weekends.append(weekend)
        model.add(sum(weekends) <= employee.most_weekends)

    def _add_runs(self, employee: Employee, at_work: list[cp_model.IntVar]) -> None:
        model, days = self.model, self.instance.days
        for first in range(days - employee.longest_work):
            model.add_bool_or([~day for day in at_work[first : first + employee.longest_work + 1]])
        for first in range(1, days):
            for length in range(1, employee.shortest_work):
                if first + length < days:
                    inside = [~day for day in at_work[first : first + length]]
                    model.add_bool_or([at_work[first - 1], *inside, at_work[first + length]])
            for length in range(1, employee.shortest_rest):
                if first + length < days:
                    resting = at_work[first : first + length]
                    model.add_bool_or([~at_work[first - 1], *resting, ~at_work[first + length]])

    def _add_wishes(self) -> None:
        for wish in self.instance.wishes_on:
            self.costs.append(wish.weight * (1 - self.works[wish.employee, wish.day, wish.shift]))
        for wish in self.instance.wishes_off:
            self.costs.append(wish.weight * self.works[wish.employee, wish.day, wish.shift])

    def _add_cover(self) -> None:
        staff = self.instance.staff
        for cover in self.instance.cover:
            under = self.model.new_int_var(0, max(cover.wanted, 0), "")
            over = self.model.new_int_var(0, len(staff), "")
            there = sum(self.works[name, cover.day, cover.shift] for name in staff)
            self.model.add(there + under - over == cover.wanted)
            self.costs += [cover.under * under, cover.over * over]


def run_plain(path: Path, seconds: float, seed: int, began: float) -> Result | None:
    """Solve the file with plain CP-SAT; None where it finds no roster in time."""
    instance = read(path)
    built = _Model(instance)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = _WORKERS
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(0.1, seconds - _RESERVE - (time.monotonic() - began))
    status = solver.solve(built.model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    roster = {
        name: [
            next(
                (shift for shift in instance.shifts if solver.boolean_value(built.works[name, day, shift])),
                "",
            )
            for day in range(instance.days)
        ]
        for name in instance.staff
    }
    return result_of(instance, roster, solver.best_objective_bound, began)
