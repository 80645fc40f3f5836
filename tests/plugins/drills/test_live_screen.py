"""The stopwatch on the screen: one key each, on a phone too, with others noting at the same time."""

import pytest

from dutydesk_drills.drill_moment import DrillMoment
from dutydesk_drills.live.noting import note
from dutydesk_drills.live.reading import run_of
from dutydesk_drills.screens.live import LiveDrillScreen
from dutydesk_drills.screens.live_actions import BUILDING_KEYS, LIVE_ACTIONS
from dutydesk_drills.screens.live_clock import large_digits, small_digits
from tests.plugins.drills.live_school import at, end, school, stage, walk
from tests.plugins.planned_desk import area, fill, press, wall
from tests.terminal.pilot_help import lines, settle, text, type_text, until
from tests.terminal.test_mouse_alone import click


@pytest.fixture(autouse=True)
def quick_fingers(monkeypatch):
    monkeypatch.setattr(LiveDrillScreen, "HELD_KEY_SECONDS", 0.0)


async def go_live(pilot):
    """Open the drill of the school from the area."""
    await press(pilot, "g")
    await until(pilot, lambda: isinstance(pilot.app.screen, LiveDrillScreen))
    await settle(pilot)


def shows(app, *wanted):
    shown = text(app)
    for each in wanted:
        assert each in shown, shown


async def test_one_big_key_goes_through_the_whole_drill_and_ending_is_asked(planned):
    desk = school(planned)
    async with area(desk, "drills") as (app, pilot):
        await go_live(pilot)
        shows(app, "Enter Alarm", "Planned for Tue 2026-11-24 10:00")
        for time, key, following in (
            ("10:02:00", "enter", "Enter Teaching 教学楼: Out"),
            ("10:04:12", "enter", "Enter Laboratory: Out"),
            ("10:04:20", "space", "Enter Dormitory: Out"),
            ("10:04:30", "enter", "Enter All accounted for"),
            ("10:06:00", "enter", "Enter All clear"),
            ("10:08:00", "enter", "Enter End the drill"),
        ):
            at(planned, time)
            await press(pilot, key)
            shows(app, following)
        shows(app, "2:12     +0:12 over", "Out: 3 of 3, 2:30", "All accounted for 4:00")
        await press(pilot, "enter", "enter", "enter")
        shows(app, "? End the drill?")
        assert run_of(desk, walk(desk)).is_running
        await press(pilot, "y")
        shows(app, "Held and ended.", "ended 10:08:00")
    assert walk(desk).held.end == wall("2026-11-24T10:08:00")


async def test_what_is_typed_pressed_and_taken_back(planned):
    desk = school(planned)
    async with area(desk, "drills") as (app, pilot):
        await go_live(pilot)
        at(planned, "10:02:00")
        await press(pilot, "enter")
        at(planned, "10:03:30")
        await press(pilot, "2", "h")
        shows(app, "Heads in Laboratory (of 140):")
        await type_text(pilot, "13")
        await press(pilot, "9", "enter")
        shows(app, "139/140")
        await press(pilot, "m")
        await type_text(pilot, "Wang Ming")
        await press(pilot, "enter", "k")
        shows(app, "Missing 1: Wang Ming", "still missing: Wang Ming; Laboratory: 139")
        await press(pilot, "f", "enter", "backspace", "u")
        shows(app, "Taken back: All accounted for at 10:03:30")
        assert [each.sort.value for each in run_of(desk, walk(desk)).moments] == [
            "stage",
            "stage",
            "count",
            "missing",
        ]
        await press(pilot, "5", "q")
        shows(app, "A drill is running. Esc goes back")
        assert isinstance(app.screen, LiveDrillScreen)
        await press(pilot, "n", "x", "escape", "escape")
        assert not isinstance(app.screen, LiveDrillScreen)
        shows(app, "A drill is running since 10:02: press g")
        assert len(desk.table(DrillMoment).all()) == 4


async def test_a_key_that_is_held_down_is_one_press(planned, monkeypatch):
    monkeypatch.setattr(LiveDrillScreen, "HELD_KEY_SECONDS", 60.0)
    desk = school(planned)
    async with area(desk, "drills") as (_app, pilot):
        await go_live(pilot)
        await press(pilot, *(["enter"] * 8))
    assert [each.stage for each in run_of(desk, walk(desk)).moments] == ["alarm"]


async def test_what_a_deputy_notes_shows_by_itself_and_each_takes_back_their_own(planned):
    desk, other = school(planned, "zhao"), planned.open("qian")
    async with area(desk, "drills") as (app, pilot):
        await go_live(pilot)
        at(planned, "10:02:00")
        await press(pilot, "enter")
        at(planned, "10:03:00")
        await press(pilot, "1")
        note(other, walk(other), stage("out", "dorm"))
        await until(pilot, lambda: "Dormitory: Out" in text(app))
        shows(app, "Enter Laboratory: Out", "Out: 2 of 3")
        await press(pilot, "backspace")
        shows(app, "Taken back: Teaching 教学楼: Out at 10:03:00")
        assert [each.seconds for each in run_of(desk, walk(desk)).buildings] == [None, None, 60]


async def test_opening_it_on_a_drill_that_runs_goes_on_from_what_was_noted(planned):
    desk = school(planned)
    at(planned, "10:02:00")
    note(desk, walk(desk), stage("alarm"))
    at(planned, "10:04:40")
    again = planned.open()
    async with area(again, "drills") as (app, pilot):
        shows(app, "A drill is running since 10:02: press g")
        await press(pilot, "down", "g")
        await until(pilot, lambda: isinstance(app.screen, LiveDrillScreen))
        await settle(pilot)
        assert app.screen.clock.text == "2:40"
        shows(app, "late", *(line.rstrip() for line in large_digits("2:40")))
        await press(pilot, "backspace")
        shows(app, "Taken back: Alarm at 10:02:00", "Enter Alarm")


async def test_moments_are_put_right_added_and_removed_afterwards(planned):
    desk = school(planned)
    for time, draft in (("10:02:00", stage("alarm")), ("10:04:00", stage("out", "lab")), ("10:09:00", end())):
        at(planned, time)
        note(desk, walk(desk), draft)
    async with area(desk, "drills") as (app, pilot):
        await go_live(pilot)
        app.screen.moments.move_to(run_of(desk, walk(desk)).moments[1].id)
        await press(pilot, "e")
        await fill(app, pilot, at="10:03:40", heads="140", why="my watch")
        await press(pilot, "enter")
        shows(app, "1:40     +0:10 over", "140/140", "(changed)")
        await press(pilot, "a")
        await fill(app, pilot, at="10:05:00", what="stage:out", building="dorm")
        await press(pilot, "enter")
        shows(app, "Dormitory: Out")
        app.screen.moments.move_to(run_of(desk, walk(desk)).moments[1].id)
        await press(pilot, "delete")
        await fill(app, pilot, why="wrong block")
        await press(pilot, "enter")
    run = run_of(desk, walk(desk))
    assert [each.seconds for each in run.buildings] == [None, None, 180]
    assert desk.journal(1)[0].why == "Walk: removed: Laboratory: Out, 140 counted at 10:03:40: wrong block"


async def test_on_a_phone_all_of_it_can_be_tapped(planned):
    desk = school(planned)
    async with area(desk, "drills", (40, 15)) as (app, pilot):
        await go_live(pilot)
        at(planned, "10:02:00")
        await click(pilot, "Enter Alarm")
        at(planned, "10:03:15")
        await click(pilot, "Laboratory")
        await pilot.click(app.screen.clock)
        await settle(pilot)
        shows(app, "2  Laboratory", "1:15     -0:15 under", *small_digits("1:15"))
        await pilot.click(app.screen.buildings, offset=(1, 3))
        await settle(pilot)
        await click(pilot, "Take back")
        shows(app, "Taken back: Dormitory: Out at 10:0")
        await click(pilot, "E End")
        await click(pilot, "y Yes")
        assert walk(desk).held.state == "held"
        assert max(len(line) for line in lines(app)) <= 40


async def test_an_alarm_with_nothing_at_hand_is_two_keys(planned):
    desk = school(planned)
    planned.write(drills="")
    desk = planned.open()
    async with area(desk, "drills") as (app, pilot):
        at(planned, "14:03:07")
        await press(pilot, "G")
        at(planned, "14:03:10")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, LiveDrillScreen))
        await settle(pilot)
        shows(app, "Unplanned: Fire drill", "14:03:07", "Everyone")
        assert app.screen.clock.text == "0:03"


def test_no_key_stands_for_two_things():
    keys = [key for each in LIVE_ACTIONS for key in each.keys.split(",")]
    assert len(keys) == len(set(keys))
    assert set(BUILDING_KEYS) <= set(keys)


@pytest.mark.parametrize("digits", [large_digits, small_digits])
def test_digits_differ_and_are_plain_characters_in_straight_lines(digits):
    drawn = {digits(number) for number in "0123456789"}
    assert len(drawn) == 10
    for each in drawn:
        assert "".join(each).isascii()
        assert len({len(line) for line in each}) == 1
