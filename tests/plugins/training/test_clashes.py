"""Sessions that cannot be held as they are planned."""

from datetime import date

import pytest

from dutydesk.api.holding import CANCELLED, HELD, change_occurrence
from dutydesk.domain import Absence, Activity
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.checking import duty_clashes
from tests.plugins.planned_desk import CALENDAR, run, run_json, wall, with_people
from tests.plugins.training.test_sessions import MEETING

BLOCKED = """
[[blocked]]
name = "Examinations"
weekdays = ["mon"]
start = "15:30"
end = "17:00"
"""
MONDAY = date(2026, 11, 30)
AT_DUTY = MEETING.replace("15:10", "14:10") + "excuses_duty = true\n"


def clashes(desk, day=MONDAY):
    return [(each.rule, each.person, each.text) for each in desk.clashes(day, day)]


def mark(desk, state, day=MONDAY):
    (held,) = desk.occurrences(day, day, ["meeting"])
    with desk.change("mark") as change:
        change_occurrence(change, held, state=state)


def add(desk, day, start="14:00", end="15:00", **more):
    with desk.change("lecture") as change:
        change.add(
            Activity(
                id="fire",
                kind="lecture",
                title="Fire",
                start=wall(f"{day}T{start}"),
                end=wall(f"{day}T{end}"),
                **more,
            )
        )


def test_a_session_in_blocked_hours_clashes_with_them(planned):
    planned.write(training=MEETING, calendar=CALENDAR + BLOCKED)
    desk = planned.open()
    (clash,) = desk.clashes(MONDAY, MONDAY)
    assert (clash.rule, clash.person, clash.day) == ("blocked-hours", "", MONDAY)
    assert clash.text == "Regular meeting, 11-30 15:10-16:00, falls into Examinations (15:30-17:00)."
    assert clash.sources == ("activity:training-regular-meeting-20261130",)


@pytest.mark.parametrize("blocked", [BLOCKED.replace('"mon"', '"tue"'), BLOCKED.replace("15:30", "16:00")])
def test_hours_that_a_session_does_not_touch_are_no_clash(planned, blocked):
    planned.write(training=MEETING, calendar=CALENDAR + blocked)
    assert clashes(planned.open()) == []


def test_what_is_cancelled_held_or_lasts_all_day_is_no_clash(planned):
    planned.write(training=MEETING, calendar=CALENDAR + BLOCKED)
    desk = planned.open()
    mark(desk, CANCELLED)
    assert clashes(desk) == []
    mark(desk, HELD, date(2026, 11, 23))
    assert clashes(desk, date(2026, 11, 23)) == []
    with desk.change("week") as change:
        change.add(
            Activity(
                id="week",
                kind="training",
                title="Open day",
                start=wall("2026-11-30T00:00"),
                end=wall("2026-12-01T00:00"),
                all_day=True,
            )
        )
    assert clashes(desk) == []


def test_a_session_on_a_day_off_is_a_clash_unless_its_table_means_it(planned):
    desk = planned.open()
    day = date(2027, 1, 1)
    add(desk, day)
    assert clashes(desk, day) == [("on-a-day-off", "", "Fire, 01-01 14:00, is on a day off: New Year.")]
    planned.write(training=MEETING.replace('["mon"]', '["fri"]') + "skip_holidays = false\n")
    assert [each[2] for each in clashes(planned.open(), day)] == [
        "Fire, 01-01 14:00, is on a day off: New Year."
    ]


def test_a_session_to_which_too_few_can_come_names_those_on_duty_and_away(planned):
    planned.write(training=AT_DUTY + "least_there = 2\n")
    desk = with_people(planned.open())
    assert clashes(desk) == []
    with desk.change("duty") as change:
        change.add(Assignment(id="duty", person="zhao", post="main-gate", shift="day", day=MONDAY))
    found = ("too-few-there", "")
    text = "Regular meeting, 11-30 14:10: only 1 can come, at least 2 should; on duty: 赵建国"
    assert clashes(desk) == [(*found, f"{text}.")]
    with desk.change("leave") as change:
        change.add(Absence(id="leave", person="qian", first=MONDAY, last=MONDAY))
    assert clashes(desk) == [(*found, f"{text.replace('only 1', 'only 0')}; away: 钱卫东.")]


def test_part_of_them_is_enough_where_the_table_says_so(planned):
    planned.write(training=AT_DUTY + "least_there = 1\n")
    desk = with_people(planned.open())
    with desk.change("duty") as change:
        change.add(Assignment(id="duty", person="zhao", post="main-gate", shift="day", day=MONDAY))
    assert clashes(desk) == []


def test_what_is_wrong_with_sessions_alone_does_not_trouble_the_roster(planned):
    planned.write(training=MEETING, calendar=CALENDAR + BLOCKED)
    desk = planned.open()
    assert clashes(desk)
    assert duty_clashes(desk, MONDAY, MONDAY) == ()


def test_the_list_of_sessions_tells_clashes_of_those_to_come(planned):
    planned.write(training=MEETING, calendar=CALENDAR + BLOCKED)
    days = ("--from", "2026-11-23", "--to", "2026-11-30")
    status, document = run_json(planned, "training", "sessions", *days)
    assert status == 1
    assert [(each["day"], len(each["clashes"])) for each in document["sessions"]] == [
        ("2026-11-23", 0),
        ("2026-11-30", 1),
    ]
    _status, output = run(planned, "training", "sessions", *days)
    assert "Clash: Regular meeting, 11-30 15:10-16:00, falls into Examinations" in output
