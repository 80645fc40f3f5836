"""The fewest heads that any roster leaves open: found over whole patterns, and proved."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from dutydesk_roster.engine.limits import Limits
from dutydesk_roster.engine.model.reading import completed, cost_of, roster_of, variables_of
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.month_patterns.mapping import month_patterns
from dutydesk_roster.engine.patterns.arrange import arrange
from dutydesk_roster.engine.patterns.problem import Roster
from dutydesk_roster.engine.problem import Placed

_TASKS = 2


@dataclass(frozen=True, slots=True)
class Cover:
    """A roster that leaves as few heads open as could be found; no roster costs less than `bound`."""

    roster: tuple[Placed, ...]
    bound: float


def fullest_roster(
    sheet: Sheet,
    roster: Sequence[Placed],
    kept: Sequence[Placed],
    *,
    limits: Limits,
    executor: Executor | None,
    report: Callable[[float, float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Cover:
    """Return a roster that covers more than `roster`, or that roster, and what is proved of all.

    Nobody's fair share is looked at. The search ends when it is proved that no further head can be covered.
    `report` is called with the cost of what is found and the bound. Without an executor it comes out the same
    each time.
    """
    problem = sheet.problem
    patterns = month_patterns(problem, sheet.month.stands, kept, shares=False)
    if patterns is None:
        return Cover(tuple(roster), 0.0)
    one_head = float(problem.weights.uncovered)
    gap = [float("inf")]

    def note(cost: float, bound: float | None, _seconds: float, _roster: Roster) -> None:
        if bound is not None:
            gap[0] = cost - bound
        if report is not None:
            report(cost, bound or 0.0)

    found = arrange(
        patterns.problem,
        seconds=limits.seconds,
        seed=limits.seed,
        tasks=_TASKS,
        executor=executor,
        start=patterns.roster_of(variables_of(patterns.sheet, roster)),
        report=note,
        cancelled=lambda: gap[0] < one_head or (cancelled is not None and cancelled()),
    )
    bound = max(0.0, found.bound) if found.bound is not None and np.isfinite(found.bound) else 0.0
    if not np.isfinite(found.cost):
        return Cover(tuple(roster), bound)
    stands = frozenset(patterns.stands(found.roster))
    fuller = roster_of(patterns.sheet, stands.__contains__, kept)
    before = cost_of(sheet, completed(sheet, variables_of(sheet, roster)))
    after = cost_of(sheet, completed(sheet, variables_of(sheet, fuller)))
    if after is None or (before is not None and before <= after):
        return Cover(tuple(roster), bound)
    return Cover(fuller, bound)
