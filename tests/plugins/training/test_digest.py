"""What training tells of some days for the weekly meeting."""

from datetime import date

import pytest

from dutydesk.api.holding import change_occurrence
from dutydesk_training.attendance import Attendance, Presence, attendance_id
from tests.plugins.planned_desk import with_people

SESSIONS = """
[[session]]
code = "weekly"
kind = "meeting"
title = "Weekly meeting"
weekdays = ["mon"]
start = "15:10"
end = "16:00"
in_terms = true
participants = ["@all"]
[[session]]
code = "drill"
kind = "training"
title = "Morning training"
weekdays = ["tue", "thu", "fri"]
start = "09:30"
end = "10:30"
in_terms = true
participants = ["@all"]
"""
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)


@pytest.fixture
def desk(planned):
    planned.write(training=SESSIONS)
    planned.at(date(2026, 11, 30))
    return with_people(planned.open())


def told(desk):
    return [each for each in desk.digest(MONDAY, SUNDAY) if each.heading == "Training"]


def mark(desk, day, state):
    (held,) = desk.occurrences(date(2026, 11, day), date(2026, 11, day))
    with desk.change(state) as change:
        change_occurrence(change, held, state=state)
    return held


def test_sessions_are_told_by_kind_as_held_called_off_and_not_marked(desk):
    mark(desk, 23, "held")
    for day, state in ((24, "held"), (26, "cancelled"), (27, "held")):
        mark(desk, day, state)
    assert [each.text for each in told(desk)] == [
        "Meeting: 1 held - Weekly meeting (11-23).",
        "Training: 2 held - Morning training (11-24, 11-27).",
        "Training: 1 called off - Morning training (11-26).",
    ]
    assert {each.order for each in told(desk)} == {50}
    assert told(desk)[1].records == (
        "activity:training-drill-20261124",
        "activity:training-drill-20261127",
    )


def test_what_nobody_marked_is_told_once_it_is_over(planned, desk):
    assert [each.text for each in told(desk)] == [
        "Meeting: 1 not marked as held - Weekly meeting (11-23).",
        "Training: 3 not marked as held - Morning training (11-24, 11-26, 11-27).",
    ]
    planned.at(MONDAY, hour=0)
    assert told(desk) == []


def test_how_many_came_is_told_where_it_was_taken(desk):
    held = mark(desk, 23, "held")
    with desk.change("attendance") as change:
        for person, presence, guest in (
            ("zhao", Presence.PRESENT, False),
            ("qian", Presence.LATE, False),
            ("li", Presence.EXCUSED, False),
            ("wu", Presence.PRESENT, True),
        ):
            change.add(
                Attendance(
                    id=attendance_id(held.key, person),
                    session=held.key,
                    day=held.day,
                    kind="meeting",
                    person=person,
                    presence=presence,
                    guest=guest,
                )
            )
    line = told(desk)[0]
    assert line.text == "Meeting: 1 held - Weekly meeting (11-23). 2 of 3 came, 67%; 1 was excused."
    assert sorted(each.partition(":")[0] for each in line.records) == ["activity"] + ["attendance"] * 3
