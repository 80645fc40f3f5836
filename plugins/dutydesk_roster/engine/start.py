"""A first roster, from which the search over the whole month begins.

A month of thousands of choices takes the solver many seconds to cover at all. Duties given out one at a
time cover it in a fraction of a second, and what that leaves open or unmet is closed by small searches
around each gap. Heads that are open even then are looked for over whole patterns of every person, which also
proves how many must stay open.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from dutydesk_roster.engine.fill_holes import fill_holes
from dutydesk_roster.engine.first_cover import first_cover
from dutydesk_roster.engine.limits import Limits
from dutydesk_roster.engine.model.reading import cost_of, roster_of, variables_of
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.problem import Placed
from dutydesk_roster.engine.shortfall import missing_heads, shortfall
from dutydesk_roster.engine.solution import Progress

_PART_FOR_COVER = 0.4
_FEW = 8
"""How many open heads and unmet needs are worth a search around each."""


@dataclass(frozen=True, slots=True)
class Start:
    """A roster to begin with; no roster costs less than `bound`."""

    roster: tuple[Placed, ...]
    bound: float = 0.0


class _Telling:
    """Tells progress from the first roster on."""

    def __init__(self, report: Callable[[Progress], None] | None) -> None:
        self._report = report
        self._started = time.monotonic()

    def tell(self, cost: float, bound: float, unfilled: int) -> None:
        if self._report is not None:
            seconds = time.monotonic() - self._started
            self._report(Progress(objective=cost, bound=bound, unfilled=unfilled, seconds=seconds))


def first_roster(
    sheet: Sheet,
    kept: Sequence[Placed],
    limits: Limits,
    *,
    executor: Executor | None = None,
    report: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Start:
    """Return a roster of a whole month that is laid out, within about half of the time of `limits`."""
    problem = sheet.problem
    telling = _Telling(report)
    ones = first_cover(sheet, variables_of(sheet, kept))
    roster = roster_of(sheet, ones.__contains__, kept)
    missing = missing_heads(problem, roster)
    telling.tell(float(cost_of(sheet, ones) or 0), 0.0, missing)
    if 0 < sum(shortfall(problem, roster)) <= _FEW:
        roster = fill_holes(problem, sheet.month.stands, roster, limits, cancelled)
        missing = missing_heads(problem, roster)
    if not missing or (cancelled is not None and cancelled()):
        return Start(roster)

    # The compiled code that this needs is loaded only where heads stay open.
    from dutydesk_roster.engine.month_patterns.search import fullest_roster  # noqa: PLC0415

    def tell(cost: float, bound: float) -> None:
        telling.tell(cost, bound, min(missing, int(cost // problem.weights.uncovered)))

    cover = fullest_roster(
        sheet,
        roster,
        kept,
        limits=Limits(seconds=limits.seconds * _PART_FOR_COVER, seed=limits.seed),
        executor=executor,
        report=tell,
        cancelled=cancelled,
    )
    return Start(cover.roster, cover.bound)
