"""A first roster, week by week, from which the search over the whole month begins.

A month of thousands of choices takes the solver many seconds to cover at all; a week takes it a fraction of
one, and what one week leaves awkward the whole month's search puts right.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

from dutydesk_roster.engine.model import RosterModel
from dutydesk_roster.engine.problem import Placed, Problem, Slot
from dutydesk_roster.engine.solve import Limits, solve

_STRETCH = 7
_WEEK_SECONDS = 1.5
_SETTLE_SECONDS = 0.2
_PART_OF_TIME = 0.3


def first_roster(
    problem: Problem,
    pins: Sequence[Placed],
    kept: Sequence[Placed],
    limits: Limits,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Placed, ...]:
    """Return a roster of the whole problem made a week at a time, within a third of the time of `limits`."""
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
    return roster
