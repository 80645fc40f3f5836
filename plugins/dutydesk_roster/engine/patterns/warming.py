"""Compile, or load from disk, all machine code before it is needed."""

import numpy as np

from dutydesk_roster.engine.patterns.arrange import arrange
from dutydesk_roster.engine.patterns.budget import Budget
from dutydesk_roster.engine.patterns.hardening import Hardening
from dutydesk_roster.engine.patterns.problem import (
    NOTHING,
    Automaton,
    Counter,
    Joins,
    PatternPerson,
    PatternProblem,
)
from dutydesk_roster.engine.patterns.team import Team


def tiny_problem(*, people: int = 2, days: int = 3, most: int = 3) -> PatternProblem:
    """Return people who may work up to `most` days in all, and one post a day that wants one of them."""
    joins = Joins(np.arange(days + 1, dtype=np.int32), np.arange(days, dtype=np.int32), np.ones(days))
    automaton = Automaton(
        np.array([[0, 1], [0, NOTHING]], dtype=np.int16),
        np.zeros((2, 2)),
        np.array([False, True]),
        np.zeros(2),
    )
    adds = np.zeros((days, 2, 2), dtype=np.int32)
    adds[:, 1] = 1
    counter = Counter(adds, np.arange(most + 1, dtype=np.float64) / 2)
    ones = np.ones(days)
    return PatternProblem(
        days=days,
        letters=2,
        choice_day=np.arange(days, dtype=np.int32),
        choice_letter=np.ones(days, dtype=np.int32),
        low=ones,
        high=ones,
        under=ones * 3,
        over=ones,
        people=tuple(
            PatternPerson(
                automaton, 0, (counter,), np.roll(np.arange(days) % 3.0, person), np.zeros(days), joins
            )
            for person in range(people)
        ),
    )


def warm() -> None:
    """Run everything once on a tiny problem."""
    problem = tiny_problem()
    found = arrange(problem, seconds=0.05, tasks=1)
    team = Team(problem)
    # The best of a tiny problem is proved before the rows would harden.
    Hardening(team, found.roster, 0, seconds=0.05).step(team, Budget(1.0))
