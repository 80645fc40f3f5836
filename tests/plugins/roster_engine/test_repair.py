"""Repairs."""

from datetime import date, timedelta
from itertools import combinations

import msgspec
import pytest

from dutydesk_roster.engine import (
    Busy,
    BusyKind,
    HeadsOf,
    HoursAWeek,
    Pin,
    Placed,
    Status,
    check,
    unfilled,
)
from dutydesk_roster.engine.generate import generate
from dutydesk_roster.engine.repair import repair
from tests.plugins.roster_engine.months import DAY, LATE, away, guard, problem, slot

MONDAY = date(2026, 11, 2)
DATES = [MONDAY + timedelta(days=index) for index in range(14)]


@pytest.fixture(scope="module")
def asked():
    return problem(
        [guard(key, name=f"Guard {key}") for key in "abcdefgh"],
        [slot(post, shift, day) for day in DATES for shift in (DAY, LATE) for post in ("gate", "hall")],
    )


@pytest.fixture(scope="module")
def published(asked):
    found = generate(asked, seconds=2, workers=1)
    assert found.unfilled == ()
    return found.assignments


def sick(asked, person, first, last):
    return msgspec.structs.replace(asked, busy=(away(person, first, last, "sick"),))


def test_a_repair_covers_all_and_changes_little(asked, published):
    ill = sick(asked, "a", DATES[5], DATES[7])
    lost = [one for one in published if one.person == "a" and DATES[5] <= one.day <= DATES[7]]
    assert lost
    found = repair(ill, published, DATES[5], DATES[7], workers=1, seconds=3)
    assert found.unfilled == ()
    assert check(ill, found.assignments) == ()
    assert {(one.person, one.day) for one in found.changes if one.change == "removed"} >= {
        ("a", one.day) for one in lost
    }
    assert len(found.changes) <= 6
    assert all(DATES[2] <= one.day <= DATES[10] for one in found.changes)


def test_a_repair_of_a_sound_roster_changes_nothing(asked, published):
    assert repair(asked, published, DATES[0], DATES[2], workers=1, seconds=2).changes == ()


def test_a_repair_leaves_pins_and_the_days_outside(asked, published):
    pin = next(one for one in published if one.day == DATES[6])
    pinned = msgspec.structs.replace(
        sick(asked, pin.person, DATES[6], DATES[6]), pins=(Pin(pin.person, pin.post, pin.shift, pin.day),)
    )
    found = repair(pinned, published, DATES[6], DATES[6], widen=0, workers=1, seconds=2)
    assert pin in found.assignments
    assert [one.rule for one in found.contradictions] == ["on-leave"]
    outside = [one for one in published if one.day != DATES[6]]
    assert set(outside) <= set(found.assignments)


def test_duties_that_break_rules_are_freed_outside_the_days(asked, published):
    wrong = sick(asked, "a", DATES[12], DATES[12])
    busy_then = next(one for one in published if one.day == DATES[12])
    wrong = sick(asked, busy_then.person, DATES[12], DATES[12])
    found = repair(wrong, published, DATES[0], DATES[0], workers=1, seconds=3)
    assert check(wrong, found.assignments) == ()
    assert busy_then not in found.assignments


def test_days_are_widened_while_slots_stay_open():
    people = [guard("a"), guard("b")]
    asked = problem(
        people,
        [slot("gate", LATE, DATES[0]), slot("gate", DAY, DATES[1])],
        busy=(away("b", DATES[1], DATES[1], "sick"),),
    )
    before = [Placed("a", "gate", "late", DATES[0]), Placed("b", "gate", "day", DATES[1])]
    narrow = repair(asked, before, DATES[1], DATES[1], widen=0, workers=1, seconds=1)
    assert len(narrow.unfilled) == 1
    wide = repair(asked, before, DATES[1], DATES[1], widen=1, workers=1, seconds=1)
    assert wide.unfilled == ()
    assert len(wide.changes) == 4
    with pytest.raises(ValueError, match="widened"):
        repair(asked, before, DATES[1], DATES[1], widen=-1)


def test_a_leaver_s_later_duties_are_taken_over(asked, published):
    leaving = msgspec.structs.replace(
        asked,
        people=tuple(
            msgspec.structs.replace(one, ends=DATES[9]) if one.key == "a" else one for one in asked.people
        ),
    )
    lost = {one for one in published if one.person == "a" and one.day > DATES[9]}
    assert lost
    found = repair(leaving, published, DATES[10], DATES[-1], workers=1, seconds=3)
    assert (found.unfilled, found.broken) == ((), ())
    removed = {(one.person, one.day) for one in found.changes if one.change == "removed"}
    assert removed >= {(one.person, one.day) for one in lost}
    assert all(one.day > DATES[9] for one in found.changes)


def test_an_event_takes_people_and_asks_for_more(asked, published):
    there = [one for one in published if one.day == DATES[4] and one.shift == "day"]
    parade = Busy(
        person=there[0].person,
        start=next(one.start for one in asked.slots if one.place == there[0].place),
        end=next(one.end for one in asked.slots if one.place == there[0].place),
        what=BusyKind.ACTIVITY,
        title="parade",
    )
    larger = msgspec.structs.replace(
        asked,
        busy=(parade,),
        slots=tuple(
            msgspec.structs.replace(one, heads=2) if one.place == there[1].place else one
            for one in asked.slots
        ),
    )
    found = repair(larger, published, DATES[4], DATES[4], workers=1, seconds=3)
    assert (found.unfilled, found.broken) == ((), ())
    assert [one.change for one in found.changes].count("removed") == 1
    assert [one.change for one in found.changes].count("added") == 2


def test_no_repair_of_the_same_days_changes_less():
    people = [guard("a"), guard("b"), guard("c", ends=DATES[0])]
    asked = problem(
        people,
        [slot("gate", LATE, DATES[0]), slot("hall", LATE, DATES[0]), slot("gate", DAY, DATES[1])],
        busy=(away("b", DATES[1], DATES[1], "sick"),),
    )
    before = [
        Placed("a", "gate", "late", DATES[0]),
        Placed("b", "hall", "late", DATES[0]),
        Placed("b", "gate", "day", DATES[1]),
    ]
    found = repair(asked, before, DATES[0], DATES[1], workers=1, seconds=1)
    assert found.status is Status.OPTIMAL
    assert found.unfilled == ()
    pairs = [(person.key, one) for person in people for one in asked.slots]
    rosters = (
        [Placed(key, *one.place) for key, one in chosen] for chosen in combinations(pairs, len(asked.slots))
    )
    fewest = min(
        len(set(before) ^ set(roster))
        for roster in rosters
        if not check(asked, roster) and not unfilled(asked, roster)
    )
    assert len(found.changes) == fewest == 4


def test_who_is_missing_by_a_rule_is_brought_in_although_nobody_broke_it(asked, published):
    rule = HeadsOf(who="deputy", shifts=("late",))
    people = tuple(
        msgspec.structs.replace(one, rank="deputy") if one.key in "abcd" else one for one in asked.people
    )
    bound = msgspec.structs.replace(asked, people=people, rules=(*asked.rules, rule))
    lacking = {one.day for one in check(bound, published)}
    assert lacking
    found = repair(bound, published, DATES[0], DATES[0], workers=1, seconds=5)
    assert (found.unfilled, found.broken) == ((), ())
    assert len(found.changes) <= 6 * len(lacking)


def test_the_hours_of_a_week_free_no_more_than_the_duty_that_goes_over(asked, published):
    short = msgspec.structs.replace(asked, rules=(*asked.rules, HoursAWeek(most=24.0, people=("a",))))
    over = check(short, published)
    found = repair(short, published, DATES[0], DATES[0], widen=0, workers=1, seconds=3)
    assert found.broken == ()
    assert len(found.changes) <= 4 * len(over) + 4
