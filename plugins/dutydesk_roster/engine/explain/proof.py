"""Whether facts can all hold, proved by solves."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from ortools.sat.python import cp_model

from dutydesk_roster.engine.fact import Fact
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

    def within(self, seconds: float) -> "Prover":
        """Return one that has at most so many seconds, and no more than this one."""
        return Prover(min(seconds, self.left), self._seed, self._cancelled)

    def shortage(self, sheet: Sheet, seconds: float) -> Shortage | None:
        """Return what must stay open at least, or None where not even that is found.

        Whatever the empty roster would break is a demand and may be missed at a cost of 1 a unit.
        """
        if self.left <= 0:
            return None
        model = _empty_model(sheet.variables)
        slacks: list[tuple[Fact, int]] = []
        for row in sheet.rows:
            missed = _missed(row)
            constant = row.amount.constant
            if missed is None or row.fact is None:
                _add(model, row.amount.terms, *_bounds(row))
                continue
            slack = sheet.variables + len(slacks)
            model.proto.variables.add().domain.extend((0, missed))
            slacks.append((row.fact, slack))
            low = row.amount.least if row.low is None else row.low
            high = row.amount.most if row.high is None else row.high
            most = max(row.amount.most, low) + missed - constant
            if low > constant:
                _add(model, (*row.amount.terms, (slack, 1)), low - constant, most)
                _add(model, row.amount.terms, row.amount.least - constant, max(high, constant) - constant)
            else:
                _add(
                    model,
                    (*row.amount.terms, (slack, -1)),
                    row.amount.least - missed - constant,
                    high - constant,
                )
        model.proto.objective.vars.extend([slack for _fact, slack in slacks])
        model.proto.objective.coeffs.extend([1] * len(slacks))
        status, solver = self.solve(model, seconds, large=sheet.variables > _LARGE)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        missing: Counter[Fact] = Counter()
        for fact, slack in slacks:
            missing[fact] += solver.value(model.get_int_var_from_proto_index(slack))
        return Shortage(+missing, status == cp_model.OPTIMAL)

    def solve(
        self, model: cp_model.CpModel, seconds: float | None, *, large: bool
    ) -> tuple[cp_model.CpSolverStatus, cp_model.CpSolver]:
        """Run a new solver on a model within the time that is left, and within `seconds` where given."""
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = self._seed
        solver.parameters.max_time_in_seconds = self.left if seconds is None else min(self.left, seconds)
        solver.parameters.num_workers = _MANY_WORKERS if large else 1
        if not large:
            # That more heads are wanted than people are there shows at once in the linear relaxation.
            solver.parameters.linearization_level = 2
            solver.parameters.cp_model_probing_level = 0
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


class Question:
    """A strict sheet of which any facts can be set aside, to ask again and again what can hold.

    The model is built once, each fact's rows under a literal of its own; each answer is that of a new solver,
    to which the literals are fixed.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._model = _empty_model(sheet.variables)
        self._literals: dict[Fact, int] = {}
        for row in sheet.rows:
            literal = None
            if row.fact is not None:
                literal = self._literals.get(row.fact)
                if literal is None:
                    literal = self._literals[row.fact] = sheet.variables + len(self._literals)
                    self._model.proto.variables.add().domain.extend((0, 1))
            _add(self._model, row.amount.terms, *_bounds(row), literal)

    @property
    def facts(self) -> frozenset[Fact]:
        """All facts of the sheet."""
        return frozenset(self._literals)

    def can_hold(
        self, prover: Prover, facts: Collection[Fact] | None = None, *, seconds: float | None = None
    ) -> bool | None:
        """Tell whether `facts` (all, if None) can hold together, or None where that is not found out."""
        if prover.left <= 0:
            return None
        for fact, literal in self._literals.items():
            holds = int(facts is None or fact in facts)
            self._bound(literal, holds, holds)
        status, _solver = prover.solve(self._model, seconds, large=self.sheet.variables > _LARGE)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return True
        return False if status == cp_model.INFEASIBLE else None

    def suspects(self, prover: Prover, seconds: float) -> frozenset[Fact] | None:
        """Return facts that probably cannot all hold, which is not proved by this; None if none are found."""
        for literal in self._literals.values():
            self._bound(literal, 0, 1)
        assumed = [self._model.get_bool_var_from_proto_index(each) for each in self._literals.values()]
        self._model.add_assumptions(assumed)
        status, solver = prover.solve(self._model, seconds, large=False)
        self._model.clear_assumptions()
        if status != cp_model.INFEASIBLE:
            return None
        core = set(solver.sufficient_assumptions_for_infeasibility())
        return frozenset(fact for fact, literal in self._literals.items() if literal in core)

    def _bound(self, variable: int, low: int, high: int) -> None:
        domain = self._model.proto.variables[variable].domain
        domain[0], domain[1] = low, high


def _empty_model(variables: int) -> cp_model.CpModel:
    model = cp_model.CpModel()
    for _number in range(variables):
        model.proto.variables.add().domain.extend((0, 1))
    return model


def _add(
    model: cp_model.CpModel,
    terms: Collection[tuple[int, int]],
    low: int,
    high: int,
    literal: int | None = None,
) -> None:
    """Add a row as the solver stores it, which is much quicker than through its expressions."""
    constraint = model.proto.constraints.add()
    if literal is not None:
        constraint.enforcement_literal.append(literal)
    linear = constraint.linear
    linear.vars.extend([variable for variable, _each in terms])
    linear.coeffs.extend([each for _variable, each in terms])
    linear.domain.extend((low, high))


def _bounds(row: Row) -> tuple[int, int]:
    # A side that is free is left so wide that what cannot be met is an empty sum outside, not an empty range.
    low = min(row.amount.least, row.high or 0) if row.low is None else row.low
    high = max(row.amount.most, row.low or 0) if row.high is None else row.high
    return low - row.amount.constant, high - row.amount.constant


def _missed(row: Row) -> int | None:
    """Return by how much the empty roster breaks a row, or None where it does not."""
    constant = row.amount.constant
    if row.low is not None and constant < row.low:
        return row.low - constant
    if row.high is not None and constant > row.high:
        return constant - row.high
    return None
