"""How much a roster leaves open."""

from collections.abc import Iterable

from dutydesk_roster.engine.checker import unfilled
from dutydesk_roster.engine.problem import Placed, Problem


def missing_heads(problem: Problem, roster: Iterable[Placed]) -> int:
    """Return the heads that are missing in all, of those without which posts are not guarded."""
    return sum(one.below for one in unfilled(problem, roster))
