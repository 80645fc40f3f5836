"""Searching a month over whole patterns of every person: for cover, for a fairer roster, and for proofs."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from dutydesk_roster.engine.limits import Limits
from dutydesk_roster.engine.model.reading import completed, cost_of, roster_of, variables_of
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.month_patterns.mapping import MonthPatterns, month_patterns
from dutydesk_roster.engine.patterns.arrange import arrange
from dutydesk_roster.engine.patterns.problem import Roster
from dutydesk_roster.engine.problem import Placed

_TASKS = 2

Report = Callable[[float, float], None]
"""Called with the cost of the best patterns and what is proved of all rosters."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best roster known, and what it costs; no roster costs less than `bound`."""

    roster: tuple[Placed, ...]
    cost: float
    bound: float


def fullest_roster(
    sheet: Sheet,
    roster: Sequence[Placed],
    kept: Sequence[Placed],
    *,
    limits: Limits,
    executor: Executor | None,
    report: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Found:
    """Return a roster that covers more than `roster`, or that roster, and what is proved of all.

    Nobody's fair share is looked at. The search ends when it is proved that no further head can be covered.
    Without an executor it comes out the same each time.
    """
    patterns = month_patterns(sheet, kept, shares=False)
    one_head = float(sheet.problem.weights.uncovered)
    search = _Search(sheet, kept, report, lambda gap, _idle: gap < one_head, cancelled)
    return search.run(patterns, roster, limits, executor)


def fairer_roster(
    sheet: Sheet,
    roster: Sequence[Placed],
    kept: Sequence[Placed],
    *,
    limits: Limits,
    executor: Executor | None,
    report: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Found:
    """Return a roster that costs less than `roster`, or that roster, and what is proved of all.

    Everyone's fair share is counted. With an executor the search ends when nothing better has been found for
    the `settle_seconds` of `limits`.
    """
    patterns = month_patterns(sheet, kept, roster=roster)
    settle = limits.settle_seconds if executor is not None else float("inf")
    search = _Search(sheet, kept, report, lambda gap, idle: gap < 1 or idle > settle, cancelled)
    return search.run(patterns, roster, limits, executor)


class _Search:
    """One search over patterns, which `ends` at a gap between cost and bound, or after idle seconds."""

    def __init__(
        self,
        sheet: Sheet,
        kept: Sequence[Placed],
        report: Report | None,
        ends: Callable[[float, float], bool],
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._sheet = sheet
        self._kept = kept
        self._report = report
        self._ends = ends
        self._cancelled = cancelled
        self._gap = self._cost = float("inf")
        self._improved = time.monotonic()

    def run(
        self,
        patterns: MonthPatterns | None,
        roster: Sequence[Placed],
        limits: Limits,
        executor: Executor | None,
    ) -> Found:
        """Search from `roster`."""
        ones = variables_of(self._sheet, roster)
        before = cost_of(self._sheet, completed(self._sheet, ones))
        known = Found(tuple(roster), float("inf") if before is None else float(before), 0.0)
        if patterns is None:
            return known
        self._improved = time.monotonic()
        found = arrange(
            patterns.problem,
            seconds=limits.seconds,
            seed=limits.seed,
            tasks=_TASKS,
            executor=executor,
            start=patterns.roster_of(variables_of(patterns.sheet, roster)),
            report=self._note,
            cancelled=self._is_over,
        )
        bound = 0.0
        if found.bound is not None and np.isfinite(found.bound):
            bound = max(0.0, min(found.bound, patterns.least_beyond))
        if not np.isfinite(found.cost):
            return Found(known.roster, known.cost, bound)
        stands = frozenset(patterns.stands(found.roster))
        better = roster_of(patterns.sheet, stands.__contains__, self._kept)
        after = cost_of(self._sheet, completed(self._sheet, variables_of(self._sheet, better)))
        if after is None or after >= known.cost:
            return Found(known.roster, known.cost, bound)
        return Found(better, float(after), bound)

    def _note(self, cost: float, bound: float | None, _seconds: float, _roster: Roster) -> None:
        if bound is not None:
            self._gap = cost - bound
        if cost < self._cost:
            self._cost, self._improved = cost, time.monotonic()
        if self._report is not None:
            self._report(cost, bound or 0.0)

    def _is_over(self) -> bool:
        idle = time.monotonic() - self._improved
        return self._ends(self._gap, idle) or (self._cancelled is not None and self._cancelled())
