import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
from hypothesis import HealthCheck, given, settings
from small_problems import best_by_trying, problems

from dutydesk_roster.engine.patterns.arrange import arrange
from dutydesk_roster.engine.patterns.costs import cost_of
from dutydesk_roster.engine.patterns.problem import NOTHING, Arrangement
from dutydesk_roster.engine.patterns.warming import tiny_problem

few = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(problems(most_days=3))
def test_a_bound_is_never_above_the_best_and_the_cost_is_true(problem):
    best = best_by_trying(problem)
    found = arrange(problem, seconds=0.02, tasks=1)
    assert found.bound is None or found.bound <= best + 1e-6
    assert found.cost >= best - 1e-6
    if np.isfinite(found.cost):
        assert found.cost == cost_of(problem, found.roster)


def test_the_same_seed_gives_the_same_roster():
    problem = tiny_problem(people=5, days=10)
    one, two = (arrange(problem, seconds=0.3, seed=4, tasks=1) for _ in range(2))
    assert np.array_equal(one.roster, two.roster)
    assert (one.cost, one.bound) == (two.cost, two.bound)


def test_a_start_is_never_made_worse():
    problem = tiny_problem(people=3, days=8)
    good = arrange(problem, seconds=0.5, tasks=1)
    again = arrange(problem, seconds=0.0, tasks=1, start=good.roster)
    assert again.cost <= good.cost


def test_a_cancelled_search_stops_and_gives_what_it_has():
    problem = tiny_problem(people=5, days=10)
    calls = []

    def cancelled():
        calls.append(1)
        return len(calls) > 5

    found = arrange(problem, seconds=30, tasks=1, cancelled=cancelled)
    assert found.cancelled
    assert found.seconds < 5


def test_news_is_reported_as_it_comes():
    news = []
    problem = tiny_problem(people=4, days=8)
    found = arrange(problem, seconds=0.5, tasks=1, report=lambda *what: news.append(what))
    assert news[-1][0] == found.cost
    assert [cost for cost, *_ in news] == sorted((cost for cost, *_ in news), reverse=True)


def test_lines_run_in_other_processes():
    problem = tiny_problem(people=4, days=10)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        found = arrange(problem, seconds=60, tasks=2, executor=executor)  # ends once it is proved
    assert found.proved
    assert found.cost == cost_of(problem, found.roster)


def test_a_problem_can_be_pickled():
    problem = pickle.loads(pickle.dumps(tiny_problem()))  # noqa: S301
    assert isinstance(arrange(problem, seconds=0.1, tasks=1), Arrangement)


def test_a_person_without_any_pattern_is_proved():
    problem = tiny_problem()
    never = replace(problem.people[0].counters[0], price=np.array([np.inf]))
    problem = replace(problem, people=(replace(problem.people[0], counters=(never,)),))
    found = arrange(problem, seconds=0.1, tasks=1)
    assert found.bound == np.inf
    assert np.all(found.roster == NOTHING)


def test_importing_the_engine_loads_no_solver():
    code = (
        "import sys; import dutydesk_roster.engine, dutydesk_roster.engine.patterns.problem; "
        "sys.exit(any(name in sys.modules for name in ('numba', 'highspy', 'ortools')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
