"""A roster for the whole month."""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor

import msgspec

from dutydesk_roster.engine.cells import known_placements
from dutydesk_roster.engine.checker import check
from dutydesk_roster.engine.contradictions import contradictions
from dutydesk_roster.engine.kept_posts import with_kept_posts
from dutydesk_roster.engine.limits import Limits
from dutydesk_roster.engine.model.layout import lay_out
from dutydesk_roster.engine.problem import Placed, Problem
from dutydesk_roster.engine.shortfall import shortfall
from dutydesk_roster.engine.solution import Moved, Progress, Solution, Status
from dutydesk_roster.engine.solve import Solved, solve
from dutydesk_roster.engine.start import Start, first_roster
from dutydesk_roster.engine.targets import counted

_PART_LEFT = 0.3
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
    the last improvement worth 1% once every head that can be covered is. Eight workers do best on two
    cores. With `workers=1` the same seed gives the same roster; `seconds` then are the solver's
    deterministic units of about a second, and settling does not end the search. `report` and `cancelled`
    may be called from a thread of the engine's own. `executor` takes the work that can be done in parallel;
    without one, all is done here. `plain` leaves out all but CP-SAT, to measure what the rest is worth.
    """
    pins = known_placements(problem, problem.pins)
    kept = known_placements(problem, problem.kept)
    limits = Limits(seconds=seconds, seed=seed, workers=workers, settle_seconds=settle_seconds)
    started = time.monotonic()
    sheet = lay_out(problem, pins, kept)
    start = Start(kept)
    if not plain:
        start = first_roster(sheet, kept, limits, executor=executor, report=report, cancelled=cancelled)
    spent = time.monotonic() - started
    if workers > 1:
        limits = msgspec.structs.replace(limits, seconds=max(seconds - spent, _PART_LEFT * seconds))

    def report_whole(progress: Progress) -> None:
        if report is not None:
            whole = progress.seconds + spent
            report(msgspec.structs.replace(progress, seconds=whole, bound=max(start.bound, progress.bound)))

    solved = solve(sheet, limits, kept=kept, suggested=start.roster, report=report_whole, cancelled=cancelled)
    solved.seconds += spent
    solved.bound = max(solved.bound, min(start.bound, solved.objective))
    if solved.status is Status.FEASIBLE and solved.objective - solved.bound < _PROOF:
        solved.status = Status.OPTIMAL
    solved.roster = with_kept_posts(problem, solved.roster, kept)
    return finished(problem, solved, before=kept or None)


def finished(problem: Problem, solved: Solved, before: Sequence[Placed] | None) -> Solution:
    """Return what the solver found with all that is to be said about it.

    `before` is what stood, or None where nothing did.
    """
    slots = {slot.place: slot for slot in problem.slots}
    return Solution(
        assignments=solved.roster,
        unfilled=shortfall(problem, solved.roster),
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
