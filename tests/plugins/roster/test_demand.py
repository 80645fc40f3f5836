"""What a day asks for follows from its kind, its day of the week and the events on it."""

import pytest

from dutydesk.api import DataProblem
from dutydesk_roster.problem_of import problem_of
from dutydesk_roster.roster import DutyPlan, OpenSlot, Roster
from tests.plugins.roster.roster_desk import DEMAND, day, month_of, put

FRIDAYS = """
[[demand]]
post = "gate"
shift = "day"
weekday = 3
holiday = 1
days = ["fri"]
needs = ["panel"]
"""
MEET = """
[[event]]
name = "Sports meet"
first = 2026-11-19
last = 2026-11-20
post = "gate"
shift = "day"
heads = 4
least = 2
most = 5
"""


def asked(desk, on):
    return {(line.post, line.shift): heads for line, heads in DutyPlan.of(desk).demand_on(on)}


def slot_on(desk, on, post="gate", shift="day"):
    problem = problem_of(desk, month_of(desk))
    return next((each for each in problem.slots if each.place == (post, shift, on)), None)


def test_a_line_for_a_day_of_the_week_goes_before_the_one_for_all(at):
    desk = at.reopened(demand=DEMAND + FRIDAYS)
    assert [asked(desk, day(number))["gate", "day"] for number in (19, 20)] == [2, 3]
    assert (slot_on(desk, day(19)).needs, slot_on(desk, day(20)).needs) == ((), ("panel",))


def test_a_line_for_some_days_alone_asks_for_nobody_on_the_others(at):
    desk = at.reopened(demand=DEMAND + FRIDAYS.replace('"gate"', '"yard"'))
    assert ("yard", "day") in asked(desk, day(20))
    assert ("yard", "day") not in asked(desk, day(19))


def test_least_and_most_go_with_the_heads(at):
    desk = at.reopened(demand=DEMAND.replace("weekday = 2", "weekday = 2\nleast = 1\nmost = 4"))
    slot = slot_on(desk, day(10))
    assert (slot.fewest, slot.heads, slot.room) == (1, 2, 4)
    slot = slot_on(desk, day(10), "gate", "night")
    assert (slot.fewest, slot.heads, slot.room) == (1, 1, 1)


def test_open_slots_are_counted_below_the_heads_wanted(at):
    desk = at.reopened(demand=DEMAND.replace("weekday = 2", "weekday = 2\nleast = 1\nmost = 4"))
    put(desk, ("li", "gate", "day", day(10)))
    assert OpenSlot(day(10), "gate", "day", 1) in Roster.of(desk, day(10), day(10)).open_slots


def test_an_event_takes_the_place_of_its_line_on_its_days(at):
    desk = at.reopened(demand=DEMAND + MEET)
    assert [asked(desk, day(number))["gate", "day"] for number in (18, 19, 20, 21)] == [2, 4, 4, 1]
    slot = slot_on(desk, day(19))
    assert (slot.fewest, slot.heads, slot.room) == (2, 4, 5)


def test_an_event_keeps_the_needs_of_its_line_unless_it_has_its_own(at):
    room = MEET.replace('"gate"', '"room"')
    desk = at.reopened(demand=DEMAND + room)
    assert slot_on(desk, day(19), "room").needs == ("panel",)
    desk = at.reopened(demand=DEMAND + room + "needs = []\n")
    assert slot_on(desk, day(19), "room").needs == ()


def test_an_event_may_ask_where_no_line_does_and_may_close_a_post(at):
    desk = at.reopened(
        demand=DEMAND
        + MEET.replace('"day"', '"evening"')
        + MEET.replace("heads = 4\nleast = 2\nmost = 5", "heads = 0")
    )
    assert asked(desk, day(19))["gate", "evening"] == 4
    assert ("gate", "day") not in asked(desk, day(19))


def test_an_event_may_be_on_some_days_of_the_week(at):
    desk = at.reopened(demand=DEMAND + MEET.replace("last = 2026-11-20", 'last = 2026-11-30\ndays = ["fri"]'))
    assert [number for number in range(16, 31) if asked(desk, day(number)).get(("gate", "day")) == 4] == [
        20,
        27,
    ]


def test_a_post_that_only_an_event_asks_for_is_served(at):
    demand = DEMAND.split('[[demand]]\npost = "yard"')[0]
    with pytest.raises(DataProblem, match="no shift serves the post 'yard'"):
        at.reopened(demand=demand)
    desk = at.reopened(demand=demand + MEET.replace('"gate"', '"yard"'))
    assert asked(desk, day(19)) == {
        ("gate", "day"): 2,
        ("room", "day"): 1,
        ("gate", "night"): 1,
        ("yard", "day"): 4,
    }
