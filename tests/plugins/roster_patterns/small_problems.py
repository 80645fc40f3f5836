"""Small problems, at random, and their answers by trying everything."""

import itertools

import numpy as np
from hypothesis import strategies as st

from dutydesk_roster.engine.patterns.costs import cost_of, cost_of_pattern
from dutydesk_roster.engine.patterns.problem import (
    NOTHING,
    Automaton,
    Counter,
    Joins,
    PatternPerson,
    PatternProblem,
)


@st.composite
def problems(draw, *, most_people=2, most_days=4, counters=2):
    days = draw(st.integers(1, most_days))
    letters = draw(st.integers(2, 3))
    random = np.random.default_rng(draw(st.integers(0, 1 << 30)))
    posts = [
        (day, letter)
        for day in range(days)
        for letter in range(1, letters)
        for _ in range(random.integers(1, 3))
    ]
    choices = len(posts)
    rows = int(random.integers(1, 4))
    people = tuple(
        _person(random, days, letters, choices, rows, int(random.integers(0, counters + 1)))
        for _ in range(draw(st.integers(1, most_people)))
    )
    low = random.integers(0, 3, rows).astype(float)
    high = low + random.integers(0, 2, rows)
    high[random.random(rows) < 0.2] = np.inf
    return PatternProblem(
        days=days,
        letters=letters,
        choice_day=np.array([day for day, _ in posts], dtype=np.int32),
        choice_letter=np.array([letter for _, letter in posts], dtype=np.int32),
        low=low,
        high=high,
        under=random.integers(0, 20, rows).astype(float),
        over=random.integers(0, 5, rows).astype(float),
        people=people,
        constant=3.0,
    )


def _person(random, days, letters, choices, rows, counters):  # noqa: PLR0917
    states = int(random.integers(1, 4))
    follows = random.integers(0, states, (states, letters)).astype(np.int16)
    follows[:, 1:][random.random((states, letters - 1)) < 0.25] = NOTHING
    price = random.integers(0, 3, (states, letters)).astype(float)
    ends = np.where(random.random(states) < 0.15, np.inf, random.integers(0, 3, states)).astype(float)
    automaton = Automaton(follows, price, random.random(states) < 0.5, ends)
    counted = []
    for _ in range(counters):
        adds = random.integers(0, 3, (days, letters, 2)).astype(np.int32)
        if random.random() < 0.5:
            adds[:, :, 1] = adds[:, :, 0]
            counted.append(Counter(adds, np.zeros(int(random.integers(1, 6)))))
        else:
            counts = random.integers(0, 4, int(random.integers(2, 9))).astype(float)
            counted.append(Counter(adds, np.where(random.random(counts.size) < 0.2, np.inf, counts)))
    costs = random.integers(-3, 6, choices).astype(float)
    costs[random.random(choices) < 0.15] = np.inf
    lengths = random.integers(0, 2, choices)
    joins = Joins(
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
        random.integers(0, rows, lengths.sum()).astype(np.int32),
        np.ones(lengths.sum()),
    )
    return PatternPerson(
        automaton, 0, tuple(counted), costs, random.integers(0, 3, days).astype(float), joins
    )


def all_patterns(problem):
    """Every sequence of choices, allowed or not."""
    of_day = [[NOTHING, *np.flatnonzero(problem.choice_day == day).tolist()] for day in range(problem.days)]
    return [np.array(pattern, dtype=np.int32) for pattern in itertools.product(*of_day)]


def cheapest_by_trying(problem, person, joined):
    """What the cheapest pattern costs when choice c costs `joined[c]` more."""
    return min(
        cost_of_pattern(problem, person, pattern) + joined[pattern[pattern != NOTHING]].sum()
        for pattern in all_patterns(problem)
    )


def best_by_trying(problem):
    """What the cheapest roster costs."""
    allowed = [
        [p for p in all_patterns(problem) if np.isfinite(cost_of_pattern(problem, person, p))]
        for person in problem.people
    ]
    return min((cost_of(problem, np.array(roster)) for roster in itertools.product(*allowed)), default=np.inf)
