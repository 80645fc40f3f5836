"""Who could stand in for someone."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk_roster.engine import (
    Apart,
    Beside,
    EngineFailed,
    FewestDaysInARow,
    HeadsOf,
    Pin,
    Placed,
    PluginRule,
    Together,
    Wish,
    Within,
    check,
    rank_replacements,
    shortcomings,
    unfilled,
)
from tests.plugins.roster_engine.months import DAY, LATE, NIGHT, away, guard, problem, slot
from tests.plugins.roster_engine.random_problems import problems, rosters
from tests.soak import SOAK

MONDAY = date(2026, 11, 2)
DATES = [MONDAY + timedelta(days=index) for index in range(14)]


def test_replacements_are_ranked_by_what_they_break_and_then_by_fairness():
    asked = problem(
        [
            guard("ill"),
            guard("rested", name="Rested"),
            guard("worked", name="Worked"),
            guard("late", name="Late one"),
            guard("gone", name="Gone"),
        ],
        [slot("gate", shift, day) for day in DATES[:7] for shift in (DAY, LATE, NIGHT)],
        busy=(away("gone", DATES[3], DATES[3], "course"),),
    )
    roster = [
        Placed("ill", "gate", "day", DATES[3]),
        Placed("late", "gate", "late", DATES[2]),
        Placed("worked", "gate", "day", DATES[0]),
        Placed("worked", "gate", "day", DATES[1]),
    ]
    ranked = rank_replacements(asked, roster, roster[0])
    assert [one.person for one in ranked[:2]] == ["rested", "worked"]
    assert ranked[0].fits
    assert ranked[0].cost < ranked[1].cost
    refused = {one.person: one for one in ranked[2:]}
    assert [breach.rule for breach in refused["late"].breaches] == ["rest"]
    assert refused["gone"].reason == "Gone is away (course) during Day at Gate post (5 Nov)."
    assert "Rested fits" in ranked[0].reason


def test_a_replacement_that_leaves_a_need_unmet_is_named():
    asked = problem(
        [
            guard("a", qualifications=("armed",)),
            guard("b"),
            guard("c", name="Chen"),
            guard("d", qualifications=("armed",)),
        ],
        [slot("gate", DAY, MONDAY, heads=2, needs=("armed",))],
    )
    roster = [Placed("a", "gate", "day", MONDAY), Placed("b", "gate", "day", MONDAY)]
    ranked = {one.person: one for one in rank_replacements(asked, roster, roster[0])}
    assert ranked["d"].fits
    assert ranked["c"].reason == "With Chen there, nobody would have: armed."
    assert not ranked["b"].fits
    with pytest.raises(ValueError, match="no slot"):
        rank_replacements(asked, roster, Placed("a", "roof", "day", MONDAY))


def by_key(asked, roster, cell):
    return {one.person: one for one in rank_replacements(asked, roster, cell)}


def told(breaches):
    return Counter((one.day, one.rule, one.text) for one in breaches)


@st.composite
def vacancies(draw):
    asked = draw(problems(pinned=True).filter(lambda one: one.slots))
    roster = draw(rosters(asked))
    standing = [st.sampled_from(roster)] if roster else []
    anyone = st.builds(
        lambda person, one: Placed(person.key, *one.place),
        st.sampled_from(asked.people),
        st.sampled_from(asked.slots),
    )
    return asked, roster, draw(st.one_of(*standing, anyone))


@pytest.mark.soak
@settings(max_examples=20 * SOAK, deadline=None)
@given(vacancies())
def test_who_fits_breaks_nothing_new_and_who_does_not_fit_breaks_what_is_said(vacancy):
    asked, roster, cell = vacancy
    left = [one for one in roster if one != cell]
    befores = (check(asked, left), check(asked, roster))
    for one in rank_replacements(asked, roster, cell):
        after = [*left, Placed(one.person, *cell.place)]
        broken = check(asked, after)
        new = told(broken) - (told(befores[0]) & told(befores[1]))
        said = told(breach for breach in one.breaches if breach.rule != "unmet-need")
        assert said <= new
        for breach in broken:
            if (breach.day, breach.rule, breach.text) in new - said:
                # What is left unsaid was as bad or worse, in other words.
                assert any(
                    (other.rule, other.person) == (breach.rule, breach.person)
                    and other.amount >= breach.amount
                    for other in (*befores[0], *befores[1])
                ), breach
        if any(breach.rule == "unmet-need" for breach in one.breaches):
            assert any((short.post, short.shift, short.day) == cell.place for short in unfilled(asked, after))


@settings(max_examples=25, deadline=None)
@given(vacancies())
def test_the_ranking_begins_with_those_who_fit_and_tells_what_they_cost(vacancy):
    asked, roster, cell = vacancy
    ranked = rank_replacements(asked, roster, cell)
    assert {one.person for one in ranked} == {one.key for one in asked.people} - {cell.person}
    assert [one.fits for one in ranked] == sorted((one.fits for one in ranked), reverse=True)
    left = [one for one in roster if one != cell]
    for one in ranked:
        assert one.fits or one.reason == one.breaches[0].text
        short = {each.text for each in shortcomings(asked, [*left, Placed(one.person, *cell.place)])}
        assert all(line in short or "fair share is" in line for line in one.costs)


def test_what_is_broken_already_is_held_against_nobody():
    asked = problem(
        [guard("ill"), guard("tired", name="Tired"), guard("c")],
        [slot("gate", shift, day) for day in DATES[:2] for shift in (DAY, LATE, NIGHT)],
    )
    roster = [
        Placed("ill", "gate", "late", DATES[1]),
        Placed("tired", "gate", "night", DATES[0]),
        Placed("tired", "gate", "day", DATES[1]),
    ]
    tired = by_key(asked, roster, roster[0])["tired"]
    assert {breach.rule for breach in tired.breaches} == {"rest", "duties-a-day"}
    assert all("Late" in breach.text or "2 duties" in breach.text for breach in tired.breaches)
    assert by_key(asked, roster, roster[1])["c"].fits


def test_a_run_that_is_too_long_already_but_gets_no_longer_is_no_reason():
    asked = problem(
        [guard("ill"), guard("b")],
        [slot("gate", DAY, day) for day in DATES],
        rules=(FewestDaysInARow(fewest=3),),
    )
    roster = [Placed("b", "gate", "day", DATES[4]), Placed("ill", "gate", "day", DATES[5])]
    assert by_key(asked, roster, roster[1])["b"].fits


def test_people_who_are_to_be_apart_do_not_stand_in_beside_one_another():
    asked = problem(
        [guard("ill"), guard("li", name="Li"), guard("wu", name="Wu"), guard("sun")],
        [slot(post, DAY, MONDAY) for post in ("gate", "hall")],
        rules=(Apart(people=("li", "wu")),),
    )
    roster = [Placed("ill", "gate", "day", MONDAY), Placed("li", "hall", "day", MONDAY)]
    ranked = by_key(asked, roster, roster[0])
    assert ranked["wu"].reason == "Wu and Li would stand near each other, Day (2 Nov); they are to be apart."
    assert ranked["sun"].fits


def test_whoever_is_needed_beside_a_newcomer_is_replaced_by_one_like_them():
    asked = problem(
        [
            guard("old", rank="deputy"),
            guard("new", name="Newcomer", qualifications=("new",)),
            guard("other", rank="deputy"),
            guard("plain"),
        ],
        [slot("gate", DAY, MONDAY, heads=2)],
        rules=(Beside(who="new", by="deputy", within=Within.POST), HeadsOf(who="deputy")),
    )
    roster = [Placed("old", "gate", "day", MONDAY), Placed("new", "gate", "day", MONDAY)]
    ranked = by_key(asked, roster, roster[0])
    assert ranked["other"].fits
    assert {breach.rule for breach in ranked["plain"].breaches} == {"beside", "heads-of"}
    # The seat empty, someone is missing in the same way; whoever was there before did better.
    gone = by_key(asked, roster[1:], roster[0])
    assert gone["other"].fits
    assert gone["plain"].fits


def test_someone_missing_in_an_empty_shift_is_not_held_against_who_comes():
    asked = problem(
        [guard("deputy", rank="deputy"), guard("plain")],
        [slot("gate", DAY, MONDAY)],
        rules=(HeadsOf(who="deputy"),),
    )
    cell = Placed("deputy", "gate", "day", MONDAY)
    assert by_key(asked, (), cell)["plain"].fits
    assert [one.rule for one in by_key(asked, [cell], cell)["plain"].breaches] == ["heads-of"]


def test_people_who_stand_together_are_looked_at_beyond_the_slot():
    asked = problem(
        [guard("ill"), guard("li", name="Li"), guard("wu", name="Wu"), guard("sun")],
        [slot(post, DAY, day) for day in DATES[:2] for post in ("gate", "hall")],
        rules=(Together(people=("li", "wu")),),
    )
    roster = [Placed("ill", "gate", "day", DATES[0]), Placed("wu", "hall", "day", DATES[0])]
    ranked = by_key(asked, roster, roster[0])
    assert ranked["li"].fits
    alone = by_key(asked, roster[:1], roster[0])["li"]
    assert alone.reason == "Li would stand Day (2 Nov) without Wu; they are to stand together."


def test_what_is_allowed_but_not_wished_costs_and_is_said():
    asked = problem(
        [
            guard("ill"),
            guard("free", name="Free"),
            guard("wisher", name="Wisher"),
            guard("busy", name="Busy"),
        ],
        [slot("gate", NIGHT, day) for day in DATES[:4]],
        wishes=(Wish(person="wisher", day=DATES[3], on=False),),
    )
    roster = [
        Placed("busy", "gate", "night", DATES[0]),
        Placed("busy", "gate", "night", DATES[1]),
        Placed("ill", "gate", "night", DATES[3]),
    ]
    ranked = rank_replacements(asked, roster, roster[2])
    assert [one.person for one in ranked] == ["free", "wisher", "busy"]
    assert ranked[0].costs == ()
    assert ranked[1].costs == (
        "Wisher asked not to stand on 5 Nov and would stand Night at Gate post (5 Nov).",
    )
    assert ranked[2].costs == (
        "Busy would stand 3 nights; their fair share is 1.0.",
        "Busy would stand 24 h; their fair share is 8.0 h.",
    )
    assert all(one.fits for one in ranked)


def test_a_slot_that_is_full_has_no_room_for_one_more():
    asked = problem([guard(key) for key in "abc"], [slot("gate", DAY, MONDAY)])
    roster = [Placed("b", "gate", "day", MONDAY)]
    (refused,) = (
        one
        for one in rank_replacements(asked, roster, Placed("a", "gate", "day", MONDAY))
        if one.person == "c"
    )
    assert refused.reason == "Day at Gate post (2 Nov) has room for 1 guard, and 2 are put there."


def test_the_one_to_be_replaced_may_be_pinned():
    asked = problem(
        [guard("a"), guard("b")],
        [slot("gate", DAY, MONDAY)],
        pins=(Pin("a", "gate", "day", MONDAY),),
    )
    (only,) = rank_replacements(asked, asked.pins, asked.pins[0])
    assert only.fits


def test_a_plugin_s_rule_that_fails_is_named_in_one_line():
    asked = problem(
        [guard("a"), guard("b")],
        [slot("gate", DAY, MONDAY)],
        rules=(PluginRule(target="nowhere_at_all:Rule"),),
    )
    with pytest.raises(EngineFailed, match="The rule nowhere_at_all:Rule does not work: ") as caught:
        rank_replacements(asked, (), Placed("a", "gate", "day", MONDAY))
    assert "\n" not in str(caught.value)
