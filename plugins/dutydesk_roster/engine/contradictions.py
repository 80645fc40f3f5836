"""Pins that cannot be had together, or not without breaking a rule: told before anything is solved."""

from dutydesk_roster.engine.checker import check
from dutydesk_roster.engine.problem import Problem
from dutydesk_roster.engine.solution import Contradiction


def contradictions(problem: Problem) -> tuple[Contradiction, ...]:
    """Return what is wrong with the pins alone, in the order of days.

    A pin that breaks a rule is kept all the same, since a person decided it; one that names nobody or
    nothing of this problem is left out of the roster.
    """
    return tuple(
        Contradiction(day=breach.day, person=breach.person, rule=breach.rule, text=breach.text)
        for breach in check(problem, dict.fromkeys(problem.pins))
    )
