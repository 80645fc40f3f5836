"""A month as patterns costs no roster more than the month itself, and most just as much."""

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from dutydesk_roster.engine import DaysInARow, DutiesADay, NightsInARow, Rest, Wish
from dutydesk_roster.engine.cells import known_placements
from dutydesk_roster.engine.limits import Limits
from dutydesk_roster.engine.model import reading
from dutydesk_roster.engine.model.layout import lay_out
from dutydesk_roster.engine.month_patterns.mapping import month_patterns
from dutydesk_roster.engine.patterns.costs import cost_of
from dutydesk_roster.engine.start import first_roster
from tests.plugins.roster_engine import random_problems
from tests.plugins.roster_engine.months import DAY, NIGHT, guard, held, problem, slot, squadron_month
from tests.soak import SOAK


def both_costs(asked, roster, *, shares=True):
    pins, kept = known_placements(asked, asked.pins), known_placements(asked, asked.kept)
    sheet = lay_out(asked, pins, kept)
    patterns = month_patterns(sheet, kept, roster=roster, shares=shares)
    chosen = reading.variables_of(sheet, roster)
    if patterns is None:
        return None, None
    return (
        reading.cost_of(sheet, reading.completed(sheet, chosen)),
        cost_of(patterns.problem, patterns.roster_of(reading.variables_of(patterns.sheet, roster))),
    )


@pytest.mark.soak
@settings(max_examples=50 * SOAK, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.data())
def test_patterns_never_cost_more_than_the_month(data):
    asked = data.draw(random_problems.problems(pinned=True))
    rules = (*(rule for rule in asked.rules if not isinstance(rule, DutiesADay)), DutiesADay())
    asked = msgspec.structs.replace(asked, rules=rules)
    roster = data.draw(random_problems.rosters(asked))
    for shares in (True, False):
        month, patterns = both_costs(asked, roster, shares=shares)
        assume(month is not None)
        event("the same" if month == patterns else "cheaper")
        assert patterns <= month + 1e-6


def test_a_squadrons_month_costs_the_same_as_patterns():
    asked = squadron_month(12, 2, 3, 28, seed=3)
    sheet = lay_out(asked, (), ())
    roster = first_roster(sheet, (), Limits(seconds=2.0, workers=1)).roster
    month, patterns = both_costs(asked, roster)
    assert month == patterns


def test_several_duties_a_day_are_no_patterns():
    asked = problem([guard("li")], [slot("gate", DAY, random_problems.SATURDAY)], rules=(DutiesADay(most=2),))
    assert month_patterns(lay_out(asked, ()), ()) is None


def test_what_came_before_the_month_limits_its_first_days():
    first = random_problems.SATURDAY
    nights = [held("li", NIGHT, first.replace(day=first.day - back)) for back in (1, 2, 3)]
    asked = problem(
        [guard("li")],
        [slot("gate", NIGHT, first)],
        first=first,
        rules=(DutiesADay(), NightsInARow(most=3), Rest(), DaysInARow()),
        held=tuple(nights),
        wishes=(Wish(person="li", day=first, on=False, weight=7),),
    )
    patterns = month_patterns(lay_out(asked, ()), ())
    taken = np.zeros((1, 1), dtype=np.int32)
    assert cost_of(patterns.problem, taken) == np.inf
    again = problem([guard("li")], asked.slots, first=first, rules=asked.rules)
    again = month_patterns(lay_out(again, ()), ())
    assert cost_of(again.problem, taken) < np.inf
