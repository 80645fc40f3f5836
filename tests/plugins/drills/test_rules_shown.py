"""Where rules show: on Today, in calendars, in the year's figures, and on the screen of the rules."""

from datetime import date

import pytest

from dutydesk.api import DueState
from dutydesk.domain import Activity
from dutydesk.feeds.desk_book import feed_book
from dutydesk_drills.drill_plan import DrillPlan
from tests.plugins.drills.rule_desk import (
    CHINA,
    LOCKDOWN,
    MONTHLY,
    MONTHS,
    NOTICE,
    drills_due,
    mark_held,
    of_day,
    pack_file,
)
from tests.plugins.drills.test_drills import NIGHT
from tests.plugins.planned_desk import area, press, wall, with_people
from tests.terminal.pilot_help import lines, text

# Today


def test_today_names_the_rule_that_wants_a_drill_and_opens_the_rules(planned):
    planned.write(drills=MONTHLY)
    (item,) = drills_due(planned.open())
    assert (item.title, item.day, item.state) == (
        "A drill must be planned: Monthly",
        date(2026, 11, 30),
        DueState.DUE,
    )
    assert item.action == "open_rules"
    assert item.detail == "0 of 1 held; the next by Mon 2026-11-30"
    planned.write(drills=MONTHLY.replace('"month"', '"month"\nleast = 6'))
    (item,) = drills_due(planned.open())
    assert (item.day, item.state) == (date(2026, 11, 23), DueState.OVERDUE), "six days of school from 23 on"


def test_a_rule_for_which_enough_is_planned_or_held_is_not_due(planned):
    planned.write(drills=MONTHLY + of_day("2026-11-26"))
    assert drills_due(planned.open()) == []


def test_a_past_drill_is_to_be_marked_once(planned):
    planned.write(drills=MONTHLY + of_day("2026-11-11"))
    (item,) = drills_due(planned.open())
    assert item.title == "Say whether Fire drill of 2026-11-11 was held"
    assert item.action == "go_to('drill-d2026-11-11')"


def test_parents_are_to_be_told_in_time(planned):
    planned.write(drills=NOTICE + LOCKDOWN)
    desk = planned.open()
    (item,) = drills_due(desk)
    assert (item.title, item.day) == ("Tell the parents of the drill of Wed 2026-12-02", date(2026, 11, 25))
    planned.at(date(2026, 11, 26))
    assert [each.state for each in drills_due(desk)] == [DueState.OVERDUE]
    with desk.change("told") as change:
        change.add(DrillPlan(id="drill-lockdown", notice_on=date(2026, 11, 25)))
    assert drills_due(desk) == []


def test_today_tells_nothing_of_an_unannounced_drill_to_come(planned):
    varied = '[[rule]]\ncode = "v"\nwants = "variety"\nname = "V"\ndifferent = "weekday"\n'
    secret = NIGHT.replace('"evacuation"', '"lockdown"')
    planned.write(drills=NOTICE + varied + LOCKDOWN.replace("12-02", "11-26") + secret)
    told = " ".join(f"{each.title} {each.detail}" for each in drills_due(planned.open()))
    assert "Look at the dates of drills: V" in told, "both are on a Thursday"
    assert "12-03" not in told
    assert "Night" not in told
    planned.at(date(2026, 12, 4))
    told = " ".join(f"{each.title} {each.detail}" for each in drills_due(planned.open()))
    assert "Say whether the drill of 2026-12-03 was held" in told
    assert "Night evacuation" not in told


# Calendars


def safe_days(events):
    return {each.uid: each for each in events if each.kind == "drill-rule"}


def december(desk):
    return safe_days(desk.feed_events(desk.zone.days(date(2026, 11, 1), date(2026, 12, 31))))


def test_the_last_safe_day_is_an_event_for_the_leaders(planned):
    planned.write(drills=MONTHLY)
    desk = with_people(planned.open())
    event = december(desk)["drill-rule-own-monthly-20261101"]
    assert (event.start, event.end) == (date(2026, 11, 30), date(2026, 12, 1))
    assert event.title == "Last safe day: Monthly"
    assert event.description == "0 of 1 held in 2026-11.\nwhere it is written"
    assert (event.people, event.feeds, event.busy) == (("zhao",), ("drill-rules",), False)
    assert "drill-rules" in {each.name for each in desk.feeds()}


def test_what_is_planned_does_not_show_in_it_and_what_was_held_does(planned):
    two = MONTHLY.replace('"month"', '"month"\nleast = 2')
    planned.write(drills=two + of_day("2026-11-11") + NIGHT.replace("12-03", "11-30"))
    desk = with_people(planned.open())
    uid = "drill-rule-own-monthly-20261101"
    assert december(desk)[uid].start == date(2026, 11, 27), "two are wanted: 27 and 30 November"
    mark_held(desk, "2026-11-11")
    assert december(desk)[uid].start == date(2026, 11, 30)
    mark_held(desk, "2026-11-30")
    assert uid not in december(desk)


def test_feeds_follow_when_a_drill_far_from_that_day_is_marked_or_a_holiday_is_entered(planned):
    term = MONTHLY.replace('"month"', '"school_year"\nlast = "12-31"\nleast = 2')
    planned.write(drills=term + of_day("2026-09-09"))
    desk = with_people(planned.open())
    book = feed_book(desk)
    book.refresh()

    def day():
        (entry,) = book.listing("drill-rules").entries
        return entry.event.start

    # Two of the year are wanted by 31 December, a Thursday: the next by Wednesday 30.
    assert day() == date(2026, 12, 30)
    mark_held(desk, "2026-09-09")
    book.refresh()
    assert day() == date(2026, 12, 31)
    desk.undo()
    book.refresh()
    assert day() == date(2026, 12, 30)
    with desk.change("a holiday") as change:
        change.add(
            Activity(
                id="free",
                kind="holiday",
                title="Free",
                start=wall("2026-12-31T00:00"),
                end=wall("2027-01-01T00:00"),
                all_day=True,
            )
        )
    book.refresh()
    assert day() == date(2026, 12, 29)


def test_without_rules_there_is_no_such_feed_and_no_day_of_observance(planned):
    desk = planned.open()
    assert "drill-rules" not in {each.name for each in desk.feeds()}
    assert "observance" not in desk.activity_kinds()


def test_days_of_observance_are_in_the_calendar_and_take_nobodys_time(planned):
    planned.write(drills=CHINA)
    desk = with_people(planned.open())
    found = desk.occurrences(date(2027, 3, 1), date(2027, 5, 31), ["observance"])
    assert [(each.start.date(), each.activity.title) for each in found] == [
        (date(2027, 3, 29), "National Safety Education Day for schools"),
        (date(2027, 4, 15), "National Security Education Day"),
        (date(2027, 5, 12), "National Disaster Prevention Day"),
    ]
    window = desk.zone.days(date(2027, 5, 12), date(2027, 5, 13))
    (event,) = (each for each in desk.feed_events(window) if each.kind == "observance")
    assert (event.start, event.people, event.busy) == (date(2027, 5, 12), (), False)
    assert event.feeds == ("kind/observance", "squadron")
    assert [each for each in desk.commitments(window) if "observance" in each.source] == []


@pytest.mark.parametrize(
    ("lines_", "year", "day"),
    [
        ('day = "02-29"', 2027, date(2027, 2, 28)),
        ('day = "02-29"', 2028, date(2028, 2, 29)),
        ('month = 11\nweekday = "thu"\nnth = 4', 2026, date(2026, 11, 26)),
        ('month = 1\nweekday = "fri"\nnth = 5', 2027, date(2027, 1, 29)),
    ],
)
def test_a_day_of_observance_of_ones_own(planned, lines_, year, day):
    pack_file(
        planned, "own-days", f'[pack]\nname = "Days"\n[[observance]]\ncode = "x"\nname = "X"\n{lines_}\n'
    )
    planned.write(drills='packs = ["own-days"]\n')
    found = planned.open().occurrences(date(year, 1, 1), date(year, 12, 31), ["observance"])
    assert [each.start.date() for each in found] == [day]


# Figures


def test_the_summary_of_the_year_counts_drills_and_rules_that_were_kept(planned):
    planned.write(drills=MONTHLY + NOTICE + "".join(map(of_day, MONTHS[:3])) + LOCKDOWN)
    desk = planned.open()
    mark_held(desk, *MONTHS[:3])

    def figures():
        return {each.key: each.value for each in desk.figures(2026) if each.key.startswith("drills.")}

    # September to November were kept. Of 2026 the spring is before the first term that the desk knows.
    assert figures() == {
        "drills.held": 3,
        "drills.evacuation": 3,
        "drills.rules": 1,
        "drills.rules_kept": 1,
    }
    planned.at(date(2027, 1, 5))
    assert figures()["drills.rules_kept"] == 0, "nobody said that the drill of December was held"
    assert figures()["drills.rules"] == 2


# The screen


async def test_the_screen_shows_every_rule_why_it_stands_so_and_other_years(planned):
    planned.write(drills=CHINA + MONTHLY + of_day("2026-11-11"))
    desk = with_people(planned.open())
    mark_held(desk, "2026-11-11")
    async with area(desk, "drills") as (app, pilot):
        await press(pilot, "m")
        found = lines(app)
        assert "China" in found[3]
        row = next(each for each in found if "An evacuation drill every month" in each)
        assert row.split()[-4:] == ["1", "of", "1", "met"]
        assert "An evacuation drill every month, 2026-11: 1 held, the last on Wed 2026-11-11" in text(app)
        assert "Source: 教基一厅[2014]2号" in text(app)
        await press(pilot, "down")
        assert "Source: where it is written" in text(app)
        assert "Read so: as it was read" in text(app)
        await press(pilot, "y")
        assert "School year 2026" in text(app)
        assert "1 of 9" in text(app)
        await press(pilot, "left_square_bracket")
        assert "School year 2025" in text(app)
        await press(pilot, "n", "escape")
        assert "Fire drill" in text(app)
