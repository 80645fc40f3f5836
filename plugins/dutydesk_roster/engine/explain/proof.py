"""Whether facts can all hold, proved by solves."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from ortools.sat.python import cp_model

from dutydesk_roster.engine.fact import Fact
from dutydesk_roster.engine.model.cpsat import assumption_model, feasibility_model
from dutydesk_roster.engine.model.row import Row
from dutydesk_roster.engine.model.sheet import Sheet

_POLL_SECONDS = 0.05
_LARGE = 2_000
_MANY_WORKERS = 8


@dataclass(frozen=True, slots=True)
class Shortage:
    """The least found that demands of a sheet must go without; `proved` where it can be no less."""

    missing: Mapping[Fact, int]
    proved: bool


class Prover:
    """Solves, each a fresh one, until the time is up or someone cancels."""

    def __init__(self, seconds: float, seed: int, cancelled: Callable[[], bool] | None) -> None:
        self._until = time.monotonic() + seconds
        self._seed = seed
        self._cancelled = cancelled

    @property
    def left(self) -> float:
        """The seconds that are left, or 0 once cancelled."""
        if self._cancelled is not None and self._cancelled():
            return 0.0
        return max(0.0, self._until - time.monotonic())

    def can_hold(
        self, sheet: Sheet, facts: Collection[Fact] | None = None, *, seconds: float | None = None
    ) -> bool | None:
        """Tell whether `facts` (all, if None) can hold together, or None where that is not found out."""
        if self.left <= 0:
            return None
        model, _variables = feasibility_model(sheet, lambda fact: facts is None or fact in facts)
        status, _solver = self._solve(model, sheet.variables, seconds)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return True
        return False if status == cp_model.INFEASIBLE else None

    def suspects(self, sheet: Sheet, seconds: float) -> frozenset[Fact] | None:
        """Return facts that probably cannot all hold, which is not proved by this; None if none are found."""
        model, literals, _variables = assumption_model(sheet)
        model.add_assumptions(list(literals.values()))
        status, solver = self._solve(model, 0, seconds)
        if status != cp_model.INFEASIBLE:
            return None
        assumed = set(solver.sufficient_assumptions_for_infeasibility())
        return frozenset(fact for fact, literal in literals.items() if literal.index in assumed)

    def shortage(self, sheet: Sheet, seconds: float) -> Shortage | None:
        """Return what must stay open at least, or None where not even that is found.

        Whatever the empty roster would break is a demand and may be missed at a cost of 1 a unit.
        """
        if self.left <= 0:
            return None
        model = cp_model.CpModel()
        variables = [model.new_bool_var("") for _number in range(sheet.variables)]
        slacks: list[tuple[Fact, cp_model.IntVar]] = []
        for row in sheet.rows:
            slack = _missed(row)
            count = cp_model.LinearExpr.weighted_sum(
                [variables[number] for number, _each in row.amount.terms],
                [each for _number, each in row.amount.terms],
            )
            constant = row.amount.constant
            low = row.amount.least if row.low is None else row.low
            high = row.amount.most if row.high is None else row.high
            if slack is None or row.fact is None:
                model.add_linear_constraint(count, low - constant, high - constant)
                continue
            variable = model.new_int_var(0, slack, "")
            slacks.append((row.fact, variable))
            if low > constant:
                model.add(count + variable >= low - constant)
                model.add(count <= max(high, constant) - constant)
            else:
                model.add(count - variable <= high - constant)
        model.minimize(cp_model.LinearExpr.sum([variable for _fact, variable in slacks]))
        status, solver = self._solve(model, _LARGE + 1, seconds)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        missing: Counter[Fact] = Counter()
        for fact, variable in slacks:
            missing[fact] += solver.value(variable)
        return Shortage(+missing, status == cp_model.OPTIMAL)

    def _solve(
        self, model: cp_model.CpModel, variables: int, seconds: float | None
    ) -> tuple[cp_model.CpSolverStatus, cp_model.CpSolver]:
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = self._seed
        solver.parameters.max_time_in_seconds = min(self.left, self.left if seconds is None else seconds)
        solver.parameters.num_workers = _MANY_WORKERS if variables > _LARGE else 1
        with self._watched(solver):
            return solver.solve(model), solver

    @contextmanager
    def _watched(self, solver: cp_model.CpSolver) -> Iterator[None]:
        """Stop the solver once someone cancels."""
        if self._cancelled is None:
            yield
            return
        over = threading.Event()

        def watch() -> None:
            while not over.wait(_POLL_SECONDS):
                if self.left <= 0:
                    solver.stop_search()

        thread = threading.Thread(target=watch, name="explain-watch", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def _missed(row: Row) -> int | None:
    """Return by how much the empty roster breaks a row, or None where it does not."""
    constant = row.amount.constant
    if row.low is not None and constant < row.low:
        return row.low - constant
    if row.high is not None and constant > row.high:
        return constant - row.high
    return None
