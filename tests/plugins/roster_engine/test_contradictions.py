"""A problem that contradicts itself: each clash is named, and a roster comes out all the same."""

from datetime import date, timedelta

import pytest

from dutydesk_roster.engine import (
    Apart,
    Based,
    HeadsOf,
    Kept,
    OnePost,
    Pin,
    Rest,
    Succession,
    Together,
    Wish,
    check,
    contradictions,
)
from dutydesk_roster.engine.generate import generate
from dutydesk_roster.engine.repair import repair
from tests.plugins.roster_engine.months import DAY, LATE, NIGHT, away, guard, problem, slot

MONDAY = date(2026, 11, 2)
TUESDAY = MONDAY + timedelta(days=1)
PEOPLE = (guard("li", name="Li Wei", qualifications=("armed",)), guard("wu", name="Wu Jun"))
SLOTS = (
    slot("gate", DAY, MONDAY),
    slot("gate", LATE, MONDAY),
    slot("hall", DAY, MONDAY),
    slot("gate", DAY, TUESDAY),
)


def on(shift="", post="", person="li"):
    return Wish(person=person, day=MONDAY, on=True, shift=shift, post=post, weight=None)


def off(shift=""):
    return Wish(person="li", day=MONDAY, on=False, shift=shift, weight=None)


CASES = [
    pytest.param(
        {"pins": (Pin("li", "gate", "day", MONDAY),), "busy": (away("li", MONDAY, MONDAY),)},
        [("on-leave", "li")],
        "Li Wei is away (annual leave) during Day at Gate post (2 Nov).",
        id="a pin on leave",
    ),
    pytest.param(
        {"pins": (Pin("nobody", "gate", "day", MONDAY),)},
        [("unknown-person", "nobody")],
        "nobody is put on Day at Gate post (2 Nov), but is not among the people of this roster.",
        id="a pin of nobody",
    ),
    pytest.param(
        {"pins": (Pin("li", "tower", "day", MONDAY),)},
        [("unknown-slot", "li")],
        "Li Wei is put on Day at tower (2 Nov), which nobody asks for.",
        id="a pin to nowhere",
    ),
    pytest.param(
        {"rules": (Apart(people=("li", "gone"), name="Feud"),)},
        [("apart", "gone")],
        "Feud: the rule names gone, who is not among the people of this roster.",
        id="a rule about nobody",
    ),
    pytest.param(
        {"rules": (HeadsOf(who="armed", posts=("tower",), shifts=("dawn",)),)},
        [("heads-of", ""), ("heads-of", "")],
        "heads-of: the rule names the post tower, which is not there.",
        id="a rule about a post and a shift that are gone",
    ),
    pytest.param(
        {"rules": (Succession(before="dawn", after=("day",)),)},
        [("succession", "")],
        "succession: the rule names the shift dawn, which is not there.",
        id="a succession of a shift that is gone",
    ),
    pytest.param(
        {"rules": (HeadsOf(who="medic", least=1),)},
        [("heads-of", "")],
        "heads-of: at least 1 with medic must be in each shift, but there are 0 in all.",
        id="nobody of a kind",
    ),
    pytest.param(
        {"slots": (slot("gate", DAY, MONDAY, heads=3), slot("gate", DAY, TUESDAY, heads=3))},
        [("heads", "")],
        "Day at Gate post (2 Nov) asks for 3 guards, but 2 serve on that day.",
        id="more heads than people",
    ),
    pytest.param(
        {"slots": (slot("gate", DAY, MONDAY, needs=("medic",)),)},
        [("needs", "")],
        "Day at Gate post (2 Nov) needs medic, which nobody has who serves on that day.",
        id="a need that nobody meets",
    ),
    pytest.param(
        {"wishes": (on("day"), off())},
        [("wish", "li")],
        "Li Wei has two wishes that cannot both be granted.",
        id="to stand and not to stand",
    ),
    pytest.param(
        {"wishes": (on("day", "gate"), on("day", "hall"))},
        [("wish", "li")],
        "Li Wei has two wishes that cannot both be granted.",
        id="two posts at once",
    ),
    pytest.param(
        {"wishes": (on(person="gone"), on("dawn"))},
        [("wish", "gone"), ("wish", "li")],
        "gone has a wish, but is not among the people of this roster.",
        id="wishes of nobody and for nothing",
    ),
]


@pytest.mark.parametrize(("more", "expected", "text"), CASES)
def test_each_clash_is_named_and_a_roster_comes_out(more, expected, text):
    asked = problem(PEOPLE, **{"slots": SLOTS, "first": MONDAY, **more})
    clashes = contradictions(asked)
    assert sorted((one.rule, one.person) for one in clashes) == expected
    assert text in [one.text for one in clashes]
    found = generate(asked, seconds=1, workers=1)
    assert found.contradictions == clashes
    assert found.broken == check(asked, found.assignments)
    again = repair(asked, found.assignments, MONDAY, MONDAY, seconds=1, workers=1)
    assert again.contradictions == clashes


@pytest.mark.parametrize(
    "wishes",
    [
        (on("day"), on("late")),
        (on(), on("day")),
        (off(), off("day")),
    ],
)
def test_wishes_that_can_both_be_granted_are_no_clash(wishes):
    assert contradictions(problem(PEOPLE, SLOTS, wishes=wishes, rules=())) == ()


@pytest.mark.parametrize("people", [(), PEOPLE])
@pytest.mark.parametrize("slots", [(), SLOTS])
def test_nothing_at_all_is_no_fault(people, slots):
    asked = problem(
        people,
        slots,
        first=MONDAY,
        rules=(Rest(), OnePost(weight=3), Together(people=("li", "wu")), HeadsOf(who="armed", weight=5)),
        kept=(Kept("gone", "gate", "day", MONDAY), Kept("li", "tower", "day", MONDAY)),
        base=(Based("gone", MONDAY, "day"), Based("li", MONDAY, "dawn")),
        wishes=(Wish(person="gone", day=MONDAY, on=True),),
    )
    found = generate(asked, seconds=1, workers=1)
    assert bool(found.assignments) == bool(people and slots)
    assert repair(asked, (), MONDAY, MONDAY, seconds=1, workers=1).broken == found.broken


def test_pins_that_break_everything_stand_and_nothing_grows_worse():
    pins = tuple(
        Pin("li", post, shift.code, MONDAY) for post in ("gate", "hall") for shift in (DAY, LATE, NIGHT)
    )
    slots = [
        slot(post, shift, day)
        for post in ("gate", "hall")
        for shift in (DAY, LATE, NIGHT)
        for day in (MONDAY, TUESDAY)
    ]
    rules = (
        Rest(),
        OnePost(),
        Apart(people=("li", "wu")),
        Together(people=("li", "wu")),
        HeadsOf(who="armed", most=0, least=0),
    )
    asked = problem(PEOPLE, slots, pins=pins, rules=rules)
    found = generate(asked, seconds=1, workers=1)
    assert {(pin.person, pin.place) for pin in pins} <= {(one.person, one.place) for one in found.assignments}
    of_pins = {(one.rule, one.day) for one in check(asked, pins)}
    assert {(one.rule, one.day) for one in found.broken} <= of_pins
