"""Rules about who stands near whom: kept, broken by how much, hard and weighted, with duties outside."""

from datetime import date

import msgspec
import pytest

from dutydesk_roster.engine import (
    Apart,
    Beside,
    HeadsOf,
    Pin,
    Placed,
    Together,
    Within,
    check,
    check_people,
    shortcomings,
)
from tests.plugins.roster_engine.months import DAY, LATE, away, guard, held, problem, slot

LI = guard("li", name="Li Wei", rank="leader")
ZHAO = guard("zhao", name="Zhao Min", qualifications=("senior",))
WU = guard("wu", name="Wu Na", rank="new")
SUN = guard("sun", name="Sun Bo", rank="new", qualifications=("senior",))
NAMES = {"new": "New guard", "senior": "Experienced guard", "leader": "Squad leader"}


def november(day):
    return date(2026, 11, day)


def stands(person, shift, *days, post="gate"):
    return tuple(Placed(person, post, shift.code, november(day)) for day in days)


def days_of(*rules, people=(LI, ZHAO, WU, SUN), days=(2, 3), **more):
    slots = more.pop("slots", None) or [
        slot(post, shift, november(day), heads=4)
        for day in days
        for shift in (DAY, LATE)
        for post in ("gate", "hall")
    ]
    return problem(people, slots, rules=rules, need_names=NAMES, **more)


def found(asked, roster):
    return [(one.rule, one.person, one.day.day, one.amount) for one in check(asked, roster)]


CASES = [
    pytest.param(
        Apart(people=("li", "zhao", "wu")),
        stands("li", DAY, 2) + stands("zhao", LATE, 2) + stands("wu", DAY, 3) + stands("sun", DAY, 2, 3),
        stands("wu", DAY, 2) + stands("li", DAY, 2, post="hall") + stands("zhao", DAY, 2),
        [("wu", 1), ("zhao", 1)],
        "Wu Na and Li Wei would stand near each other, Day (2 Nov); they are to be apart.",
        id="apart-in-a-shift",
    ),
    pytest.param(
        Apart(people=("li", "zhao"), within=Within.POST),
        stands("li", DAY, 2) + stands("zhao", DAY, 2, post="hall"),
        stands("li", DAY, 2) + stands("zhao", DAY, 2),
        [("zhao", 1)],
        "Zhao Min and Li Wei would stand near each other, Day at Gate post (2 Nov); they are to be apart.",
        id="apart-at-a-post",
    ),
    pytest.param(
        Together(people=("li", "zhao", "wu")),
        stands("li", DAY, 2) + stands("zhao", DAY, 2, post="hall") + stands("wu", DAY, 2),
        stands("li", DAY, 2) + stands("zhao", DAY, 2) + stands("wu", LATE, 2),
        [("wu", 1), ("zhao", 1)],
        "Wu Na would stand Late (2 Nov) without Zhao Min; they are to stand together.",
        id="together",
    ),
    pytest.param(
        Beside(who="new", by="senior"),
        stands("wu", DAY, 2) + stands("zhao", DAY, 2) + stands("li", DAY, 2, post="hall"),
        stands("wu", DAY, 2) + stands("zhao", DAY, 2, post="hall") + stands("sun", DAY, 3),
        [("wu", 1), ("sun", 1)],
        "Wu Na (New guard) would stand Day at Gate post (2 Nov) with nobody near who has Experienced guard.",
        id="beside-at-a-post",
    ),
    pytest.param(
        Beside(who="new", by="senior", within=Within.SHIFT),
        stands("wu", DAY, 2) + stands("zhao", DAY, 2, post="hall"),
        stands("wu", DAY, 2) + stands("zhao", LATE, 2),
        [("wu", 1)],
        "Wu Na (New guard) would stand Day (2 Nov) with nobody near who has Experienced guard.",
        id="beside-in-a-shift",
    ),
    pytest.param(
        HeadsOf(who="new", least=0, most=0, shifts=("day",), posts=("gate",)),
        stands("wu", DAY, 2, post="hall") + stands("wu", LATE, 3) + stands("li", DAY, 3),
        stands("wu", DAY, 2) + stands("sun", DAY, 2),
        [("wu", 2)],
        "Day (2 Nov) would have 2 guards with New guard; at most 0 may be there.",
        id="too-many-heads",
    ),
]


@pytest.mark.parametrize(("rule", "kept", "broken", "who", "text"), CASES)
def test_a_rule_holds_and_breaks(rule, kept, broken, who, text):
    asked = days_of(rule)
    assert check(asked, kept) == ()
    breaches = check(asked, broken)
    assert [(one.person, one.amount) for one in breaches] == who
    assert {(one.rule, one.weight) for one in breaches} == {(rule.code, 0)}
    assert breaches[0].text == text
    assert shortcomings(asked, broken) == ()


@pytest.mark.parametrize(("rule", "kept", "broken", "who", "text"), CASES)
def test_a_weighted_rule_is_a_shortcoming(rule, kept, broken, who, text):
    asked = days_of(msgspec.structs.replace(rule, weight=7, name="Our rule"))
    assert check(asked, broken) == shortcomings(asked, kept) == ()
    breaches = shortcomings(asked, broken)
    assert [(one.person, one.amount, one.weight) for one in breaches] == [(*one, 7) for one in who]
    assert breaches[0].text == f"Our rule: {text}"


def test_every_shift_has_its_leader():
    asked = days_of(HeadsOf(who="leader", shifts=("day",)))
    assert found(asked, stands("li", DAY, 2, 3, post="hall")) == []
    assert found(asked, stands("li", DAY, 2) + stands("zhao", DAY, 3)) == [("heads-of", "", 3, 1)]
    assert [one.text for one in check(asked, stands("li", DAY, 2))] == [
        "Day (3 Nov) would have 0 guards with Squad leader; at least 1 must be there."
    ]
    both = days_of(HeadsOf(who="leader", least=3, shifts=("day",)), days=(2,))
    assert found(both, stands("li", DAY, 2)) == [("heads-of", "", 2, 2)]


def test_a_shift_that_wants_nobody_needs_no_leader():
    asked = days_of(
        HeadsOf(who="leader", posts=("gate",)),
        slots=[slot("gate", DAY, november(2), heads=0), slot("hall", DAY, november(2))],
    )
    assert check(asked, ()) == ()


def test_only_the_named_people_count_as_heads_of_a_kind():
    asked = days_of(
        HeadsOf(who="new", people=("sun",)), days=(2,), slots=[slot("gate", DAY, november(2), heads=4)]
    )
    assert found(asked, stands("wu", DAY, 2)) == [("heads-of", "", 2, 1)]
    assert found(asked, stands("sun", DAY, 2)) == []


def test_only_named_learners_need_company():
    asked = days_of(Beside(who="new", by="senior", people=("wu",)))
    assert found(asked, stands("sun", DAY, 2)) == []
    assert found(asked, stands("wu", DAY, 3)) == [("beside", "wu", 3, 1)]


@pytest.mark.parametrize(
    ("people", "busy"),
    [
        ((LI, guard("zhao", starts=november(3)), WU), ()),
        ((LI, ZHAO, WU), (away("zhao", november(2), november(2)),)),
    ],
)
def test_who_is_away_or_does_not_serve_is_not_missed(people, busy):
    asked = days_of(Together(people=("li", "zhao")), people=people, busy=busy)
    assert found(asked, stands("li", DAY, 2)) == []
    assert found(asked, stands("li", DAY, 3)) == [("together", "li", 3, 1)]


def test_a_neighbour_nobody_knows_is_passed_over():
    asked = days_of(Together(people=("li", "nobody", "zhao")))
    assert found(asked, stands("li", DAY, 2)) == [("together", "li", 2, 1)]


def test_a_duty_outside_the_roster_is_company_but_not_judged():
    outside = (held("zhao", DAY, november(2)), held("wu", DAY, november(3)))
    asked = days_of(
        Beside(who="new", by="senior"),
        Together(people=("li", "zhao")),
        Apart(people=("zhao", "sun")),
        HeadsOf(who="new", least=0, most=1, shifts=("day",)),
        held=outside,
    )
    assert found(asked, ()) == []
    assert found(asked, stands("wu", DAY, 2) + stands("li", DAY, 2)) == []
    assert found(asked, stands("sun", DAY, 2)) == [("apart", "sun", 2, 1)]
    assert found(asked, stands("sun", DAY, 3)) == [("beside", "sun", 3, 1), ("heads-of", "sun", 3, 1)]


def test_who_is_pinned_is_not_the_one_to_leave():
    pins = (Pin("zhao", "gate", "day", november(2)),)
    roster = stands("li", DAY, 2) + stands("zhao", DAY, 2)
    assert found(days_of(Apart(people=("li", "zhao")), pins=pins), roster) == [("apart", "li", 2, 1)]
    pins = (Pin("wu", "gate", "day", november(2)),)
    roster = stands("sun", DAY, 2) + stands("wu", DAY, 2)
    asked = days_of(HeadsOf(who="new", least=0, most=1), pins=pins)
    assert found(asked, roster) == [("heads-of", "sun", 2, 1)]


def test_naming_nobody_binds_nobody():
    roster = stands("li", DAY, 2) + stands("zhao", DAY, 2)
    assert check(days_of(Apart(), Together()), roster) == ()


def test_the_breaches_of_one_are_those_of_their_company():
    asked = days_of(
        Apart(people=("li", "zhao")), Together(people=("wu", "sun")), Beside(who="new", by="senior")
    )
    roster = stands("li", DAY, 2) + stands("zhao", DAY, 2) + stands("wu", DAY, 3)

    def of(*people):
        return [(one.rule, one.person) for one in check_people(asked, roster, people)]

    assert of("li") == of("zhao") == [("apart", "zhao")]
    assert of("sun") == [("together", "wu")]
    assert of("wu") == [("beside", "wu"), ("together", "wu")]
