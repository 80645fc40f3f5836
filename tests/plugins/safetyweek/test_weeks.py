"""Safety weeks: when they are, what is done in them, what is due, and the command."""

from datetime import date

import pytest

from dutydesk.api import DueState
from dutydesk.api.holding import HELD, change_occurrence
from dutydesk.domain import Activity
from dutydesk_roster.assignment import Assignment
from dutydesk_safetyweek.settings import education_day
from tests.plugins.planned_desk import area, example, press, refused, run, run_json, wall, with_people
from tests.terminal.pilot_help import text

WEEK = """
[[week]]
theme = "Campus safety"
year = 2027
[[week.activity]]
code = "opening"
kind = "broadcast"
title = "Opening broadcast"
day = 1
start = "07:50"
end = "08:10"
place = "Studio"
audience = "all classes"
participants = ["zhao"]
owner = "zhao"
[[week.activity]]
code = "banner"
kind = "banner"
title = "Banners"
day = 2
participants = ["li"]
owner = "li"
"""
MONDAY = date(2027, 3, 29)


def held(desk, day, last=None):
    return desk.occurrences(day, last or day, ["safety-week"])


def safety_due(desk, first, last):
    return [each for each in desk.due(first, last) if each.screen == "safetyweek"]


def mark(desk, occurrence):
    with desk.change("done") as change:
        change_occurrence(change, occurrence, state=HELD)


def test_the_example_in_the_default_file_holds(planned):
    planned.write(safetyweek=example("safetyweek"))
    day = date.fromisoformat("2027-03-29")
    assert len(planned.open().occurrences(day, day, ["safety-week"])) == 1


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2020, date(2020, 3, 30)),
        (2022, date(2022, 3, 28)),
        (2024, date(2024, 3, 25)),
        (2025, date(2025, 3, 31)),
        (2027, MONDAY),
    ],
)
def test_safety_education_day_is_the_monday_of_marchs_last_week(year, day):
    assert education_day(year) == day


def test_a_new_desk_plans_no_week(planned):
    desk = planned.open()
    assert safety_due(desk, date(2027, 3, 1), date(2027, 3, 31)) == []
    status, output = run(planned, "safetyweek", "status", "2027")
    assert (status, output) == (
        0,
        "No [[week]] of 2027 stands in config/safetyweek.toml; Safety Education Day is 2027-03-29.\n",
    )


def test_a_week_by_year_begins_on_safety_education_day(planned):
    planned.write(safetyweek=WEEK)
    desk = planned.open()
    opening, banner = held(desk, MONDAY, date(2027, 4, 4))
    assert (opening.key, opening.start) == ("safetyweek-2027-opening", wall("2027-03-29T07:50"))
    assert opening.activity.note == "Campus safety, Broadcast, for all classes"
    assert (banner.activity.all_day, banner.start, banner.end) == (
        True,
        wall("2027-03-30T00:00"),
        wall("2027-03-31T00:00"),
    )
    planned.write(safetyweek=WEEK.replace("year = 2027", "monday = 2027-04-05"))
    (moved, _banner) = held(planned.open(), date(2027, 4, 5), date(2027, 4, 11))
    assert moved.key == opening.key


def test_two_weeks_of_one_year_are_told_apart_by_their_codes(planned):
    autumn = WEEK.replace("year = 2027", 'monday = 2027-11-08\ncode = "fire-week"')
    planned.write(safetyweek=WEEK + autumn)
    keys = {each.key for each in held(planned.open(), date(2027, 1, 1), date(2027, 12, 31))}
    assert keys == {
        "safetyweek-2027-opening",
        "safetyweek-2027-banner",
        "safetyweek-fire-week-opening",
        "safetyweek-fire-week-banner",
    }


def test_what_has_a_time_clashes_with_duty_and_what_lasts_all_day_does_not(planned):
    planned.write(safetyweek=WEEK)
    desk = with_people(planned.open())
    with desk.change("duty") as change:
        change.add(Assignment(id="a", person="zhao", post="main-gate", shift="day", day=MONDAY))
        change.add(Assignment(id="b", person="li", post="main-gate", shift="day", day=date(2027, 3, 30)))
    assert [(each.person, each.rule) for each in desk.clashes(MONDAY, date(2027, 4, 4))] == [
        ("zhao", "during-activity")
    ]


def test_a_moved_activity_keeps_its_event(planned):
    planned.write(safetyweek=WEEK)
    desk = with_people(planned.open())
    window = desk.zone.days(MONDAY, date(2027, 4, 4))
    before = {each.uid: each for each in desk.feed_events(window)}
    with desk.change("moved") as change:
        change_occurrence(
            change, held(desk, MONDAY)[0], start=wall("2027-03-31T09:00"), end=wall("2027-03-31T10:00")
        )
    after = {each.uid: each for each in desk.feed_events(window)}
    uid = "activity-safetyweek-2027-opening"
    assert before.keys() == after.keys()
    assert after[uid].start.isoformat() == "2027-03-31T09:00:00+08:00"
    assert after[uid].revision > before[uid].revision
    assert before["activity-safetyweek-2027-banner"].start == date(2027, 3, 30)
    assert before[uid].people == ("zhao",)


def test_a_week_is_to_be_prepared_from_two_weeks_before_until_every_day_is_planned(planned):
    planned.write(safetyweek=WEEK)
    planned.at(date(2027, 3, 8))
    desk = with_people(planned.open())
    (item,) = safety_due(desk, date(2027, 3, 8), date(2027, 3, 15))
    assert (item.state, item.day) == (DueState.PLANNED, date(2027, 3, 15))
    assert safety_due(desk, date(2027, 3, 8), date(2027, 3, 14)) == []
    planned.at(date(2027, 3, 20))
    (item,) = safety_due(desk, date(2027, 3, 20), MONDAY)
    assert item.title == "Prepare the safety week of 2027-03-29: Campus safety"
    assert (item.state, item.detail) == (DueState.DUE, "nothing is planned on 03-31, 04-01, 04-02")
    rest = "".join(
        f'[[week.activity]]\ncode = "c{day}"\nkind = "study"\ntitle = "Study {day}"\nday = {day}\n'
        'owner = "li"\n'
        for day in (3, 4, 5)
    )
    planned.write(safetyweek=WEEK + rest)
    assert safety_due(planned.open(), date(2027, 3, 20), MONDAY) == []
    planned.write(safetyweek=WEEK + rest.replace('owner = "li"\n', ""))
    (item,) = safety_due(planned.open(), date(2027, 3, 20), MONDAY)
    assert item.detail == "nobody is in charge of Study 3, Study 4, Study 5"


def test_what_is_over_and_not_marked_is_overdue(planned):
    planned.write(safetyweek=WEEK)
    planned.at(date(2027, 3, 31))
    desk = planned.open()
    (item,) = safety_due(desk, date(2027, 3, 31), date(2027, 4, 7))
    assert item.title == "2 activities of the safety week are over and not marked done"
    assert (item.state, item.day) == (DueState.OVERDUE, MONDAY)
    assert run_json(planned, "safetyweek", "status", "2027")[0] == 1
    for each in held(desk, MONDAY, date(2027, 3, 30)):
        mark(desk, each)
    assert safety_due(desk, date(2027, 3, 31), date(2027, 4, 7)) == []
    (figure,) = [each for each in desk.figures(2027) if each.key.startswith("safetyweek")]
    assert (figure.value, figure.records[0]) == (2, "activity:safetyweek-2027-opening")


def test_the_status_of_a_week(planned):
    planned.write(safetyweek=WEEK)
    planned.at(MONDAY, 8)
    desk = planned.open()
    mark(desk, held(desk, MONDAY)[0])
    with desk.change("more") as change:
        change.add(
            Activity(
                id="extra",
                kind="safety-week",
                title="Quiz",
                start=wall("2027-04-01T09:00"),
                end=wall("2027-04-01T10:00"),
            )
        )
    status, document = run_json(planned, "safetyweek", "status", "2027")
    assert status == 0
    assert (document["year"], document["education_day"]) == (2027, "2027-03-29")
    (week,) = document["weeks"]
    assert (week["code"], week["theme"], week["monday"]) == ("2027", "Campus safety", "2027-03-29")
    assert (week["held"], week["planned"], week["unmarked"]) == (1, 2, 0)
    assert [(each["code"], each["day"], each["start"], each["state"]) for each in week["activities"]] == [
        ("opening", "2027-03-29", "07:50", "held"),
        ("banner", "2027-03-30", None, "planned"),
        ("extra", "2027-04-01", "09:00", "planned"),
    ]
    assert "nobody is in charge of Quiz" in week["lacks"]
    status, output = run(planned, "safetyweek", "status")
    assert status == 0
    assert "Campus safety, 2027-03-29 – 2027-04-04" in output
    assert "! nothing is planned on 03-31, 04-02" in output


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "year = 2027",
            "monday = 2027-03-30",
            "line 4, [[week]] 1, monday: 2027-03-30 is no Monday; the Monday",
        ),
        ("year = 2027", "", "[[week]] 1: say when it is by one of monday = 2027-03-29 or year = 2027"),
        (
            "year = 2027",
            "year = 2027\nmonday = 2027-03-29",
            "line 5, [[week]] 1, monday: say when it is by one",
        ),
        (
            "day = 1",
            "day = 8",
            "line 9, [[week]] 1, [[week.activity]] 1, day: expected a whole number of at most 7",
        ),
        ('"broadcast"', '"party"', "safetyweek.toml, line 7"),
        ('end = "08:10"\n', "", "start: give both start and end, or neither"),
        ('"08:10"', '"07:10"', "end: the end 07:10 must be later than the start, 07:50"),
        ('["zhao"]', '["@rank:king"]', "'king' is no rank; expected one of leader, deputy, guard, staff"),
        ('"banner"\nkind', '"opening"\nkind', "code: 'opening' is used twice"),
    ],
)
def test_a_wrong_week_is_named_by_file_line_and_key(planned, old, new, expected):
    assert old in WEEK
    refused(planned, expected, safetyweek=WEEK.replace(old, new))


def test_the_same_week_twice_is_refused(planned):
    refused(planned, "code: '2027' is used twice; every code must be different", safetyweek=WEEK + WEEK)


async def test_the_area_shows_the_theme_and_what_is_lacking(planned):
    planned.write(safetyweek=WEEK)
    planned.at(date(2027, 3, 20))
    async with area(with_people(planned.open()), "safetyweek") as (app, pilot):
        shown = text(app)
        assert "Campus safety, 2027-03-29 to 2027-04-04: 0 of 2 done" in shown
        assert "! nothing is planned on 03-31, 04-01, 04-02" in shown
        assert "Mon 03-29  07:50-08:10  Opening broadcast" in shown
        assert "Tue 03-30  all day" in shown
        await press(pilot, "a")
        assert "Add an activity to the safety week" in text(app)
        await press(pilot, "escape", "down", "e")
        assert "Change Banners, Tue 2027-03-30" in text(app)
        assert "From" not in text(app)


async def test_a_week_of_the_coming_term_is_listed_already(planned):
    planned.write(safetyweek=WEEK)
    async with area(planned.open(), "safetyweek") as (app, pilot):
        assert "Mon 03-29  07:50-08:10  Opening broadcast" in text(app)
        await press(pilot, "a")
        assert "Campus safety, 2027" not in text(app)


async def test_an_empty_area_says_how_to_begin(planned):
    async with area(planned.open(), "safetyweek") as (app, _pilot):
        assert "write a [[week]] in config/safetyweek.toml, or press a." in text(app)
