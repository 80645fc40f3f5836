"""What is judged as one types is what the checker finds of the whole roster before and after."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk_roster.engine import DaysInARow, Placed, Rest, Wish, check
from dutydesk_roster.engine.checker import shortcomings
from dutydesk_roster.engine.judge import Judge
from dutydesk_roster.engine.standing_roster import newly_broken
from tests.plugins.roster_engine.months import DAY, LATE, NIGHT, away, guard, held, problem, slot
from tests.plugins.roster_engine.random_problems import problems, rosters
from tests.soak import SOAK

MONDAY = date(2026, 11, 2)
TUESDAY = MONDAY + timedelta(days=1)


@st.composite
def edits(draw):
    asked = draw(problems(pinned=True))
    standing = draw(rosters(asked))
    out = draw(st.lists(st.sampled_from(standing), unique=True, max_size=2)) if standing else []
    into = [one for one in draw(rosters(asked, most=2)) if one not in standing]
    return asked, standing, out, into


def changed(standing, out, into):
    return (*(one for one in standing if one not in out), *into)


@pytest.mark.soak
@settings(max_examples=50 * SOAK, deadline=None)
@given(edits())
def test_the_verdict_is_the_difference_that_the_checker_finds(edit):
    asked, standing, out, into = edit
    after = changed(standing, out, into)
    verdict = Judge(asked, standing).of(out, into)
    assert sorted(verdict.broken) == sorted(newly_broken(check(asked, standing), check(asked, after)))
    assert sorted(verdict.costs) == sorted(
        newly_broken(shortcomings(asked, standing), shortcomings(asked, after))
    )


@settings(max_examples=40, deadline=None)
@given(edits(), st.data())
def test_a_judge_after_a_change_judges_like_a_new_one(edit, data):
    asked, standing, out, into = edit
    after = changed(standing, out, into)
    more = [one for one in data.draw(rosters(asked, most=2)) if one not in after]
    assert Judge(asked, standing).with_changes(out, into).of((), more) == Judge(asked, after).of((), more)


def week(**more):
    slots = [
        slot("gate", shift, MONDAY + timedelta(days=day)) for day in range(5) for shift in (DAY, LATE, NIGHT)
    ]
    slots.append(slot("yard", DAY, MONDAY + timedelta(days=5)))
    return problem([guard("li"), guard("wu")], slots, **more)


def test_the_numbers_are_told():
    asked = week(rules=(Rest(hours=11.0),))
    verdict = Judge(asked, [Placed("li", "gate", "night", MONDAY)]).of(
        (), [Placed("li", "gate", "day", TUESDAY)]
    )
    (breach,) = verdict.broken
    assert breach.text.startswith("Li would rest 0 h instead of 11 h between")
    assert verdict.costs == ()


def test_wishes_and_weighted_rules_are_costs():
    asked = week(
        rules=(DaysInARow(most=1, weight=30),),
        wishes=(Wish(person="li", day=TUESDAY, on=False, shift="", post="", weight=7),),
    )
    verdict = Judge(asked, [Placed("li", "gate", "day", MONDAY)]).of(
        (), [Placed("li", "gate", "day", TUESDAY)]
    )
    assert verdict.broken == ()
    assert {one.rule for one in verdict.costs} == {"days-in-a-row", "wish"}


def test_a_duty_that_nobody_asks_for_is_judged_by_its_person():
    yard = slot("yard", DAY, TUESDAY)
    asked = week(rules=(Rest(hours=11.0),), busy=(away("li", TUESDAY, TUESDAY),))
    judge = Judge(asked, [Placed("li", "gate", "night", MONDAY)], slot_at=lambda _place: yard)
    verdict = judge.of((), [Placed("li", "yard", "day", TUESDAY)])
    assert {one.rule for one in verdict.broken} == {"rest", "on-leave"}
    assert {one.rule for one in Judge(asked, []).of((), [Placed("li", "yard", "day", TUESDAY)]).broken} == {
        "unknown-slot"
    }


def test_taking_away_a_duty_that_nobody_asks_for_mends_what_it_broke():
    yard = slot("yard", DAY, TUESDAY)
    asked = week(rules=(Rest(hours=11.0),), held=(held("li", DAY, TUESDAY, "yard"),))
    judge = Judge(asked, [], slot_at=lambda _place: yard)
    night = Placed("li", "gate", "night", MONDAY)
    assert {one.rule for one in judge.of((), [night]).broken} == {"rest"}
    assert judge.of([Placed("li", "yard", "day", TUESDAY)], [night]).broken == ()


def test_heads_too_many_are_told_of_the_slot():
    asked = week()
    judge = Judge(asked, [Placed("wu", "gate", "day", MONDAY)])
    assert [one.rule for one in judge.of((), [Placed("li", "gate", "day", MONDAY)]).broken] == ["too-many"]
    roomy = msgspec.structs.replace(
        asked, slots=tuple(msgspec.structs.replace(one, most=2) for one in asked.slots)
    )
    judge = Judge(roomy, [Placed("wu", "gate", "day", MONDAY)])
    assert judge.of((), [Placed("li", "gate", "day", MONDAY)]).broken == ()
