"""Running CP-SAT on a sheet, and stopping it in good time."""

import math
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from dutydesk_roster.engine.limits import Limits
from dutydesk_roster.engine.model.cpsat import CpSatModel
from dutydesk_roster.engine.model.reading import completed, cost_of, roster_of, variables_of
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.problem import Placed
from dutydesk_roster.engine.solution import Progress, Status

_POLL_SECONDS = 0.05
_WORTH_WHILE = 0.01
_WORTH_WHILE_EACH = 0.1
_ROUNDING = 0.01


@dataclass(slots=True)
class Solved:
    """What the solver came back with; `roster` holds at least what stands fast."""

    roster: tuple[Placed, ...]
    objective: float
    status: Status
    bound: float
    seconds: float


@dataclass(slots=True)
class _Standing:
    """What the watching thread and the solver's own threads know of the search; `lock` guards the rest."""

    started: float
    lock: threading.Lock = field(default_factory=threading.Lock)
    objective: float | None = None
    bound: float = 0.0
    unfilled: int = 0
    cheapest: int = 0
    """The price of a unit of the cheapest of what is asked for and could still be had; 0 where all is had."""
    worth_while: float = 0.0
    """The cost at the last improvement worth its name, and below when that was."""
    improved: float = 0.0
    told: int = 0
    news: int = 0


class _OnSolution(cp_model.CpSolverSolutionCallback):
    def __init__(self, built: CpSatModel, standing: _Standing) -> None:
        super().__init__()
        self._built = built
        self._people = len(built.sheet.problem.people)
        self._standing = standing

    def on_solution_callback(self) -> None:
        """Note the roster's cost; called from the solver's threads."""
        cost = self.objective_value
        unfilled = sum(self.value(one) for one in self._built.missing)
        lacking = [price for one, fewest, price in self._built.asked if self.value(one) > fewest]
        standing = self._standing
        with standing.lock:
            first = standing.objective is None
            standing.objective = cost
            standing.bound = max(standing.bound, self.best_objective_bound)
            standing.unfilled = unfilled
            standing.cheapest = min(lacking, default=0)
            standing.news += 1
            # A tenth of an hour a person, where that is more than 1%: low costs fall by tiny steps for long.
            least = max(_WORTH_WHILE * standing.worth_while, _WORTH_WHILE_EACH * self._people)
            if first or standing.worth_while - cost > least:
                standing.worth_while = cost
                standing.improved = time.monotonic()


def solve(
    sheet: Sheet,
    limits: Limits,
    *,
    kept: Collection[Placed] = (),
    suggested: Collection[Placed] | None = None,
    short: bool = False,
    report: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Solved:
    """Search for the cheapest roster within `limits`, from the one `suggested`.

    `kept` are who stands where now, for dealing out posts. A `short` search, of a second at most, leaves out
    preparations that only pay in longer ones. `report` and `cancelled` are called from one
    other thread.

    Raises:
        Exception: whatever `report` or `cancelled` raised, once the solver has stopped.
    """
    started = time.monotonic()
    built = CpSatModel(sheet)
    ones = None if suggested is None else completed(sheet, variables_of(sheet, suggested))
    if ones is not None:
        built.suggest(ones)
    solver = _solver(limits, time.monotonic() - started)
    if short:
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
    standing = _Standing(started=started, improved=time.monotonic())
    watch = _Watch(solver, sheet, limits, standing, report=report, cancelled=cancelled)

    def on_bound(bound: float) -> None:
        with standing.lock:
            standing.bound = max(standing.bound, bound)

    solver.best_bound_callback = on_bound
    watch.start()
    try:
        status = solver.solve(built.model, _OnSolution(built, standing))
    finally:
        watch.finish()
    bound = _whole(standing.bound)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        cost = float(round(solver.objective_value))
        bound = min(cost, _whole(solver.best_objective_bound))
        # A bound that reaches the cost is a proof even where the solver was stopped first.
        found = Status.OPTIMAL if status == cp_model.OPTIMAL or bound == cost else Status.FEASIBLE
        if watch.was_cancelled and found is Status.FEASIBLE:
            found = Status.CANCELLED
        roster = _read(built, solver, kept)
        return Solved(roster, cost, found, bound, time.monotonic() - started)
    nothing = Status.IMPOSSIBLE
    if status == cp_model.UNKNOWN:
        nothing = Status.CANCELLED if watch.was_cancelled else Status.FEASIBLE
    # Nothing was found in the time: what is suggested, and what stands fast, are still rosters.
    price = None if ones is None else cost_of(sheet, ones)
    if ones is None or price is None:
        ones, price = frozenset[int](), cost_of(sheet, ())
    roster = roster_of(sheet, ones.__contains__, kept)
    return Solved(roster, float(price or 0), nothing, bound, time.monotonic() - started)


def _whole(bound: float) -> float:
    """Return the least whole cost that a bound leaves: costs are whole numbers, and none is below 0."""
    return float(max(0, math.ceil(bound - _ROUNDING)))


def _solver(limits: Limits, spent: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = limits.seed
    solver.parameters.num_workers = limits.workers
    solver.parameters.log_search_progress = False
    if limits.workers == 1:
        solver.parameters.max_deterministic_time = limits.seconds
    else:
        solver.parameters.max_time_in_seconds = max(limits.seconds - spent, limits.seconds / 2)
    return solver


def _read(built: CpSatModel, solver: cp_model.CpSolver, kept: Collection[Placed]) -> tuple[Placed, ...]:
    return roster_of(built.sheet, lambda number: bool(solver.value(built.variables[number])), kept)


class _Watch:
    """A thread that tells progress and stops the solver: on request, on a fault, or when it has settled."""

    def __init__(
        self,
        solver: cp_model.CpSolver,
        sheet: Sheet,
        limits: Limits,
        standing: _Standing,
        *,
        report: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._solver = solver
        self._uncoverable = sheet.uncoverable
        self._people = max(1, len(sheet.problem.people))
        self._limits = limits
        self._standing = standing
        self._report = report
        self._cancelled = cancelled
        self._over = threading.Event()
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="roster-watch", daemon=True)
        self.was_cancelled = False

    def start(self) -> None:
        self._thread.start()

    def finish(self) -> None:
        """End the thread; raise what `report` or `cancelled` raised."""
        self._over.set()
        self._thread.join()
        if self._fault is not None:
            raise self._fault

    def _run(self) -> None:
        try:
            while not self._over.wait(_POLL_SECONDS):
                self._tell()
                if self._cancelled is not None and self._cancelled():
                    self.was_cancelled = True
                if self.was_cancelled or self._settled():
                    # Asked again each time round: a solver that has not yet begun forgets it.
                    self._solver.stop_search()
            self._tell()
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that solves
            self._fault = error
            while not self._over.wait(_POLL_SECONDS):
                self._solver.stop_search()

    def _tell(self) -> None:
        standing = self._standing
        with standing.lock:
            if self._report is None or standing.objective is None or standing.told == standing.news:
                return
            standing.told = standing.news
            progress = Progress(
                objective=standing.objective,
                bound=min(standing.bound, standing.objective),
                unfilled=standing.unfilled + self._uncoverable,
                seconds=time.monotonic() - standing.started,
            )
        self._report(progress)

    def _settled(self) -> bool:
        standing, limits = self._standing, self._limits
        if limits.workers == 1:
            return False
        with standing.lock:
            if standing.objective is None:
                return False
            # A gap smaller than a unit of what is lacking proves that no more of it can be had.
            gap = standing.objective - standing.bound
            is_whole = not standing.cheapest or gap < standing.cheapest
            # Less than two hours' worth of unfairness a person is not worth the whole wait.
            patience = limits.settle_seconds * min(1.0, gap / (2 * self._people))
            return is_whole and time.monotonic() - standing.improved > patience
