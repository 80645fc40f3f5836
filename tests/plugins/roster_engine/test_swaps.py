"""Swaps: whether they are allowed, what they cost, and which of them free someone."""

from collections import Counter
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dutydesk_roster.engine import (
    Apart,
    Beside,
    EngineFailed,
    FewestDaysOff,
    HeadsOf,
    NightsInARow,
    Pin,
    Placed,
    PluginRule,
    Wish,
    Within,
    check,
    fairness_table,
    judge_swap,
    score,
    swaps_that_free,
    unfilled,
)
from tests.plugins.roster_engine.months import DAY, LATE, NIGHT, away, guard, problem, slot
from tests.plugins.roster_engine.random_problems import problems, rosters
from tests.soak import SOAK

MONDAY = date(2026, 11, 2)
DATES = [MONDAY + timedelta(days=index) for index in range(28)]


def at(person, shift, day, post="gate"):
    return Placed(person, post, shift.code, day)


def swapped(roster, give, take, other):
    left = [one for one in roster if one not in {give, take}]
    back = [] if take is None else [Placed(give.person, *take.place)]
    return [*left, Placed(other, *give.place), *back]


def told(breaches):
    return Counter((one.day, one.rule, one.text) for one in breaches)


def never_met(asked, roster):
    """The needs that nobody meets in slots for several in which no wanted head is open."""
    several = {one.place for one in asked.slots if one.room > 1}
    return {
        (one.post, one.shift, one.day, need)
        for one in unfilled(asked, roster)
        if (one.post, one.shift, one.day) in several and not one.missing
        for need in one.lacking
    }


@pytest.fixture(scope="module")
def asked():
    return problem(
        [guard(key, name=key.title()) for key in ("li", "wu", "sun")],
        [
            slot(post, shift, day)
            for day in DATES
            for shift in (DAY, LATE, NIGHT)
            for post in ("gate", "hall")
        ],
    )


@st.composite
def swaps(draw):
    asked = draw(problems(pinned=True).filter(lambda one: one.slots and len(one.people) > 1))
    roster = draw(rosters(asked, most=8))
    assume(roster)
    give = draw(st.sampled_from(roster))
    others = [one for one in roster if one.person != give.person]
    if others and draw(st.booleans()):
        take = draw(st.sampled_from(others))
        return asked, roster, give, take, take.person
    keys = [one.key for one in asked.people if one.key != give.person]
    return asked, roster, give, None, draw(st.sampled_from(keys))


@pytest.mark.soak
@settings(max_examples=25 * SOAK, deadline=None)
@given(swaps())
def test_a_swap_is_allowed_where_the_check_finds_nothing_new_and_no_pin_moves(swap):
    asked, roster, give, take, other = swap
    after = swapped(roster, give, take, other)
    verdict = judge_swap(asked, roster, give, take, other)
    before, broken = check(asked, roster), check(asked, after)
    new = told(broken) - told(before)
    pins = {Placed(pin.person, *pin.place) for pin in asked.pins}
    said = told(one for one in verdict.breaches if one.rule not in {"pinned", "unmet-need"})
    assert said <= new
    for breach in broken:
        if (breach.day, breach.rule, breach.text) in new - said:
            # What is left unsaid was there before and is less now.
            assert any(
                one.rule == breach.rule
                and (one.person == breach.person or one.rule == "too-many")
                and one.amount > breach.amount
                for one in before
            ), breach
    assert ("pinned" in {one.rule for one in verdict.breaches}) == bool(pins & {give, take})
    unmet = never_met(asked, after) - never_met(asked, roster)
    assert ("unmet-need" in {one.rule for one in verdict.breaches}) == bool(unmet)
    assert verdict.allowed == (not verdict.breaches)


@settings(max_examples=30, deadline=None)
@given(swaps())
def test_the_cost_of_a_swap_is_the_difference_of_the_scores(swap):
    asked, roster, give, take, other = swap
    after = swapped(roster, give, take, other)
    assume(len(set(after)) == len(roster))
    verdict = judge_swap(asked, roster, give, take, other)

    def cost(stood):
        found = score(asked, stood)
        return (
            sum(each for _measure, each in found.fairness)
            + sum(each for _rule, each in found.rules)
            + found.wishes
        )

    assert verdict.cost == cost(after) - cost(roster)
    assert verdict.fairness_before == fairness_table(asked, roster).number
    assert verdict.fairness_after == fairness_table(asked, after).number


@pytest.mark.soak
@settings(max_examples=15 * SOAK, deadline=None)
@given(swaps())
def test_only_swaps_that_are_allowed_are_offered_cheapest_first_and_none_touches_a_pin(swap):
    asked, roster, give, _take, _other = swap
    offers = swaps_that_free(asked, roster, give, limit=4)
    pins = {Placed(pin.person, *pin.place) for pin in asked.pins}
    assert len(offers) <= 4
    assert len({one.allowed for one in offers}) <= 1
    for one in offers:
        assert (one.give, one.take in pins) == (give, False)
        verdict = judge_swap(asked, roster, one.give, one.take, one.other)
        assert (verdict.allowed, verdict.breaches, verdict.costs, verdict.cost, verdict.text) == (
            one.allowed,
            one.breaches,
            one.costs,
            one.cost,
            one.reason,
        )
    if any(one.allowed for one in offers):
        assert give not in pins
        assert [one.cost for one in offers] == sorted(one.cost for one in offers)
    else:
        there = {one.person for one in roster if one.place == give.place}
        for person in asked.people:
            assert person.key in there or not judge_swap(asked, roster, give, None, person.key).allowed


def test_a_swap_that_breaks_nothing_is_allowed_and_says_what_it_does(asked):
    give, take = at("li", DAY, DATES[3]), at("wu", DAY, DATES[9])
    verdict = judge_swap(asked, [give, take], give, take, "wu")
    assert verdict.allowed
    assert verdict.cost == 0
    assert verdict.text == (
        "Allowed: Wu takes Day at Gate post (5 Nov) from Li and gives Day at Gate post (11 Nov) for it. "
        "It breaks no rule and costs nothing."
    )


def test_what_a_swap_breaks_is_said_of_either(asked):
    give, take = at("li", NIGHT, DATES[3]), at("wu", DAY, DATES[9])
    roster = [give, take, at("wu", DAY, DATES[4]), at("li", NIGHT, DATES[8])]
    verdict = judge_swap(asked, roster, give, take, "wu")
    assert not verdict.allowed
    assert {(one.person, one.rule) for one in verdict.breaches} == {("li", "rest"), ("wu", "rest")}
    assert verdict.text.startswith("Not allowed: Wu takes Night at Gate post (5 Nov) from Li")
    assert "would rest 0 h instead of 11 h" in verdict.text


def test_a_swap_may_cure_what_taking_the_duty_alone_would_break(asked):
    give, take = at("li", NIGHT, DATES[3]), at("wu", DAY, DATES[4])
    roster = [give, take]
    assert [one.rule for one in judge_swap(asked, roster, give, None, "wu").breaches] == ["rest"]
    assert judge_swap(asked, roster, give, take, "wu").allowed


def test_what_was_broken_and_is_less_so_is_no_reason_against_a_swap(asked):
    nights = msgspec.structs.replace(asked, rules=(NightsInARow(most=2),))
    roster = [at("li", NIGHT, day) for day in DATES[:5]]
    assert judge_swap(nights, roster, roster[4], None, "wu").allowed
    assert judge_swap(nights, roster, roster[0], None, "wu").allowed
    worse = at("wu", NIGHT, DATES[5], "hall")
    assert not judge_swap(nights, [*roster, worse], roster[0], worse, "wu").allowed


def test_leave_and_wishes_come_into_it(asked):
    bound = msgspec.structs.replace(
        asked,
        busy=(away("wu", DATES[3], DATES[3]),),
        wishes=(Wish(person="sun", day=DATES[3], on=False),),
    )
    give = at("li", DAY, DATES[3])
    assert judge_swap(bound, [give], give, None, "wu").breaches[0].rule == "on-leave"
    verdict = judge_swap(bound, [give], give, None, "sun")
    assert verdict.allowed
    assert verdict.costs[0] == "Sun asked not to stand on 5 Nov and would stand Day at Gate post (5 Nov)."
    assert verdict.text.startswith(
        "Allowed, at a cost: Sun takes Day at Gate post (5 Nov) from Li. Sun asked"
    )


def test_giving_a_duty_away_may_break_the_giver_s_own_rules(asked):
    bound = msgspec.structs.replace(asked, wishes=(Wish(person="li", day=DATES[3], on=True, weight=None),))
    give = at("li", DAY, DATES[3])
    (breach,) = judge_swap(bound, [give], give, None, "wu").breaches
    assert (breach.person, breach.rule) == ("li", "wish")


def test_people_beside_whom_one_comes_to_stand_are_looked_at(asked):
    give, take = at("li", DAY, DATES[3]), at("wu", DAY, DATES[9])
    roster = [give, take, at("sun", DAY, DATES[3], "hall")]
    apart = msgspec.structs.replace(asked, rules=(*asked.rules, Apart(people=("wu", "sun"))))
    assert [one.rule for one in judge_swap(apart, roster, give, take, "wu").breaches] == ["apart"]
    learners = msgspec.structs.replace(
        asked,
        people=(
            guard("li", rank="deputy"),
            guard("wu"),
            guard("sun", name="Sun", qualifications=("new",)),
        ),
        rules=(
            Beside(who="new", by="deputy", within=Within.SHIFT),
            HeadsOf(who="deputy", shifts=("late",), least=0),
        ),
    )
    (left,) = judge_swap(learners, roster, give, take, "wu").breaches
    assert (left.person, left.rule) == ("sun", "beside")


def test_the_last_one_who_meets_a_need_is_not_swapped_away():
    asked = problem(
        [guard("li", qualifications=("armed",)), guard("wu", name="Wu"), guard("sun")],
        [slot("gate", DAY, DATES[0], heads=2, needs=("armed",)), slot("gate", DAY, DATES[5])],
        need_names={"armed": "Weapons"},
    )
    roster = [at("li", DAY, DATES[0]), at("sun", DAY, DATES[0]), at("wu", DAY, DATES[5])]
    (breach,) = judge_swap(asked, roster, roster[0], roster[2], "wu").breaches
    assert breach.text == "With Wu there, nobody would have: Weapons."


def test_a_pinned_duty_is_named_whoever_stands_it(asked):
    give, take = at("li", DAY, DATES[3]), at("wu", DAY, DATES[9])
    for pinned in (give, take):
        bound = msgspec.structs.replace(asked, pins=(Pin(pinned.person, *pinned.place),))
        (breach,) = judge_swap(bound, [give, take], give, take, "wu").breaches
        assert breach.rule == "pinned"
        assert breach.text.startswith(f"{pinned.person.title()} is pinned to Day at Gate post")
    bound = msgspec.structs.replace(asked, pins=(Pin(give.person, *give.place),))
    offers = swaps_that_free(bound, [give, take], give)
    assert offers
    assert all([each.rule for each in one.breaches] == ["pinned"] for one in offers)


def test_the_swaps_offered_are_the_cheapest_within_a_fortnight_at_another_time(asked):
    give = at("li", DAY, DATES[10])
    near, far = at("wu", LATE, DATES[14]), at("wu", LATE, DATES[25])
    same_time = at("sun", DAY, DATES[10], "hall")
    offers = swaps_that_free(asked, [give, near, far, same_time], give)
    assert {(one.other, one.take) for one in offers} == {("wu", None), ("wu", near)}
    assert all(one.allowed for one in offers)
    assert swaps_that_free(asked, [give, near, far, same_time], give, limit=1) == offers[:1]
    with pytest.raises(ValueError, match="no 0 swaps"):
        swaps_that_free(asked, [give], give, limit=0)


def test_where_no_swap_is_allowed_the_nearest_are_told_with_why(asked):
    bound = msgspec.structs.replace(
        asked,
        busy=tuple(away(key, DATES[3], DATES[3]) for key in ("wu", "sun")),
        rules=(*asked.rules, FewestDaysOff(fewest=2)),
    )
    give = at("li", DAY, DATES[3])
    offers = swaps_that_free(bound, [give, at("sun", DAY, DATES[2])], give)
    assert [one.allowed for one in offers] == [False] * len(offers)
    assert {one.other for one in offers} == {"wu", "sun"}
    assert (
        "Not allowed: Wu takes Day at Gate post (5 Nov) from Li. "
        "Wu is away (annual leave) during Day at Gate post (5 Nov)."
    ) in [one.reason for one in offers]


@pytest.mark.parametrize(
    ("give", "take", "other", "expected"),
    [
        (at("li", DAY, DATES[4]), None, "wu", "Li does not stand Day at Gate post"),
        (at("li", DAY, DATES[3]), at("wu", DAY, DATES[4]), "wu", "Wu does not stand Day at Gate post"),
        (at("li", DAY, DATES[3]), at("wu", DAY, DATES[9]), "sun", "Sun does not stand Day at Gate post"),
        (at("li", DAY, DATES[3]), None, "nobody", "'nobody' is nobody in this roster"),
        (at("li", DAY, DATES[3]), None, "li", "cannot swap with themselves"),
    ],
)
def test_a_swap_that_makes_no_sense_is_refused(asked, give, take, other, expected):
    roster = [at("li", DAY, DATES[3]), at("wu", DAY, DATES[9])]
    with pytest.raises(ValueError, match=expected):
        judge_swap(asked, roster, give, take, other)


def test_a_duty_that_nobody_stands_cannot_be_swapped_away(asked):
    with pytest.raises(ValueError, match="Li does not stand Day at Gate post"):
        swaps_that_free(asked, (), at("li", DAY, DATES[3]))


NO_FRIDAYS = """
import msgspec

from dutydesk_roster.engine.solution import Breach


class NoFridays(msgspec.Struct, frozen=True):
    person: str

    def check(self, problem, roster):
        for one in roster:
            if one.person == self.person and one.day.weekday() == 4:
                yield Breach(one.day, one.person, "", f"{one.person} would stand on a Friday.")

    def constrain(self, sheet, rule):
        pass
"""


@pytest.mark.parametrize("weight", [None, 7])
def test_a_plugin_s_rule_is_asked_about_either(asked, weight):
    rule = PluginRule(
        target="fridays:NoFridays", settings='{"person": "wu"}', source=NO_FRIDAYS, weight=weight
    )
    bound = msgspec.structs.replace(asked, rules=(*asked.rules, rule))
    give, take, old = at("li", DAY, DATES[4]), at("wu", DAY, DATES[7]), at("wu", DAY, DATES[11])
    verdict = judge_swap(bound, [give, take, old], give, take, "wu")
    said = [one.text for one in verdict.breaches] if weight is None else list(verdict.costs)
    assert said == ["wu would stand on a Friday."]
    assert (verdict.allowed, verdict.cost) == (weight is not None, weight or 0)
    assert judge_swap(bound, [give, take, old], give, None, "sun").allowed


def test_a_plugin_s_rule_that_fails_is_named_in_one_line(asked):
    bound = msgspec.structs.replace(asked, rules=(PluginRule(target="nowhere_at_all:Rule"),))
    give = at("li", DAY, DATES[3])
    for judged in (
        lambda: judge_swap(bound, [give], give, None, "wu"),
        lambda: swaps_that_free(bound, [give], give),
    ):
        with pytest.raises(EngineFailed, match="The rule nowhere_at_all:Rule does not work: "):
            judged()
