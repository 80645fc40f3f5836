"""The sheet says of every roster what the checker and the score say, and the search finds the best."""

from itertools import combinations

import msgspec
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dutydesk_roster.engine import Placed, check, contradictions, unfilled
from dutydesk_roster.engine.cells import known_placements
from dutydesk_roster.engine.first_cover import first_cover
from dutydesk_roster.engine.generate import generate
from dutydesk_roster.engine.model.layout import lay_out
from dutydesk_roster.engine.model.reading import completed, cost_of, roster_of, variables_of
from dutydesk_roster.engine.repair import repair
from dutydesk_roster.engine.score import score
from tests.plugins.roster_engine.random_problems import problems, rosters

few = settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
UNAVOIDABLE = {"heads-of", "wish"}
"""Rules that may ask for someone whom there is not."""


@settings(few, max_examples=60)
@given(st.data(), st.booleans())
def test_the_sheet_and_the_checker_judge_every_roster_alike(data, whole_months):
    asked = data.draw(problems(whole_months=whole_months))
    sheet = lay_out(asked, (), asked.kept)
    ones = completed(sheet, variables_of(sheet, data.draw(rosters(asked))))
    roster = roster_of(sheet, ones.__contains__)
    assume(len(roster) == sum(variable in ones for cells in sheet.stands_in for variable in cells.values()))
    cost = cost_of(sheet, ones)
    breaches = check(asked, roster)
    price = score(asked, roster).total
    if cost is None or cost != price:
        assert breaches
    else:
        assert {one.rule for one in breaches} <= UNAVOIDABLE


@settings(few, max_examples=25)
@given(problems(pinned=True))
def test_a_roster_breaks_no_hard_rule_but_where_it_must(asked):
    found = generate(asked, seconds=0.5, workers=1)
    pins = known_placements(asked, asked.pins)
    assert set(pins) <= set(found.assignments)
    assert found.broken == check(asked, found.assignments)
    assert found.unfilled == unfilled(asked, found.assignments)
    assert found.contradictions == contradictions(asked)
    assert found.bound <= found.objective
    if not pins:
        assert {one.rule for one in found.broken} <= UNAVOIDABLE
    if not pins and not found.broken:
        assert found.objective == score(asked, found.assignments).total


@settings(few)
@given(problems(people=3, length=3))
def test_no_roster_is_better(asked):
    pairs = [
        Placed(person.key, *one.place)
        for person in asked.people
        for one in asked.slots
        if not check(msgspec.structs.replace(asked, rules=(), wishes=()), [Placed(person.key, *one.place)])
    ]
    assume(0 < len(pairs) <= 8)
    every = [roster for count in range(len(pairs) + 1) for roster in combinations(pairs, count)]
    costs = [score(asked, roster).total for roster in every if not check(asked, roster)]
    found = generate(asked, seconds=1, workers=1)
    if costs:
        assert found.broken == ()
        assert found.objective == found.bound == min(costs)
    else:
        assert {one.rule for one in found.broken} & UNAVOIDABLE


@settings(few, max_examples=40)
@given(problems(pinned=True))
def test_a_first_cover_breaks_no_row(asked):
    sheet = lay_out(asked, known_placements(asked, asked.pins), asked.kept)
    ones = first_cover(sheet, variables_of(sheet, asked.kept))
    assert completed(sheet, ones) == ones
    cost, empty = cost_of(sheet, ones), cost_of(sheet, ())
    assert cost is not None
    assert empty is not None


@settings(few)
@given(st.data())
def test_a_repair_changes_no_pin(data):
    asked = data.draw(problems(pinned=True))
    before = data.draw(rosters(asked))
    found = repair(asked, before, asked.first, asked.first, workers=1, seconds=0.5)
    pins = known_placements(asked, asked.pins)
    assert set(pins) <= set(found.assignments)
    assert not any(
        one.change == "removed" and Placed(one.person, one.post, one.shift, one.day) in pins
        for one in found.changes
    )
    assert found.broken == check(asked, found.assignments)


@settings(few, max_examples=5)
@given(problems())
def test_alone_the_search_is_the_same_every_time(asked):
    first, second = (generate(asked, seconds=0.5, workers=1, seed=3) for _time in range(2))
    assert (first.assignments, first.objective, first.bound) == (
        second.assignments,
        second.objective,
        second.bound,
    )
