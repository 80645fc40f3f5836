"""A first roster, week by week, from which the search over the whole month begins.

A month of thousands of choices takes the solver many seconds to cover at all; a week takes it a fraction of
one, and what one week leaves awkward the whole month's search puts right.
"""

import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from dutydesk_roster.engine.limits import Limits
from dutydesk_roster.engine.model import RosterModel
from dutydesk_roster.engine.problem import Placed, Problem, Slot
from dutydesk_roster.engine.shortfall import shortfall
from dutydesk_roster.engine.solution import Progress
from dutydesk_roster.engine.solve import solve

_STRETCH = 7
_WEEK_SECONDS = 2.0
_SETTLE_SECONDS = 0.2
_PART_OF_TIME = 0.5


def first_roster(
    problem: Problem,
    pins: Sequence[Placed],
    kept: Sequence[Placed],
    limits: Limits,
    *,
    report: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Placed, ...]:
    """Return a roster of the whole problem made a week at a time, within half of the time of `limits`.

    What is reported after each week counts the later weeks as open.
    """
    started = time.monotonic()
    days = (problem.last - problem.first).days + 1
    stretches = -(-days // _STRETCH)
    seconds = min(_WEEK_SECONDS, limits.seconds * _PART_OF_TIME / stretches)
    week = Limits(seconds=seconds, seed=limits.seed, workers=limits.workers, settle_seconds=_SETTLE_SECONDS)
    roster = tuple(pins)
    demand = sum(slot.heads for slot in problem.slots)
    for stretch in range(stretches):
        first = problem.first + timedelta(days=stretch * _STRETCH)
        last = first + timedelta(days=_STRETCH - 1)

        def is_open(slot: Slot) -> bool:
            return first <= slot.day <= last  # noqa: B023 - used within the round

        so_far = sum(slot.heads for slot in problem.slots if slot.day <= last)
        model = RosterModel(
            problem,
            roster,
            kept,
            weights=problem.rules.weights,
            part=so_far / max(1, demand),
            is_open=is_open,
        )
        roster = solve(model, week, cancelled=cancelled).roster
        if report is not None:
            missing = sum(one.missing for one in shortfall(problem, roster))
            cost = float(missing * problem.rules.weights.uncovered)
            report(Progress(objective=cost, bound=0.0, unfilled=missing, seconds=time.monotonic() - started))
    return roster
