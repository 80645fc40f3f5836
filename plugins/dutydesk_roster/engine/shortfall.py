"""How much a roster leaves open."""

from collections.abc import Iterable

from dutydesk_roster.engine.checker import unfilled
from dutydesk_roster.engine.problem import Placed, Problem


def shortfall(problem: Problem, roster: Iterable[Placed]) -> tuple[int, int]:
    """Return the missing heads as `missing_heads` does, and the needs that nobody meets."""
    short = unfilled(problem, roster)
    return sum(one.below for one in short), sum(len(one.lacking) for one in short)


def missing_heads(problem: Problem, roster: Iterable[Placed]) -> int:
    """Return the heads that are missing in all, of those without which posts are not guarded."""
    return sum(one.below for one in unfilled(problem, roster))
