"""Compile, or load from disk, all machine code before it is needed."""

import numpy as np

from dutydesk_roster.engine.patterns.arrange import arrange
from dutydesk_roster.engine.patterns.problem import (
    Automaton,
    Counter,
    Joins,
    PatternPerson,
    PatternProblem,
)

_DAYS = 3


def _tiny() -> PatternProblem:
    """Return a problem of two people and three days that goes through every part."""
    joins = Joins(np.arange(_DAYS + 1, dtype=np.int32), np.arange(_DAYS, dtype=np.int32), np.ones(_DAYS))
    automaton = Automaton(
        np.array([[0, 1], [0, 1]], dtype=np.int16), np.zeros((2, 2)), np.array([False, True]), np.zeros(2)
    )
    adds = np.zeros((_DAYS, 2, 2), dtype=np.int32)
    adds[:, 1] = 1
    person = PatternPerson(
        automaton, 0, (Counter(adds, np.array([0.5, 0.0, 0.25])),), np.zeros(_DAYS), np.zeros(_DAYS), joins
    )
    ones = np.ones(_DAYS)
    return PatternProblem(
        _DAYS,
        2,
        np.arange(_DAYS, dtype=np.int32),
        np.ones(_DAYS, dtype=np.int32),
        ones,
        ones,
        ones * 3,
        ones,
        (person, person),
    )


def warm() -> None:
    """Run everything once on a tiny problem."""
    arrange(_tiny(), seconds=0.05, tasks=1)
