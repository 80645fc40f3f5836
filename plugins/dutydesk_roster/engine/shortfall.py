"""What a roster leaves open, as the engine reports it."""

from collections.abc import Iterable

from dutydesk_roster.engine.checker import unfilled
from dutydesk_roster.engine.problem import Placed, Problem
from dutydesk_roster.engine.solution import Unfilled


def shortfall(problem: Problem, roster: Iterable[Placed]) -> tuple[Unfilled, ...]:
    """Return each slot short of heads or of someone who meets a need, in the order of days."""
    return unfilled(problem, roster)
