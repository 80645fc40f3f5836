"""Where people are put, and the rules that every roster keeps to, through the checker."""

from datetime import UTC, date, datetime
from random import Random

import msgspec
import pytest
from msgspec.structs import asdict

from dutydesk.domain.zone import Zone
from dutydesk_roster.engine import (
    Apart,
    Beside,
    Busy,
    BusyKind,
    DaysInARow,
    DutiesADay,
    HeadsOf,
    HoursAWeek,
    Pin,
    Placed,
    Rest,
    Slot,
    Together,
    Wish,
    check,
    check_people,
    contradictions,
    incurable,
    unfilled,
)
from tests.plugins.roster_engine.months import (
    DAY,
    LATE,
    NIGHT,
    away,
    guard,
    held,
    problem,
    slot,
    squadron_month,
)

LI = guard("li", name="Li Wei", qualifications=("armed",))
ZHAO = guard("zhao", name="Zhao Min")


def november(day):
    return date(2026, 11, day)


def stands(person, shift, *days, post="gate"):
    return tuple(Placed(person, post, shift.code, november(day)) for day in days)


def month(*people, days=range(2, 31), shifts=(DAY, LATE, NIGHT), **more):
    slots = more.pop("slots", None) or [
        slot("gate", shift, november(day)) for day in days for shift in shifts
    ]
    return problem(people or (LI, ZHAO), slots, **more)


def rules_broken(asked, *placements):
    return [breach.rule for breach in check(asked, [one for some in placements for one in some])]


@pytest.mark.parametrize(
    ("more", "kept", "broken", "rule"),
    [
        pytest.param(
            {},
            stands("li", NIGHT, 24, 25, 26),
            stands("li", NIGHT, 24, 25, 26, 27),
            "nights-in-a-row",
            id="nights",
        ),
        pytest.param(
            {"rules": (DaysInARow(most=6),)},
            stands("li", DAY, 9, 10, 11, 12, 13, 14),
            stands("li", DAY, 9, 10, 11, 12, 13, 14, 15),
            "days-in-a-row",
            id="days",
        ),
        pytest.param(
            {},
            stands("li", DAY, 3) + stands("li", NIGHT, 4),
            stands("li", LATE, 3) + stands("li", DAY, 4),
            "rest",
            id="rest",
        ),
        pytest.param(
            {"rules": (HoursAWeek(most=40.0),)},
            stands("li", DAY, 9, 10, 11, 12, 13, 16),
            stands("li", DAY, 9, 10, 11, 12, 13, 14),
            "hours-a-week",
            id="hours",
        ),
        pytest.param(
            {"rules": (Rest(hours=0.0), DutiesADay())},
            stands("li", DAY, 3) + stands("zhao", LATE, 3),
            stands("li", DAY, 3) + stands("li", LATE, 3),
            "duties-a-day",
            id="a-day",
        ),
        pytest.param(
            {"busy": (away("li", november(10), november(11)),)},
            stands("li", DAY, 12),
            stands("li", DAY, 11),
            "on-leave",
            id="leave",
        ),
        pytest.param(
            {
                "busy": (
                    Busy(
                        person="li",
                        start=datetime(2026, 11, 10, 5, tzinfo=UTC),
                        end=datetime(2026, 11, 10, 7, tzinfo=UTC),
                        what=BusyKind.ACTIVITY,
                        title="weekly meeting",
                    ),
                )
            },
            stands("li", NIGHT, 10),
            stands("li", DAY, 10),
            "during-activity",
            id="activity",
        ),
        pytest.param(
            {"people": (guard("li", starts=november(9), ends=november(20)),)},
            stands("li", DAY, 9, 20),
            stands("li", DAY, 21),
            "not-serving",
            id="serving",
        ),
        pytest.param(
            {"slots": [slot("gate", DAY, november(2), needs=("armed",))]},
            stands("li", DAY, 2),
            stands("zhao", DAY, 2),
            "unqualified",
            id="qualified",
        ),
        pytest.param(
            {}, stands("li", DAY, 2), stands("li", DAY, 2) + stands("zhao", DAY, 2), "too-many", id="crowded"
        ),
        pytest.param(
            {}, stands("li", DAY, 2), stands("li", DAY, 2) + stands("li", DAY, 2), "twice", id="twice"
        ),
        pytest.param({}, stands("li", DAY, 2), stands("wu", DAY, 2), "unknown-person", id="person"),
        pytest.param({}, stands("li", DAY, 2), stands("li", DAY, 2, post="roof"), "unknown-slot", id="slot"),
    ],
)
def test_a_rule_holds_and_breaks(more, kept, broken, rule):
    more = dict(more)
    asked = month(*more.pop("people", (LI, ZHAO)), **more)
    assert rules_broken(asked, kept) == []
    assert rule in rules_broken(asked, broken)


def test_two_places_at_once_are_named():
    asked = month(slots=[slot(post, DAY, november(2)) for post in ("gate", "hall")])
    both = (*stands("li", DAY, 2), *stands("li", DAY, 2, post="hall"))
    assert rules_broken(asked, both) == ["duties-a-day", "two-places"]
    overlap = check(asked, both)[1]
    assert overlap.text == (
        "Li Wei would stand in two places at once: Day at Gate post (2 Nov) and Day at Hall post (2 Nov)."
    )
    assert overlap.amount == 8


def test_a_post_has_room_for_more_than_it_wants():
    wide = Slot(**{**asdict(slot("gate", DAY, november(2))), "most": 2})
    asked = month(LI, ZHAO, guard("wu", name="Wu Na"), slots=[wide])
    two = stands("li", DAY, 2) + stands("zhao", DAY, 2)
    assert check(asked, two) == ()
    crowd = check(asked, two + stands("wu", DAY, 2))
    assert [(one.rule, one.person, one.amount, one.text) for one in crowd] == [
        ("too-many", "zhao", 1, "Day at Gate post (2 Nov) has room for 2 guards, and 3 are put there.")
    ]


def test_who_is_pinned_is_not_the_one_too_many():
    pins = (Pin("zhao", "gate", "day", november(2)),)
    asked = month(slots=[slot("gate", DAY, november(2))], pins=pins)
    assert [one.person for one in check(asked, stands("li", DAY, 2) + stands("zhao", DAY, 2))] == ["li"]


def test_a_second_guard_need_not_meet_what_the_first_does():
    wide = Slot(**{**asdict(slot("gate", DAY, november(2), needs=("armed",))), "most": 2})
    assert check(month(slots=[wide]), stands("zhao", DAY, 2) + stands("li", DAY, 2)) == ()


def test_needs_are_called_what_people_call_them():
    asked = month(
        slots=[slot("gate", DAY, november(2), needs=("armed",))], need_names={"armed": "Firearm licence"}
    )
    assert [one.text for one in check(asked, stands("zhao", DAY, 2))] == [
        "Zhao Min does not have what Day at Gate post (2 Nov) needs: Firearm licence."
    ]


def test_a_breach_speaks_as_a_leader_would():
    breach = check(month(), stands("li", NIGHT, 24, 25, 26, 27))[0]
    assert breach.text == "Li Wei would stand 4 nights in a row (24–27 Nov); at most 3 are allowed."
    assert (breach.day, breach.amount) == (november(27), 1)
    rest = check(month(), stands("li", LATE, 3) + stands("li", DAY, 4))[0]
    assert rest.text == (
        "Li Wei would rest 8 h instead of 11 h between Late at Gate post (3 Nov) "
        "and Day at Gate post (4 Nov)."
    )


def test_duties_before_the_month_count():
    before = tuple(held("li", NIGHT, date(2026, 10, day)) for day in (30, 31))
    asked = month(days=range(1, 6), first=november(1), held=before)
    assert rules_broken(asked, stands("li", NIGHT, 1)) == []
    breach = check(asked, stands("li", NIGHT, 1, 2))[0]
    assert breach.rule == "nights-in-a-row"
    assert "30 Oct – 2 Nov" in breach.text
    assert check(asked, ()) == ()


def test_duties_after_the_month_count():
    asked = month(days=range(28, 31), held=(held("li", DAY, date(2026, 12, 1)),))
    assert rules_broken(asked, stands("li", LATE, 30)) == ["rest"]


@pytest.mark.parametrize(
    ("day", "hours", "broken"),
    [(date(2026, 3, 28), 7, True), (date(2026, 10, 24), 9, False), (date(2026, 6, 6), 8, False)],
)
def test_a_night_over_a_clock_change_lasts_its_real_hours(day, hours, broken):
    berlin = Zone("Europe/Berlin")
    night = slot("gate", NIGHT, day, zone=berlin)
    assert night.hours == hours
    asked = problem((LI,), [night], first=day, rules=(HoursAWeek(most=7.5),))
    assert (rules_broken(asked, [Placed("li", "gate", "night", day)]) == ["hours-a-week"]) == (hours > 7.5)
    next_night = slot("gate", LATE, day.replace(day=day.day + 1), zone=berlin)
    # From 06:00 to 14:00 are 8 hours whatever the clocks did before; across the change itself they are not.
    early = slot("gate", LATE, day, zone=berlin)
    asked = problem((LI,), [early, next_night], first=day, rules=(Rest(hours=15.5),))
    across = [Placed("li", "gate", "late", day), Placed("li", "gate", "late", next_night.day)]
    assert (rules_broken(asked, across) == ["rest"]) == broken


def test_what_stays_open_is_named():
    asked = month(
        slots=[slot("gate", DAY, november(2), heads=2, needs=("armed",)), slot("hall", DAY, november(2))]
    )
    short = unfilled(asked, stands("zhao", DAY, 2))
    assert [(one.post, one.missing, one.below, one.lacking) for one in short] == [
        ("gate", 1, 1, ("armed",)),
        ("hall", 1, 1, ()),
    ]
    full = stands("zhao", DAY, 2) + stands("li", DAY, 2) + stands("wu", DAY, 2, post="hall")
    assert [one.post for one in unfilled(asked, full)] == ["hall"]


def test_heads_that_a_post_can_do_without_are_missing_but_not_below():
    wide = Slot(**{**asdict(slot("gate", DAY, november(2), heads=3)), "least": 1})
    asked = month(slots=[wide])
    assert [(one.missing, one.below) for one in unfilled(asked, ())] == [(3, 1)]
    assert [(one.missing, one.below) for one in unfilled(asked, stands("li", DAY, 2))] == [(2, 0)]


def test_contradictory_pins_are_named():
    pins = (
        Pin("li", "gate", "day", november(10)),
        Pin("li", "gate", "night", november(10)),
        Pin("wu", "gate", "day", november(3)),
        Pin("zhao", "roof", "day", november(3)),
    )
    asked = month(busy=(away("li", november(10), november(10)),), pins=pins)
    assert {(one.person, one.rule) for one in contradictions(asked)} == {
        ("li", "on-leave"),
        ("li", "rest"),
        ("li", "duties-a-day"),
        ("wu", "unknown-person"),
        ("zhao", "unknown-slot"),
    }


def test_what_is_only_not_full_yet_is_no_contradiction():
    asked = month(
        rules=(HeadsOf(who="armed"), Beside(who="guard", by="armed"), DaysInARow(most=1)),
        wishes=(Wish(person="zhao", day=november(2), on=True, weight=None),),
        pins=(Pin("zhao", "gate", "day", november(3)), Pin("zhao", "gate", "day", november(4))),
    )
    assert [one.rule for one in contradictions(asked)] == ["days-in-a-row"]
    assert {one.rule for one in check(asked, asked.pins)} == {"beside", "days-in-a-row", "heads-of", "wish"}
    crowd = HeadsOf(who="guard", least=0, most=0)
    assert [one.rule for one in incurable(month(rules=(crowd,)), stands("li", DAY, 2))] == ["heads-of"]


def test_some_people_are_checked_as_all_are():
    asked = squadron_month(12, 2, 3, 14)
    keys = [person.key for person in asked.people]
    random = Random(3)  # noqa: S311 - the same roster every time
    roster = [
        Placed(random.choice(keys), one.post, one.shift, one.day) for one in (*asked.slots, *asked.slots[:40])
    ]
    asked = msgspec.structs.replace(
        asked,
        rules=(
            *asked.rules,
            Beside(who="guard", by="first-aid"),
            HeadsOf(who="deputy"),
            Apart(people=tuple(keys[:6])),
            Together(people=("g01", "g05")),
        ),
        wishes=(Wish(person="g03", day=asked.first, on=True, shift="late", post="post1", weight=None),),
    )
    everything = check(asked, roster)
    company = {"apart", "beside", "heads-of", "together", "too-many"}
    assert {*company, "wish", "rest", "unqualified"} <= {breach.rule for breach in everything}
    for key in keys:
        found = {*check_people(asked, roster, [key])}
        assert {one for one in everything if one.person == key} <= found <= {*everything}
        assert {one.rule for one in found if one.person != key} <= company
        days = {one.day for one in roster if one.person == key}
        assert {one.day for one in found if one.rule in company - {"together"}} <= days
    # What nobody stands in is nobody's: only shifts without a deputy where no one stands may be left out.
    missed = {*everything} - {*check_people(asked, roster, keys)}
    assert {(one.rule, one.person) for one in missed} <= {("heads-of", "")}
    assert check_people(asked, roster, ()) == ()


def test_a_problem_that_says_a_thing_twice_is_refused():
    with pytest.raises(ValueError, match="given twice"):
        problem((LI, LI), [])
    with pytest.raises(ValueError, match="outside"):
        problem((LI,), [slot("gate", DAY, november(2))], last=november(1))
