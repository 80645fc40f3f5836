"""Each rule about what one person stands: kept, broken by how much, hard, weighted, with duties outside."""

from datetime import date

import msgspec
import pytest

from dutydesk_roster.engine import (
    DaysInARow,
    DutiesADay,
    FewestDaysInARow,
    FewestDaysOff,
    HoursAMonth,
    HoursAWeek,
    NightsInARow,
    OnePost,
    Overtime,
    Placed,
    Rest,
    Succession,
    WeekendsOff,
    Wish,
    check,
    shortcomings,
)
from tests.plugins.roster_engine.months import DAY, LATE, NIGHT, guard, held, problem, slot

LI = guard("li", name="Li Wei")
ZHAO = guard("zhao", name="Zhao Min", share=0.5)


def november(day):
    return date(2026, 11, day)


def stands(person, shift, *days, post="gate"):
    return tuple(Placed(person, post, shift.code, november(day)) for day in days)


def month(*rules, days=range(1, 31), posts=("gate", "hall"), **more):
    slots = [
        slot(post, shift, november(day)) for day in days for shift in (DAY, LATE, NIGHT) for post in posts
    ]
    return problem((LI, ZHAO), slots, first=november(days[0]), rules=rules, **more)


def found(asked, *placements):
    roster = [one for some in placements for one in some]
    return [(one.rule, one.person, one.day.day, one.amount) for one in check(asked, roster)]


WORKED = stands("li", DAY, 3, 4, 5)

CASES = [
    pytest.param(
        (
            Rest(hours=16.5),
            stands("li", DAY, 3) + stands("li", LATE, 4),
            stands("li", DAY, 3, 4, 5),
            [4, 5],
            [1, 1],
            (
                "Li Wei would rest 16 h instead of 16.5 h between Day at Gate post (3 Nov) and Day at Gate "
                "post (4 Nov)."
            ),
        ),
        id="rest",
    ),
    pytest.param(
        (
            DutiesADay(most=1),
            stands("li", DAY, 3, 4),
            stands("li", DAY, 3) + stands("li", LATE, 3) + stands("li", NIGHT, 3),
            [3],
            [2],
            "Li Wei would stand 3 duties on 3 Nov; at most 1 is allowed.",
        ),
        id="duties-a-day",
    ),
    pytest.param(
        (
            DaysInARow(most=2),
            stands("li", DAY, 3, 4, 6, 7),
            stands("li", DAY, 3, 4, 5, 6),
            [5],
            [2],
            "Li Wei would stand 4 days in a row (3–6 Nov); at most 2 are allowed.",
        ),
        id="days",
    ),
    pytest.param(
        (
            NightsInARow(most=2),
            stands("li", NIGHT, 3, 4) + stands("li", DAY, 5),
            stands("li", NIGHT, 3, 4, 5),
            [5],
            [1],
            "Li Wei would stand 3 nights in a row (3–5 Nov); at most 2 are allowed.",
        ),
        id="nights",
    ),
    pytest.param(
        (
            FewestDaysInARow(fewest=3),
            stands("li", DAY, 3, 4, 5, 9, 10, 11, 12),
            stands("li", DAY, 3, 9, 10),
            [3, 9],
            [2, 1],
            "Li Wei would stand only 1 day in a row (3 Nov); at least 3 must be.",
        ),
        id="fewest-days",
    ),
    pytest.param(
        (
            FewestDaysOff(fewest=3),
            stands("li", DAY, 3, 4, 8),
            stands("li", DAY, 3, 5, 8),
            [5, 8],
            [2, 1],
            "Li Wei would have only 1 day off between duties (4 Nov); at least 3 must be.",
        ),
        id="fewest-off",
    ),
    pytest.param(
        (
            HoursAWeek(most=22.5),
            stands("li", DAY, 7, 8, 9, 10),
            stands("li", DAY, 9, 10, 11),
            [11],
            [2],
            "Li Wei would stand 24 h in the week 9–15 Nov; at most 22.5 h are allowed.",
        ),
        id="week",
    ),
    pytest.param(
        (
            HoursAMonth(most=30.0),
            stands("li", DAY, 3, 13, 23),
            stands("li", DAY, 3, 13, 23, 26, 27),
            [26],
            [10],
            "Li Wei would stand 40 h in the month 1–30 Nov; at most 30 h are allowed.",
        ),
        id="month",
    ),
    pytest.param(
        (
            Overtime(contract=20.0, most=4.0),
            stands("li", DAY, 3, 13, 23),
            stands("li", DAY, 3, 13, 23, 26),
            [26],
            [8],
            "Li Wei would stand 32 h (1–30 Nov), 12 h of it overtime; at most 4 h beyond 20 h are allowed.",
        ),
        id="overtime",
    ),
    pytest.param(
        (
            WeekendsOff(fewest=2),
            stands("li", DAY, 7, 15, 20),
            stands("li", DAY, 7, 15, 22, 28),
            [22],
            [2],
            "Li Wei would have 0 whole weekends off (1–30 Nov); at least 2 must be.",
        ),
        id="weekends",
    ),
    pytest.param(
        (
            Succession(before="night", after=("day", "late")),
            stands("li", NIGHT, 3, 4) + stands("li", DAY, 6),
            stands("li", NIGHT, 3) + stands("li", LATE, 4) + stands("li", NIGHT, 8) + stands("li", DAY, 9),
            [4, 9],
            [1, 1],
            "Li Wei would stand Late at Gate post (4 Nov) on the day after Night at Gate post (3 Nov).",
        ),
        id="succession",
    ),
    pytest.param(
        (
            OnePost(),
            stands("li", DAY, 3, 4) + stands("zhao", DAY, 3, post="hall"),
            stands("li", DAY, 3, 5) + stands("li", DAY, 4, post="hall"),
            [4],
            [1],
            "Li Wei would stand at several posts (Gate post, Hall post) instead of one.",
        ),
        id="one-post",
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_a_rule_holds_and_breaks(case):
    rule, kept, broken, days, amounts, text = case
    asked = month(rule)
    assert found(asked, kept) == []
    breaches = check(asked, broken)
    assert [(one.rule, one.person, one.weight) for one in breaches] == [(rule.code, "li", 0)] * len(days)
    assert [one.day.day for one in breaches] == days
    assert [one.amount for one in breaches] == amounts
    assert breaches[0].text == text
    assert shortcomings(asked, broken) == ()


@pytest.mark.parametrize("case", CASES)
def test_a_weighted_rule_is_a_shortcoming(case):
    rule, kept, broken, days, amounts, text = case
    weighted = msgspec.structs.replace(rule, weight=7, name="Our rule")
    asked = month(weighted)
    assert check(asked, broken) == ()
    assert shortcomings(asked, kept) == ()
    breaches = shortcomings(asked, broken)
    assert [(one.day.day, one.amount, one.weight) for one in breaches] == [
        (day, amount, 7) for day, amount in zip(days, amounts, strict=True)
    ]
    assert breaches[0].text == f"Our rule: {text}"
    free = month(msgspec.structs.replace(rule, weight=0))
    assert (check(free, broken), shortcomings(free, broken)) == ((), ())


@pytest.mark.parametrize("case", CASES)
def test_a_rule_binds_only_its_people(case):
    rule, _kept, broken, days, _amounts, _text = case
    other = msgspec.structs.replace(rule, people=("zhao",))
    assert check(month(other), broken) == ()
    theirs = [Placed("zhao", one.post, one.shift, one.day) for one in broken]
    assert {one.person for one in check(month(other), theirs)} == {"zhao"}
    beside = month(other, msgspec.structs.replace(rule, people=("li",)))
    assert len(check(beside, broken)) == len(days)


@pytest.mark.parametrize(
    ("rule", "outside", "kept", "broken"),
    [
        pytest.param(
            Rest(hours=17.0),
            [(DAY, date(2026, 10, 31)), (LATE, date(2026, 11, 10))],
            stands("li", LATE, 1, 8),
            stands("li", DAY, 1, 10),
            id="rest",
        ),
        pytest.param(
            NightsInARow(most=2),
            [(NIGHT, date(2026, 10, day)) for day in (28, 29, 30, 31)],
            stands("li", NIGHT, 2),
            stands("li", NIGHT, 1),
            id="nights-before",
        ),
        pytest.param(
            DaysInARow(most=2),
            [(DAY, date(2026, 12, day)) for day in (1, 2, 3, 4)],
            stands("li", DAY, 29),
            stands("li", DAY, 30),
            id="days-after",
        ),
        pytest.param(
            HoursAWeek(most=23.0),
            [(DAY, date(2026, 10, day)) for day in (26, 27)],
            stands("li", DAY, 2),
            stands("li", DAY, 1),
            id="week",
        ),
        pytest.param(
            Succession(before="late", after=("day",)),
            [(LATE, date(2026, 10, 31)), (DAY, date(2026, 12, 1))],
            stands("li", LATE, 1) + stands("li", DAY, 30),
            stands("li", DAY, 1) + stands("li", LATE, 30),
            id="succession",
        ),
        pytest.param(
            FewestDaysInARow(fewest=3),
            [(DAY, date(2026, 10, 31))],
            stands("li", DAY, 1, 2),
            stands("li", DAY, 1),
            id="fewest-days",
        ),
        pytest.param(
            FewestDaysOff(fewest=2),
            [(DAY, date(2026, 10, 31)), (DAY, date(2026, 12, 1))],
            stands("li", DAY, 1, 30),
            stands("li", DAY, 2, 29),
            id="fewest-off",
        ),
        pytest.param(
            WeekendsOff(fewest=4),
            [(DAY, date(2026, 10, 31)), (DAY, date(2026, 12, 6))],
            stands("li", DAY, 1, 30),
            stands("li", DAY, 7),
            id="weekends",
        ),
    ],
)
def test_duties_outside_the_month_count(rule, outside, kept, broken):
    asked = month(rule, held=tuple(held("li", shift, day) for shift, day in outside))
    assert check(asked, ()) == ()
    assert found(asked, kept) == []
    assert {one.rule for one in check(asked, broken)} == {rule.code}


def test_what_duties_outside_break_among_themselves_is_not_counted():
    outside = tuple(held("li", NIGHT, date(2026, 10, day)) for day in range(20, 32))
    asked = month(DaysInARow(most=3), HoursAWeek(most=40), Rest(hours=17.0), held=outside)
    # October alone is 12 days and 48 h in its last week (26 October to 1 November).
    assert found(asked, stands("li", NIGHT, 1)) == [
        ("days-in-a-row", "li", 1, 1),
        ("hours-a-week", "li", 1, 8),
        ("rest", "li", 1, 1),
    ]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (FewestDaysInARow(fewest=3), (1, 2)),
        (FewestDaysInARow(fewest=3), (29, 30)),
        (FewestDaysOff(fewest=3), (3, 28)),
    ],
)
def test_a_run_whose_end_is_not_known_is_not_judged(rule, days):
    assert check(month(rule), stands("li", DAY, *days)) == ()


def test_only_whole_months_are_judged():
    rules = (HoursAMonth(most=1.0), Overtime(contract=0.0, most=1.0), WeekendsOff(fewest=4))
    assert check(month(*rules, days=range(2, 31)), stands("li", DAY, 7, 8, 14)) == ()


def test_overtime_is_reckoned_from_the_part_of_a_post_that_someone_works():
    asked = month(Overtime(contract=20.0, most=4.0))
    assert found(asked, stands("zhao", DAY, 3, 13)) == [("overtime", "zhao", 13, 2)]


def test_more_weekends_than_a_month_has_cannot_be_asked_for():
    assert found(month(WeekendsOff(fewest=9)), stands("li", DAY, 7)) == [("weekends-off", "li", 7, 1)]


def test_a_rule_that_overlapping_duties_break_is_told_once():
    both = stands("li", DAY, 3) + stands("li", DAY, 3, post="hall")
    assert [one[0] for one in found(month(Rest()), both)] == ["two-places"]


def test_a_limit_that_is_no_binary_fraction_is_not_broken_by_rounding():
    assert found(month(HoursAWeek(most=8.05), HoursAMonth(most=24.1)), stands("li", DAY, 3, 13, 23)) == []
    assert found(month(HoursAWeek(most=7.9)), stands("li", DAY, 3)) == [("hours-a-week", "li", 3, 1)]


@pytest.mark.parametrize(
    ("wish", "granted", "refused", "text"),
    [
        (
            {"on": True, "shift": "night", "post": "hall"},
            stands("li", NIGHT, 5, post="hall"),
            stands("li", NIGHT, 5),
            "Li Wei asked to stand Night at Hall post (5 Nov) and would not.",
        ),
        (
            {"on": True, "shift": "night"},
            stands("li", NIGHT, 5),
            stands("li", DAY, 5),
            "Li Wei asked to stand Night (5 Nov) and would not.",
        ),
        (
            {"on": True},
            stands("li", DAY, 5),
            stands("li", DAY, 4),
            "Li Wei asked to stand on 5 Nov and would not.",
        ),
        (
            {"on": False, "post": "gate"},
            stands("li", DAY, 5, post="hall"),
            stands("li", DAY, 5),
            "Li Wei asked not to stand at Gate post on 5 Nov and would stand Day at Gate post (5 Nov).",
        ),
        (
            {"on": False},
            stands("zhao", DAY, 5),
            stands("li", DAY, 5) + stands("li", LATE, 5),
            "Li Wei asked not to stand on 5 Nov and would stand Day at Gate post (5 Nov).",
        ),
    ],
)
def test_a_wish_is_granted_or_refused(wish, granted, refused, text):
    for weight in (None, 20):
        asked = month(wishes=(Wish(person="li", day=november(5), weight=weight, **wish),))
        judged, other = (check, shortcomings) if weight is None else (shortcomings, check)
        assert judged(asked, granted) == other(asked, refused) == ()
        breaches = judged(asked, refused)
        assert [(one.rule, one.person, one.day, one.amount, one.weight, one.text) for one in breaches] == [
            ("wish", "li", november(5), 1, weight or 0, text)
        ]


def test_wishes_of_strangers_and_for_other_months_are_nobodys():
    wishes = (
        Wish(person="wu", day=november(5), on=True, weight=None),
        Wish(person="li", day=date(2026, 12, 5), on=True, weight=None),
    )
    assert check(month(wishes=wishes), ()) == ()
