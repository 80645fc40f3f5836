"""What meetings decide: tasks that come back on the next agenda until they are done."""

from datetime import date

import pytest

from dutydesk.api import DataProblem
from dutydesk.api.tasks import finished
from dutydesk.domain import Task, TaskKind
from dutydesk_training.agenda import agenda_of
from dutydesk_training.decisions import all_decisions, decide, withdraw
from dutydesk_training.session_key import find_session
from tests.plugins.planned_desk import run, run_json, with_people
from tests.plugins.training.test_agenda import BEFORE, KEY, MEETING, NEXT, single

OTHER = MEETING.replace("weekly", "monthly").replace("Weekly", "Monthly").replace('"mon"', '"tue"')


@pytest.fixture
def desk(planned):
    planned.write(training=MEETING + OTHER)
    return with_people(planned.open())


def decided(desk, key=BEFORE, text="Repair the gate", due=date(2026, 12, 4), owner="li"):
    return decide(desk, find_session(desk, key), text, owner=owner, due=due)


def brought(desk, key):
    return [each.task.title for each in agenda_of(desk, find_session(desk, key)).brought]


def test_a_decision_is_a_task_of_its_owner_about_its_meeting(desk):
    task = decided(desk, text=" Repair\nthe gate ")
    assert (task.kind, task.title, task.owner, task.about) == (
        TaskKind.DECISION,
        "Repair the gate",
        "li",
        f"activity:{BEFORE}",
    )
    desk.undo()
    assert desk.table(Task).all() == ()


def test_it_comes_back_on_each_next_agenda_until_it_is_done(desk):
    task = decided(desk)
    assert brought(desk, BEFORE) == []
    assert brought(desk, KEY) == brought(desk, NEXT) == ["Repair the gate"]
    with desk.change("done") as change:
        change.replace(finished(task, date(2026, 12, 2), "new hinges"))
    assert brought(desk, NEXT) == []
    assert brought(desk, KEY) == ["Repair the gate"], "it was open when this meeting was held"


def test_of_a_series_only_its_own_decisions_come_back(desk):
    decided(desk)
    assert brought(desk, "training-monthly-20261201") == []


def test_a_single_meeting_goes_through_those_of_any(desk):
    with desk.change("single") as change:
        change.add(single("Talk", "2026-11-27"))
        change.add(single("Early", "2026-11-20"))
    decided(desk)
    decided(desk, "training-monthly-20261124", "Buy torches")
    decided(desk, "early", "Oldest")
    assert brought(desk, "talk") == ["Oldest", "Repair the gate", "Buy torches"]
    assert brought(desk, "early") == []


def test_overdue_is_seen_from_today(planned, desk):
    decided(desk, due=date(2026, 11, 24))
    assert [each.state for each in all_decisions(desk)] == ["open"]
    planned.at(date(2026, 11, 25))
    assert [(each.state, each.overdue) for each in all_decisions(desk)] == [("overdue", True)]


def test_a_decision_of_a_meeting_that_no_settings_know_keeps_its_day(planned, desk):
    decided(desk)
    planned.write(training=OTHER)
    desk = planned.open()
    (found,) = all_decisions(desk)
    assert (found.day, found.meeting) == (date(2026, 11, 23), "")


def test_it_is_taken_back_and_that_can_be_undone(desk):
    task = decided(desk)
    withdraw(desk, task)
    assert desk.table(Task).all() == ()
    desk.undo()
    assert [each.title for each in desk.table(Task).all()] == ["Repair the gate"]


def test_an_open_one_is_on_today_and_in_the_owners_calendar(desk):
    task = decided(desk)
    assert "Repair the gate" in [each.title for each in desk.due(desk.today(), date(2026, 12, 5))]
    events = desk.feed_events(desk.zone.days(date(2026, 12, 4), date(2026, 12, 4)))
    assert ("li",) in [each.people for each in events if task.id in each.uid]


# The commands


@pytest.mark.usefixtures("desk")
def test_a_decision_is_kept_and_listed(planned):
    status, kept = run_json(
        planned, "training", "decide", BEFORE, "Repair the gate", "--owner", "李强", "--due", "2026-11-24"
    )
    assert (status, kept["owner"], kept["due"], kept["session"]) == (0, "li", "2026-11-24", BEFORE)
    status, output = run(planned, "training", "decisions")
    assert status == 0
    for part in ("Repair the gate", "李强", "open", "Weekly meeting 2026-11-23"):
        assert part in output
    planned.at(date(2026, 11, 26))
    assert run(planned, "training", "decisions")[0] == 1


def test_those_done_are_listed_when_asked_for(planned, desk):
    task = decided(desk)
    with desk.change("done") as change:
        change.replace(finished(task, desk.today(), "new hinges"))
    assert run_json(planned, "training", "decisions") == (0, {"decisions": []})
    assert "Nothing that was decided is open" in run(planned, "training", "decisions")[1]
    _status, document = run_json(planned, "training", "decisions", "--all")
    assert [(each["outcome"], each["done"]) for each in document["decisions"]] == [
        ("new hinges", "2026-11-24")
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"--owner": "nobody"}, "'nobody' is nobody here"),
        ({"--due": "2026-11-20"}, "before the meeting of 2026-11-23"),
        ({"text": "  "}, "needs some words"),
        ({"key": "fortnightly"}, "fortnightly"),
    ],
)
def test_what_cannot_be_kept_is_named_and_nothing_is_kept(planned, desk, change, expected):
    given = {"key": BEFORE, "text": "Repair", "--owner": "li", "--due": "2026-12-01"} | change
    with pytest.raises(DataProblem, match=expected):
        run(
            planned,
            "training",
            "decide",
            given["key"],
            given["text"],
            "--owner",
            given["--owner"],
            "--due",
            given["--due"],
        )
    assert desk.table(Task).all() == ()


@pytest.mark.parametrize("day", ["soon", "2026-13-01"])
def test_what_is_no_day_is_refused(planned, desk, day):
    status, output = run(planned, "training", "decide", BEFORE, "Repair", "--owner", "li", "--due", day)
    assert status == 2
    assert f"'{day}' is no day" in output
    assert desk.table(Task).all() == ()
