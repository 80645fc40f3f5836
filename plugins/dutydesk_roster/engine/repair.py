"""Putting a roster right after something changed, with as few changes as can be."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import msgspec

from dutydesk_roster.engine.cells import known_placements
from dutydesk_roster.engine.checker import check, incurable, unfilled
from dutydesk_roster.engine.generate import finished
from dutydesk_roster.engine.limits import Limits
from dutydesk_roster.engine.model.layout import lay_out
from dutydesk_roster.engine.problem import Placed, Problem, Slot
from dutydesk_roster.engine.solution import Breach, Progress, Solution
from dutydesk_roster.engine.solve import Solved, solve

_DAY = timedelta(days=1)
_WEEK = 7 * _DAY
_MONTH = 31 * _DAY
_REACH = dict.fromkeys(("hours-a-month", "overtime", "weekends-off", "one-post"), _MONTH)
"""How far from its day a breach may lie that another duty causes, where that is more than a week."""
_CHANGE = 500
"""The cost of a change: above all unfairness that one can cure, below a need that nobody meets."""
_MOVE = 100
"""The cost of another post in the same shift."""


def repair(
    problem: Problem,
    assignments: Iterable[Placed],
    first: date,
    last: date,
    *,
    widen: int = 3,
    seconds: float = 10.0,
    seed: int = 0,
    workers: int = 8,
    report: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Solution:
    """Return the roster that covers most with the fewest changes between the days `first` and `last`.

    Free to change are the slots of those days, every duty that breaks a rule now, and the days on which a
    rule asks for someone who is not there; all else stays. While slots there stay open, the days are widened
    by one at either end, up to `widen` times, and a wider repair is taken only if it covers more. `seconds`
    bound the whole. `changes` of the solution tell what was added and removed. An optimal status is a proof
    that no repair of the same slots covers more, or as much with fewer changes; objective and bound are the
    repair's own, in which a change costs far more than in a roster made afresh.

    Raises:
        ValueError: `widen` is below 0.
    """
    if widen < 0:
        raise ValueError(f"the days cannot be widened {widen} times")
    before = known_placements(problem, assignments)
    pins = frozenset(known_placements(problem, problem.pins))
    sound = _without_breaches(problem, before, pins)
    lacking = _days_that_lack(problem, [one for one in before if one in sound], pins)
    loose = {one.place for one in before if one not in sound}
    loose |= {slot.place for slot in problem.slots if slot.day in lacking}
    sound = frozenset(one for one in sound if one.day not in lacking)
    priced = msgspec.structs.replace(
        problem, weights=msgspec.structs.replace(problem.weights, change=_CHANGE)
    )
    started = time.monotonic()
    best: Solved | None = None
    fewest = (0, 0)
    for wider in range(widen + 1):
        begin, end = first - timedelta(days=wider), last + timedelta(days=wider)

        def is_open(slot: Slot) -> bool:
            return begin <= slot.day <= end or slot.place in loose  # noqa: B023 - used within the round

        stands = [
            *pins,
            *(one for one in before if one in sound and one not in pins and not begin <= one.day <= end),
        ]
        sheet = lay_out(priced, sorted(stands), before, is_open=is_open, move=_MOVE)
        left = seconds - (time.monotonic() - started) if workers > 1 else seconds
        limits = Limits(seconds=max(left, seconds / (2 * widen + 2)), seed=seed, workers=workers)
        solved = solve(
            sheet, limits, kept=before, suggested=before, short=True, report=report, cancelled=cancelled
        )
        short = _short(problem, solved.roster, first, last, loose)
        if best is None or short < fewest:
            best, fewest = solved, short
        stop = cancelled is not None and cancelled()
        spent = workers > 1 and time.monotonic() - started > seconds
        if fewest == (0, 0) or stop or spent:
            break
    assert best is not None  # noqa: S101 - the loop runs at least once
    best.seconds = time.monotonic() - started
    return finished(problem, best, before)


def _without_breaches(
    problem: Problem, roster: Sequence[Placed], pins: frozenset[Placed]
) -> frozenset[Placed]:
    """Return `roster` without the duties that break a rule, taken out until none does but the pins."""
    unavoidable = set(incurable(problem, sorted(pins)))
    sound = dict.fromkeys(roster)
    while True:
        everything = dict.fromkeys([*sorted(pins), *sound])
        breaches = [breach for breach in incurable(problem, everything) if breach not in unavoidable]
        free = [one for one in sound if one not in pins]
        out = [one for one in free if any(_is_at(one, breach) for breach in breaches)]
        if not out:
            # The day of the breach is pinned or lies outside, so what lies around it has to give way.
            out = [one for one in free if any(_is_near(one, breach) for breach in breaches)]
        if not out:
            return frozenset(sound)
        for one in out:
            del sound[one]


def _is_at(one: Placed, breach: Breach) -> bool:
    return (one.person, one.day) == (breach.person, breach.day)


def _is_near(one: Placed, breach: Breach) -> bool:
    return one.person == breach.person and abs(one.day - breach.day) <= _REACH.get(breach.rule, _WEEK)


def _days_that_lack(problem: Problem, before: Sequence[Placed], pins: frozenset[Placed]) -> frozenset[date]:
    """Return the days on and beside which further duties, or others, would cure a breach."""
    roster = dict.fromkeys([*sorted(pins), *before])
    lacking = set(check(problem, roster)) - set(incurable(problem, roster))
    return frozenset(breach.day + beside * _DAY for breach in lacking for beside in (-1, 0, 1))


def _short(
    problem: Problem, roster: Sequence[Placed], first: date, last: date, loose: set[tuple[str, str, date]]
) -> tuple[int, int]:
    """Count the missing heads and the unmet needs of the slots that a repair is about."""
    concerned = [
        one
        for one in unfilled(problem, roster)
        if first <= one.day <= last or (one.post, one.shift, one.day) in loose
    ]
    return sum(one.missing for one in concerned), sum(len(one.lacking) for one in concerned)
