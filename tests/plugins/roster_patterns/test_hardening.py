"""Rows that begin soft and harden."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk_roster.engine.patterns.budget import Budget
from dutydesk_roster.engine.patterns.costs import cost_of
from dutydesk_roster.engine.patterns.hardening import Hardening
from dutydesk_roster.engine.patterns.problem import NOTHING
from dutydesk_roster.engine.patterns.softness import nearby
from dutydesk_roster.engine.patterns.team import Team
from dutydesk_roster.engine.patterns.turns import Turns
from dutydesk_roster.engine.patterns.warming import tiny_problem


@settings(max_examples=40, deadline=None)
@given(
    load=st.integers(0, 9),
    low=st.integers(0, 5),
    room=st.integers(0, 3),
    worth=st.integers(-3, 8),
    hardness=st.sampled_from([0.1, 1.0, 7.0]),
)
def test_a_soft_row_is_taken_to_have_the_load_that_costs_least(
    load: int, low: int, room: int, worth: int, hardness: float
) -> None:
    under, over = 8.0, 3.0
    near = nearby(load, worth, hardness, low, low + room, under, over)

    def cost(there: float) -> float:
        true = max(low - there, 0.0) * under + max(there - low - room, 0.0) * over
        return true + worth * (there - load) + 0.5 * hardness * (there - load) ** 2

    others = np.linspace(near - 30, near + 30, 601)
    assert cost(near) <= min(cost(float(there)) for there in others) + 1e-6


def test_hardening_finds_the_best_roster_of_a_small_problem_and_costs_it_rightly() -> None:
    problem = tiny_problem(people=3, days=6, most=3)
    team = Team(problem)
    nobody = np.full((3, 6), NOTHING, dtype=np.int32)
    hardening = Hardening(team, nobody, 1, seconds=5.0)
    while not hardening.done:
        hardening.step(team, Budget(60.0, counted=True))
    assert hardening.best_cost == pytest.approx(cost_of(problem, hardening.best))
    assert hardening.best_cost < cost_of(problem, nobody)


def test_a_way_that_helps_gets_more_of_the_time() -> None:
    turns = Turns((0.4, 0.4, 0.0))
    taken = [0, 0, 0]
    for _ in range(200):
        way = turns.next()
        taken[way] += 1
        turns.note(way, 1.0, better=way == 1)
    assert taken[1] > 3 * taken[0] > 0
    assert taken[2] == 0
