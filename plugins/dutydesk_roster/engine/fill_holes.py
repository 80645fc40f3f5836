"""Closing the gaps of a roster, open heads and needs that nobody meets, each by a search around it."""

import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import msgspec

from dutydesk_roster.engine.checker import unfilled
from dutydesk_roster.engine.limits import Limits
from dutydesk_roster.engine.model.layout import lay_out
from dutydesk_roster.engine.problem import Placed, Problem, Slot
from dutydesk_roster.engine.shortfall import shortfall
from dutydesk_roster.engine.solve import solve

_REACHES = (3, 6)
_HOLE_SECONDS = 0.5
_PART_OF_TIME = 0.2
_MOST_UNITS = 8


def fill_holes(
    problem: Problem,
    pins: Sequence[Placed],
    roster: Sequence[Placed],
    limits: Limits,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Placed, ...]:
    """Return `roster` with as many of its gaps closed as a fifth of the time of `limits` allows.

    For each day with an open head or a need that nobody meets, the days around it are laid out anew, with as
    few changes as may be and without a thought of fairness or of what is only weighted; first three days
    either side, then six.
    """
    able = _able(problem)
    problem = msgspec.structs.replace(
        problem,
        rules=tuple(rule for rule in problem.rules if rule.hard),
        wishes=tuple(wish for wish in problem.wishes if wish.weight is None),
        base=(),
        weights=msgspec.structs.replace(problem.weights, nights=0, weekends=0, holidays=0, hours=0),
    )
    best = tuple(roster)
    until = time.monotonic() + limits.seconds * _PART_OF_TIME
    hole = Limits(
        seconds=min(_HOLE_SECONDS, limits.seconds * _PART_OF_TIME / _MOST_UNITS),
        seed=limits.seed,
        workers=limits.workers,
        settle_seconds=_HOLE_SECONDS,
    )
    searches = 0
    for reach in _REACHES:
        for day in _days_with_gaps(problem, best, able):
            # Alone, the solver counts its own time, and searches are counted so that no clock decides.
            out_of_time = searches >= _MOST_UNITS if limits.workers == 1 else time.monotonic() > until
            if out_of_time or (cancelled is not None and cancelled()):
                return best
            if day not in _days_with_gaps(problem, best, able):
                continue
            short = shortfall(problem, best)
            first, last = day - timedelta(days=reach), day + timedelta(days=reach)

            def is_open(slot: Slot) -> bool:
                return first <= slot.day <= last  # noqa: B023 - used within the round

            outside = [one for one in best if not first <= one.day <= last and one not in pins]
            sheet = lay_out(problem, [*pins, *outside], best, is_open=is_open)
            searches += 1
            found = solve(sheet, hole, kept=best, suggested=best, cancelled=cancelled).roster
            if shortfall(problem, found) < short:
                best = found
    return best


def _able(problem: Problem) -> frozenset[tuple[str, date]]:
    """Return the needs with the days on which anyone meets them."""
    asked = {(need, slot.day) for slot in problem.slots for need in slot.needs}
    return frozenset(
        (need, day)
        for need, day in asked
        if any(person.meets(need, day) and person.serves_on(day) for person in problem.people)
    )


def _days_with_gaps(
    problem: Problem, roster: Sequence[Placed], able: frozenset[tuple[str, date]]
) -> tuple[date, ...]:
    """Return the days on which heads are open, or needs are not met that somebody meets."""
    return tuple(
        sorted(
            {
                one.day
                for one in unfilled(problem, roster)
                if one.below or any((need, one.day) in able for need in one.lacking)
            }
        )
    )
