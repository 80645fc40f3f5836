"""The area of drills: marking one held, calling one off, and what stands above the list."""

from datetime import date

import pytest

from dutydesk.api import DataProblem
from dutydesk_drills.drills import drill_occurrences, find_drill
from tests.plugins.drills.prepared_school import added
from tests.plugins.drills.test_drills import DRILL, NIGHT
from tests.plugins.planned_desk import area, fill, press, run, run_json, wall, with_people
from tests.terminal.pilot_help import lines, text

MONTHLY = """
[[rule]]
code = "monthly"
wants = "count"
name = "Monthly"
every = "month"
"""
PAST = DRILL.replace("2026-12-02", "2026-11-11")


def test_recording_a_drill_on_another_day_than_planned(planned):
    planned.write(drills=PAST)
    arguments = ("fire", "--date", "2026-11-18", "--minutes", "7", "--note", "one door stuck")
    status, document = run_json(planned, "drills", "record", *arguments)
    assert status == 0
    assert document == {"drill": "drill-fire", "date": "2026-11-18", "minutes": 7, "state": "held"}
    desk = planned.open("clerk")
    (held,) = drill_occurrences(desk, date(2026, 11, 1), date(2026, 11, 30))
    assert (held.start, held.end) == (wall("2026-11-18T10:00"), wall("2026-11-18T10:07"))
    assert held.exception.note == "one door stuck"
    assert desk.history("activity:drill-fire")[0].why == "Drill held: Fire drill, 2026-11-18, 7 min"
    run(planned, "drills", "record", "drill-fire", "--date", "2026-11-18", "--minutes", "8")
    (held,) = drill_occurrences(desk, date(2026, 11, 1), date(2026, 11, 30))
    assert held.end == wall("2026-11-18T10:08")
    desk.undo()
    desk.undo()
    (held,) = drill_occurrences(desk, date(2026, 11, 1), date(2026, 11, 30))
    assert (held.state, held.start) == ("planned", wall("2026-11-11T10:00"))


def test_four_letters_of_its_key_name_a_drill_and_fewer_name_none(planned):
    desk = with_people(planned.open())
    key = added(desk)
    assert find_drill(desk, key[:4]).key == key
    for wanted in (key[:3], key[:1], ""):
        with pytest.raises(DataProblem, match="is no drill that is planned"):
            find_drill(desk, wanted)


def test_what_cannot_be_recorded(planned):
    planned.write(drills=PAST)
    with pytest.raises(DataProblem, match="'flood' is no drill that is planned; expected one of fire"):
        run(planned, "drills", "record", "flood", "--minutes", "7")
    with pytest.raises(DataProblem, match="2026-12-24 has not come yet"):
        run(planned, "drills", "record", "fire", "--date", "2026-12-24", "--minutes", "7")


async def test_the_area_tells_what_presses_and_records_a_drill(planned):
    planned.write(drills=MONTHLY + PAST + NIGHT)
    desk = with_people(planned.open())
    async with area(desk, "drills") as (app, pilot):
        assert "due: Monthly (2026-11)" in lines(app)[1]
        assert "0 of 1 held; say whether the drill of Wed 2026-11-11 was held" in lines(app)[2]
        assert "Night evacuation" in next(each for each in lines(app) if "Thu 12-03" in each)
        await press(pilot, "home", "d")
        assert "Fire drill, Wed 2026-11-11 was held" in text(app)
        await fill(app, pilot, minutes="14", note="calm")
        await press(pilot, "enter")
        assert "1 rule holds, and nothing is due" in lines(app)[1]
        assert "10:00-10:14" in text(app)
        await press(pilot, "u")
        assert "not marked" in next(each for each in lines(app) if "Wed 11-11" in each)


async def test_more_rules_than_lines_are_cut_with_the_worst_on_top(planned):
    late = '[[rule]]\ncode = "late"\nwants = "count"\nname = "Late"\nevery = "month"\nleast = 9\n'
    many = "".join(MONTHLY.replace('"monthly"', f'"m{n}"') for n in range(4))
    planned.write(drills=many + late)
    async with area(planned.open(), "drills") as (app, _pilot):
        assert "overdue: Late (2026-11)" in lines(app)[1]
        assert "more lines" in lines(app)[6]


async def test_an_unannounced_drill_is_cancelled_and_taken_up_again(planned):
    planned.write(drills=NIGHT)
    desk = with_people(planned.open())
    async with area(desk, "drills") as (app, pilot):
        await press(pilot, "x", "y")
        assert "cancelled" in next(each for each in lines(app) if "Thu 12-03" in each)
        assert drill_occurrences(desk, date(2026, 12, 1), date(2026, 12, 31)) == ()
        await press(pilot, "x", "y")
        assert len(drill_occurrences(desk, date(2026, 12, 1), date(2026, 12, 31))) == 1


async def test_an_empty_area_says_how_to_begin(planned):
    async with area(planned.open(), "drills") as (app, _pilot):
        assert "No drills yet: press p to have dates proposed, or a to add one." in text(app)
