"""What a roster costs, each part reckoned by hand."""

from datetime import date

import msgspec
import pytest

from dutydesk.domain.school_calendar import DayKind
from dutydesk_roster.engine import (
    Based,
    DaysInARow,
    HoursAWeek,
    Kept,
    Measure,
    OnePost,
    Pin,
    Placed,
    Weights,
    Wish,
    score,
    targets,
)
from tests.plugins.roster_engine.months import DAY, LATE, LONG_NIGHT, NIGHT, guard, held, problem, slot

LI = guard("li", qualifications=("armed",))
ZHAO = guard("zhao")
FREE = Weights(uncovered=0, unwanted=0, unmet=0, nights=0, weekends=0, holidays=0, hours=0, change=0, base=0)


def november(day):
    return date(2026, 11, day)


def stands(person, shift, *days, post="gate"):
    return tuple(Placed(person, post, shift.code, november(day)) for day in days)


def asking(slots=None, *, people=(LI, ZHAO), rules=(), days=range(2, 6), **more):
    weights = msgspec.structs.replace(FREE, **more.pop("weights", {}))
    slots = slots or [slot("gate", shift, november(day)) for day in days for shift in (DAY, LATE, NIGHT)]
    return problem(people, slots, rules=rules, weights=weights, **more)


def heads(fewest, wanted, most, needs=()):
    asked = slot("gate", DAY, november(2), heads=wanted, needs=needs)
    return msgspec.structs.replace(asked, least=fewest, most=most)


@pytest.mark.parametrize(
    ("there", "uncovered", "unwanted"), [(0, 2, 1), (1, 1, 1), (2, 0, 1), (3, 0, 0), (4, 0, 1), (6, 0, 3)]
)
def test_heads_cost_below_the_fewest_and_off_what_is_wanted(there, uncovered, unwanted):
    people = [guard(f"g{number}") for number in range(6)]
    asked = asking([heads(2, 3, 5)], people=people, weights={"uncovered": 1000, "unwanted": 10})
    found = score(asked, [Placed(f"g{number}", "gate", "day", november(2)) for number in range(there)])
    assert (found.uncovered, found.unwanted) == (1000 * uncovered, 10 * unwanted)
    assert found.total == found.uncovered + found.unwanted


@pytest.mark.parametrize(
    ("slot_", "roster", "unmet"),
    [
        (heads(2, 2, 2, ("armed", "swift")), stands("zhao", DAY, 2), 2),
        (heads(2, 2, 2, ("armed", "swift")), stands("zhao", DAY, 2) + stands("li", DAY, 2), 1),
        (heads(2, 2, 2, ("armed",)), (), 1),
        (heads(1, 1, 2, ("armed",)), stands("zhao", DAY, 2), 1),
        (heads(1, 1, 1, ("armed",)), stands("zhao", DAY, 2), 0),
        (heads(0, 0, 2, ("armed",)), (), 0),
    ],
)
def test_needs_cost_where_there_is_room_for_several(slot_, roster, unmet):
    assert score(asking([slot_], weights={"unmet": 50}), roster).unmet == 50 * unmet


@pytest.mark.parametrize(("nights", "units"), [((2, 2), 0), ((3, 1), 2), ((4, 0), 6), ((0, 4), 6)])
def test_nights_outside_a_share_cost_and_far_ones_twice(nights, units):
    asked = asking([slot("gate", NIGHT, november(day)) for day in range(2, 6)], weights={"nights": 10})
    assert targets(asked)[Measure.NIGHTS] == pytest.approx({"li": 2, "zhao": 2})
    roster = stands("li", NIGHT, *range(2, 2 + nights[0])) + stands("zhao", NIGHT, *range(2 + nights[0], 6))
    assert dict(score(asked, roster).fairness)[Measure.NIGHTS] == 10 * units


def test_a_share_between_two_whole_duties_is_either():
    asked = asking([slot("gate", NIGHT, november(day)) for day in range(2, 5)], weights={"nights": 10})
    for one in (1, 2):
        roster = stands("li", NIGHT, *range(2, 2 + one)) + stands("zhao", NIGHT, *range(2 + one, 5))
        assert score(asked, roster).total == 0
    assert score(asked, stands("li", NIGHT, 2, 3, 4)).total == 20


def test_hours_cost_by_the_begun_hour_beyond_half_the_longest_duty():
    slots = [slot("gate", DAY, november(day)) for day in range(2, 6)]
    slots += [slot("gate", LONG_NIGHT, november(2))]
    asked = asking(slots, shifts=(DAY, LONG_NIGHT), weights={"hours": 3})
    assert targets(asked)[Measure.HOURS] == pytest.approx({"li": 22, "zhao": 22})
    # Free from 16 h to 28 h, at the double price beyond 28 + 12 = 40 h and below 16 - 12 = 4 h.
    long = (Placed("li", "gate", "longnight", november(2)),)
    assert score(asked, long + stands("li", DAY, 3, 4) + stands("zhao", DAY, 2, 5)).total == 0
    assert score(asked, long + stands("li", DAY, 3, 4, 5) + stands("zhao", DAY, 2)).total == 3 * (8 + 8)
    assert score(asked, long + stands("li", DAY, 2, 3, 4, 5)).total == 3 * (16 + 4 + 16 + 4)


def test_weekends_and_holidays_are_told_apart():
    kinds = {november(2): DayKind.HOLIDAY, november(3): DayKind.WEEKEND}
    asked = asking(
        [slot("gate", shift, november(day)) for day in range(2, 6) for shift in (DAY, NIGHT)],
        day_kinds=kinds,
        weights={"weekends": 7, "holidays": 100},
    )
    roster = stands("li", DAY, 2, 3) + stands("li", NIGHT, 2, 3)
    assert dict(score(asked, roster).fairness) == {
        Measure.NIGHTS: 0,
        Measure.WEEKENDS: 7 * 2,
        Measure.HOLIDAYS: 100 * 2,
        Measure.HOURS: 0,
    }


def test_duties_outside_the_roster_are_not_shared_out():
    outside = tuple(held("li", NIGHT, date(2026, 10, day)) for day in range(20, 32))
    asked = asking([slot("gate", NIGHT, november(2))], held=outside, weights={"nights": 10, "hours": 1})
    assert score(asked, stands("zhao", NIGHT, 2)).total == 0


def test_rules_and_wishes_cost_their_weight_for_each_unit():
    asked = asking(
        [slot(post, DAY, november(day)) for day in range(2, 7) for post in ("gate", "hall")],
        rules=(
            DaysInARow(most=2, weight=5),
            DaysInARow(most=3, weight=100, people=("li",)),
            HoursAWeek(most=30.5, weight=2),
            HoursAWeek(most=8),
            OnePost(weight=0),
        ),
        wishes=(
            Wish(person="li", day=november(3), on=False, weight=20),
            Wish(person="zhao", day=november(3), on=True, weight=30),
            Wish(person="zhao", day=november(4), on=True, weight=None),
        ),
    )
    found = score(asked, stands("li", DAY, 2, 3, 4, 5, 6))
    assert found.rules == (("days-in-a-row", 5 * 3 + 100 * 2), ("hours-a-week", 2 * 10))
    assert found.wishes == 20 + 30
    assert found.total == 215 + 20 + 50


@pytest.mark.parametrize(
    ("roster", "changes"),
    [
        (stands("li", DAY, 2) + stands("zhao", LATE, 2), 0),
        (stands("li", DAY, 2, post="hall") + stands("zhao", LATE, 2), 0),
        (stands("li", LATE, 2) + stands("zhao", LATE, 2), 2),
        ((), 2),
        (stands("li", DAY, 2, 3) + stands("zhao", LATE, 2) + stands("zhao", NIGHT, 2), 1),
    ],
)
def test_a_change_is_a_duty_gone_or_new_but_not_another_post(roster, changes):
    asked = asking(
        [
            slot(post, shift, november(day))
            for day in (2, 3)
            for shift in (DAY, LATE, NIGHT)
            for post in ("gate", "hall")
        ],
        kept=(
            Kept("li", "gate", "day", november(2)),
            Kept("zhao", "gate", "late", november(2)),
            Kept("wu", "gate", "late", november(2)),
            Kept("li", "gate", "day", november(20)),
        ),
        pins=(Pin("zhao", "gate", "night", november(2)),),
        weights={"change": 4},
    )
    assert score(asked, roster).change == score(asked, roster).total == 4 * changes
    assert score(msgspec.structs.replace(asked, kept=()), roster).change == 0


@pytest.mark.parametrize(
    ("roster", "departures"),
    [
        (stands("li", DAY, 2) + stands("zhao", NIGHT, 2, 3), 0),
        ((), 1),
        (stands("li", LATE, 2), 2),
        (stands("li", DAY, 2) + stands("li", NIGHT, 2), 1),
        (stands("li", DAY, 2, 3) + stands("li", NIGHT, 3), 2),
    ],
)
def test_a_day_departs_from_the_rotation_laid_under_it(roster, departures):
    base = (
        Based("li", november(2), "day"),
        Based("li", november(3)),
        Based("wu", november(3), "day"),
    )
    assert score(asking(base=base, weights={"base": 6}), roster).base == 6 * departures


def test_what_is_not_part_of_the_problem_costs_nothing_by_itself():
    asked = asking(weights={"uncovered": 1, "nights": 1})
    strange = (*stands("wu", DAY, 2), *stands("li", DAY, 2, post="roof"))
    twice = stands("li", NIGHT, 2)
    assert score(asked, strange) == score(asked, ())
    assert score(asked, twice * 2) == score(asked, twice)
