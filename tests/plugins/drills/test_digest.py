"""What drills tell of some days for the weekly meeting."""

from datetime import date

from dutydesk.api.holding import change_occurrence
from dutydesk_drills.recording import record_drill
from tests.plugins.drills.test_drills import DRILL, NIGHT, drills
from tests.plugins.planned_desk import with_people

WEEK = date(2026, 11, 30), date(2026, 12, 6)


def told(desk):
    return [each for each in desk.digest(*WEEK) if each.heading == "Drills"]


def opened(planned, text):
    planned.write(drills=text)
    planned.at(date(2026, 12, 7))
    return with_people(planned.open())


def test_a_drill_that_was_held_is_told_with_its_minutes(planned):
    desk = opened(planned, DRILL)
    (drill,) = drills(desk)
    record_drill(desk, drill, day=date(2026, 12, 2), minutes=30, note=None)
    (line,) = told(desk)
    assert (line.text, line.order, line.records) == (
        "Fire drill was held on 2026-12-02, 30 min.",
        40,
        ("activity:drill-fire",),
    )


def test_one_that_was_called_off_is_told(planned):
    desk = opened(planned, DRILL)
    with desk.change("rain") as change:
        change_occurrence(change, drills(desk)[0], state="cancelled")
    assert [each.text for each in told(desk)] == ["Fire drill of 2026-12-02 was called off."]


def test_one_that_nobody_marked_asks_for_it(planned):
    desk = opened(planned, DRILL)
    assert [each.text for each in told(desk)] == [
        "Nobody has said whether Fire drill of 2026-12-02 was held."
    ]
    planned.at(date(2026, 12, 1))
    assert told(desk) == [], "it is still to come"


def test_an_unannounced_drill_is_not_told_before_it_was_held(planned):
    desk = opened(planned, NIGHT)
    assert told(desk) == []
    (drill,) = drills(desk)
    with desk.change("put off") as change:
        change_occurrence(change, drill, state="cancelled")
    assert told(desk) == []
    desk.undo()
    record_drill(desk, drills(desk)[0], day=date(2026, 12, 3), minutes=20, note=None)
    assert [each.text for each in told(desk)] == ["Night evacuation was held on 2026-12-03, 20 min."]


def test_other_days_tell_nothing_of_it(planned):
    desk = opened(planned, DRILL)
    assert [e for e in desk.digest(date(2026, 12, 7), date(2026, 12, 13)) if e.heading == "Drills"] == []
