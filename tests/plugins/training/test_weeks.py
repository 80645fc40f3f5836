"""The weekly rules: the meter, what is due, the command and the figures."""

from datetime import date

import pytest

from dutydesk.api import DataProblem, DueState
from dutydesk.api.holding import CANCELLED, HELD, change_occurrence
from dutydesk.api.week import Week
from dutydesk.domain import Activity
from tests.plugins.planned_desk import run, run_json, wall

SESSIONS = """
[[session]]
code = "meeting"
kind = "meeting"
title = "Regular meeting"
weekdays = ["mon"]
start = "15:10"
end = "16:00"
in_terms = true
[[session]]
code = "training"
kind = "training"
title = "Training"
weekdays = ["mon", "tue", "wed", "thu", "fri"]
start = "09:30"
end = "10:30"
in_terms = true
[[session]]
code = "second-training"
kind = "training"
title = "More training"
weekdays = ["mon"]
start = "11:00"
end = "11:30"
in_terms = true
"""
RULES = """
[[rule]]
name = "Meeting"
kind = "meeting"
[[rule]]
name = "Study"
kind = "study"
[[rule]]
name = "Training"
kind = "training"
least = 5
counts = "days"
"""


def mark(desk, day, state=HELD, kinds=("meeting", "training")):
    for held in desk.occurrences(day, day, kinds):
        with desk.change("mark") as change:
            change_occurrence(change, held, state=state)


def meters(planned, week):
    status, document = run_json(planned, "training", "status", "--week", week)
    assert document["week"] == week
    return status, {
        each["name"]: (each["due"], each["held"], each["planned"], each["state"])
        for each in document["rules"]
    }


def training_due(desk, first=date(2026, 11, 24), last=date(2026, 11, 30)):
    return [each for each in desk.due(first, last) if each.screen == "training"]


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 12, 28), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
    ],
)
def test_weeks_at_the_end_of_the_year(day, week):
    assert str(Week.of(day)) == week
    assert day in Week.parse(week).days


@pytest.mark.parametrize("text", ["2027-W53", "2026-W00", "2026-48", "W48", "", "0000-W01", "9999-W60"])
def test_what_is_no_week(text):
    with pytest.raises(DataProblem, match="is no week; expected one such as 2026-W48"):
        Week.parse(text)


def test_the_meter_of_this_week(planned):
    planned.write(training=SESSIONS + RULES)
    desk = planned.open()
    mark(desk, date(2026, 11, 23))
    status, rules = meters(planned, "2026-W48")
    assert rules == {
        "Meeting": (1, 1, 0, "met"),
        "Study": (1, 0, 0, "due"),
        "Training": (5, 1, 4, "planned"),
    }
    assert status == 0


def test_two_sessions_on_a_day_are_one_day_of_training(planned):
    planned.write(training=SESSIONS + RULES)
    desk = planned.open()
    mark(desk, date(2026, 11, 27), CANCELLED)
    assert meters(planned, "2026-W48")[1]["Training"] == (5, 0, 4, "due")
    planned.write(training=SESSIONS + RULES.replace('counts = "days"', ""))
    assert meters(planned, "2026-W48")[1]["Training"] == (5, 0, 5, "planned")


def test_a_week_that_is_over_was_missed_or_still_waits_for_a_mark(planned):
    planned.write(training=SESSIONS + RULES)
    status, rules = meters(planned, "2026-W47")
    assert rules["Meeting"] == (1, 0, 1, "due")
    assert rules["Study"] == (1, 0, 0, "missed")
    assert status == 1


def test_a_short_week_asks_for_less_and_a_week_off_for_nothing(planned):
    planned.write(training=SESSIONS + RULES)
    assert meters(planned, "2026-W40")[1]["Training"][0] == 3
    status, rules = meters(planned, "2027-W05")
    assert {each[0] for each in rules.values()} == {0}
    assert {each[3] for each in rules.values()} == {"met"}
    assert status == 0


def test_the_last_iso_week_counts_the_days_of_both_years(planned):
    planned.write(training=SESSIONS + RULES)
    assert meters(planned, "2026-W53")[1]["Training"] == (4, 0, 4, "planned")


def test_a_session_moved_into_another_week_counts_there(planned):
    planned.write(training=SESSIONS + RULES)
    desk = planned.open()
    (meeting,) = desk.occurrences(date(2026, 11, 30), date(2026, 11, 30), ["meeting"])
    with desk.change("moved") as change:
        change_occurrence(
            change, meeting, start=wall("2026-11-27T15:00"), end=wall("2026-11-27T16:00"), state=HELD
        )
    assert meters(planned, "2026-W48")[1]["Meeting"] == (1, 1, 1, "met")
    assert meters(planned, "2026-W49")[1]["Meeting"] == (1, 0, 0, "due")


def test_a_lacking_session_is_due_until_it_is_planned(planned):
    planned.write(training=RULES)
    desk = planned.open()
    titles = {each.title: each for each in training_due(desk, last=date(2026, 11, 29))}
    assert set(titles) == {
        "No regular meeting is planned this week",
        "No concentrated study is planned this week",
        "No training is planned this week",
    }
    meeting = titles["No regular meeting is planned this week"]
    assert (meeting.day, meeting.state) == (date(2026, 11, 27), DueState.DUE)
    with desk.change("new") as change:
        change.add(
            Activity(
                id="one",
                kind="meeting",
                title="Briefing",
                start=wall("2026-11-27T09:00"),
                end=wall("2026-11-27T10:00"),
            )
        )
    assert len(training_due(desk, last=date(2026, 11, 29))) == 2


def test_a_later_week_is_named_by_its_monday_and_less_pressing(planned):
    planned.write(training=RULES)
    later = [each for each in training_due(planned.open()) if each.state is DueState.PLANNED]
    assert "No training is planned in the week of 2026-11-30" in {each.title for each in later}


def test_a_holiday_week_and_past_weeks_are_not_due(planned):
    planned.write(training=RULES)
    planned.at(date(2027, 2, 1))
    assert training_due(planned.open(), date(2027, 1, 1), date(2027, 2, 7)) == []


def test_sessions_that_are_over_wait_for_a_mark(planned):
    planned.write(training=SESSIONS)
    desk = planned.open()
    (item,) = training_due(desk)
    assert (item.title, item.day) == ("10 sessions are over and not marked held", date(2026, 11, 16))
    for day in range(16, 25):
        mark(desk, date(2026, 11, day))
    assert training_due(desk) == []


def test_sessions_that_wait_for_terms_say_so(planned):
    planned.write(training=SESSIONS, calendar="")
    assert [each.title for each in training_due(planned.open())] == [
        "Sessions wait for the terms in config/calendar.toml"
    ]


def test_the_figures_of_a_year(planned):
    planned.write(training=SESSIONS + RULES)
    desk = planned.open()
    mark(desk, date(2026, 11, 23))
    mark(desk, date(2026, 11, 16), kinds=["meeting"])
    figures = {each.key: each for each in desk.figures(2026)}
    assert figures["training.meeting"].value == 2
    assert figures["training.meeting"].records == (
        "activity:training-meeting-20261116",
        "activity:training-meeting-20261123",
    )
    assert figures["training.training"].value == 2
    assert figures["training.weeks-met.Meeting"].value == 2
    assert figures["training.weeks-due.Meeting"].value == 13
    assert not [each for each in desk.figures(2027) if each.key == "training.meeting"]


def test_the_command_in_words(planned):
    status, output = run(planned, "training", "status")
    assert (status, output) == (0, "No [[rule]] stands in config/training.toml yet.\n")
    planned.write(training=SESSIONS + RULES)
    status, output = run(planned, "training", "status")
    assert "Week 2026-W48, 2026-11-23 to 2026-11-29" in output
    with pytest.raises(DataProblem, match="is no week"):
        run(planned, "training", "status", "--week", "soon")
