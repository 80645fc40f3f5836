"""A roster for the whole month."""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field

import msgspec

from dutydesk_roster.engine.cells import known_placements
from dutydesk_roster.engine.checker import check, unfilled
from dutydesk_roster.engine.contradictions import contradictions
from dutydesk_roster.engine.fill_holes import fill_holes
from dutydesk_roster.engine.kept_posts import with_kept_posts
from dutydesk_roster.engine.limits import Limits
from dutydesk_roster.engine.model.layout import lay_out
from dutydesk_roster.engine.model.reading import completed, cost_of, variables_of
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.problem import Placed, Problem
from dutydesk_roster.engine.shortfall import missing_heads, shortfall
from dutydesk_roster.engine.solution import Moved, Progress, Solution, Status
from dutydesk_roster.engine.solve import Solved, solve
from dutydesk_roster.engine.start import first_roster
from dutydesk_roster.engine.targets import counted

_PART_LEFT = 0.3
_PART_FOR_PATTERNS = 0.3
_PROOF = 0.99


def generate(
    problem: Problem,
    *,
    seconds: float = 20.0,
    seed: int = 0,
    workers: int = 8,
    settle_seconds: float = 3.0,
    report: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    executor: Executor | None = None,
    plain: bool = False,
) -> Solution:
    """Return the best roster found in `seconds`; there always is one, and what it lacks is named.

    It ends early when the roster is proved the best, when `cancelled` says so, or `settle_seconds` after
    the last improvement worth 1% once every head is covered, every need met and every hard rule kept that
    can be. Eight workers do best on two cores. With `workers=1` the same seed gives the same roster;
    `seconds` then are the solver's deterministic units of about a second, and settling does not end the
    search. `report` and `cancelled` may be called from a thread of the engine's own. `executor` takes the
    work that can be done in parallel; without one, all is done here. `plain` leaves out all but CP-SAT, to
    measure what the rest is worth.
    """
    kept = known_placements(problem, problem.kept)
    sheet = lay_out(problem, known_placements(problem, problem.pins), kept)
    limits = Limits(seconds=seconds, seed=seed, workers=workers, settle_seconds=settle_seconds)
    if plain:
        solved = solve(sheet, limits, kept=kept, suggested=kept, report=report, cancelled=cancelled)
    else:
        solved = _Generation(sheet, kept, limits, executor, report, cancelled).solved()
    solved.roster = with_kept_posts(problem, solved.roster, kept)
    return finished(problem, solved, before=kept or None)


@dataclass(slots=True)
class _Generation:
    """A month's search: a first roster, the solver, gaps that stay, and whole patterns where much is left.

    With one worker every step has a fixed part of the time, counted in work, so that no clock decides.
    """

    sheet: Sheet
    kept: Sequence[Placed]
    limits: Limits
    executor: Executor | None
    report: Callable[[Progress], None] | None
    cancelled: Callable[[], bool] | None
    started: float = field(default_factory=time.monotonic)
    bound: float = 0.0

    def solved(self) -> Solved:
        """Go through the steps."""
        start = first_roster(
            self.sheet,
            self.kept,
            self.limits,
            executor=self.executor,
            report=self._tell,
            cancelled=self.cancelled,
        )
        self.bound = start.bound
        solved = solve(
            self.sheet,
            self._with_seconds(1.0 - _PART_FOR_PATTERNS),
            kept=self.kept,
            suggested=start.roster,
            report=self._tell,
            cancelled=self.cancelled,
        )
        self.bound = solved.bound = max(solved.bound, min(self.bound, solved.objective))
        if solved.status is Status.FEASIBLE:
            self._close_gaps(solved)
        people = len(self.sheet.problem.people)
        if solved.status is Status.FEASIBLE and solved.objective - solved.bound > people:
            self._even_out(solved)
        if solved.status is Status.FEASIBLE and solved.objective - solved.bound < _PROOF:
            solved.status = Status.OPTIMAL
        solved.seconds = time.monotonic() - self.started
        return solved

    def _close_gaps(self, solved: Solved) -> None:
        """Search around each head that is open and each need that is not met for what the solver left."""
        problem = self.sheet.problem
        if not any(shortfall(problem, solved.roster)):
            return
        roster = fill_holes(problem, self.sheet.month.stands, solved.roster, self.limits, self.cancelled)
        cost = cost_of(self.sheet, completed(self.sheet, variables_of(self.sheet, roster)))
        if cost is not None and cost < solved.objective:
            solved.roster, solved.objective = roster, float(cost)

    def _even_out(self, solved: Solved) -> None:
        """Look over whole patterns for a better roster than the solver's, and for a better bound."""
        # The compiled code that this needs is loaded only where much is left to gain.
        from dutydesk_roster.engine.month_patterns.search import fairer_roster  # noqa: PLC0415

        missing = missing_heads(self.sheet.problem, solved.roster)
        begun = time.monotonic()

        def tell(cost: float, bound: float) -> None:
            seconds = time.monotonic() - begun
            best = min(cost, solved.objective)
            self._tell(Progress(objective=best, bound=bound, unfilled=missing, seconds=seconds))

        found = fairer_roster(
            self.sheet,
            solved.roster,
            self.kept,
            limits=self._with_seconds(_PART_FOR_PATTERNS),
            executor=self.executor,
            report=tell,
            cancelled=self.cancelled,
        )
        if found.cost < solved.objective:
            solved.roster, solved.objective = found.roster, found.cost
        solved.bound = max(solved.bound, min(found.bound, solved.objective))
        if self.cancelled is not None and self.cancelled():
            solved.status = Status.CANCELLED

    def _with_seconds(self, part: float) -> Limits:
        """Return the limits for a step: what is left, or a fixed part where no clock may decide."""
        if self.limits.workers == 1:
            return msgspec.structs.replace(self.limits, seconds=self.limits.seconds * part)
        ends = self.limits.seconds * (1.0 if part == _PART_FOR_PATTERNS else part)
        left = ends - (time.monotonic() - self.started)
        return msgspec.structs.replace(
            self.limits, seconds=max(left, _PART_LEFT * self.limits.seconds * part)
        )

    def _tell(self, progress: Progress) -> None:
        if self.report is not None:
            whole = time.monotonic() - self.started
            bound = max(self.bound, progress.bound)
            self.report(msgspec.structs.replace(progress, seconds=whole, bound=bound))


def finished(problem: Problem, solved: Solved, before: Sequence[Placed] | None) -> Solution:
    """Return what the solver found with all that is to be said about it.

    `before` is what stood, or None where nothing did.
    """
    slots = {slot.place: slot for slot in problem.slots}
    return Solution(
        assignments=solved.roster,
        unfilled=unfilled(problem, solved.roster),
        status=solved.status,
        objective=solved.objective,
        bound=solved.bound,
        seconds=solved.seconds,
        fairness=counted(problem, [(one.person, slots[one.place]) for one in solved.roster]),
        contradictions=contradictions(problem),
        broken=check(problem, solved.roster),
        changes=() if before is None else differences(before, solved.roster),
    )


def differences(before: Iterable[Placed], after: Iterable[Placed]) -> tuple[Moved, ...]:
    """Return the duties added and removed between two rosters, in the order of days."""
    old, new = set(before), set(after)

    def moved(one: Placed, change: str) -> Moved:
        return Moved(day=one.day, shift=one.shift, post=one.post, person=one.person, change=change)

    return tuple(
        sorted([moved(one, "removed") for one in old - new] + [moved(one, "added") for one in new - old])
    )
