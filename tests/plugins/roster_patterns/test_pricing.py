import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_problems import cheapest_by_trying, problems

from dutydesk_roster.engine.patterns.costs import cost_of_pattern
from dutydesk_roster.engine.patterns.pricer import Pricer, Scratch
from dutydesk_roster.engine.patterns.problem import NOTHING

few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(problems(most_people=1, counters=3), st.integers(0, 1 << 30))
def test_the_cheapest_pattern_is_that_of_trying_all(problem, seed):
    person = problem.people[0]
    joined = np.random.default_rng(seed).integers(-6, 6, problem.choice_day.size).astype(float)
    pricer = Pricer(problem, person, Scratch())
    priced = pricer.cheapest(joined)
    expected = cheapest_by_trying(problem, person, joined)
    if not np.isfinite(expected):
        assert priced is None
        return
    assert priced is not None
    true = cost_of_pattern(problem, person, priced.pattern)
    assert true == pricer.own_cost(priced.pattern)
    assert true + joined[priced.pattern[priced.pattern != NOTHING]].sum() == priced.cost
    assert priced.least <= expected + 1e-9
    assert priced.cost == expected


@few
@given(problems(most_people=1, counters=3))
def test_a_tube_around_a_pattern_holds_that_pattern(problem):
    pricer = Pricer(problem, problem.people[0], Scratch())
    joined = np.zeros(problem.choice_day.size)
    best = pricer.cheapest(joined)
    if best is not None:
        near = pricer.cheapest(joined, around=best.pattern, cells=1)
        assert near is not None
        assert near.cost == best.cost
