"""The agenda of a meeting: what stands on it, in which order, and where each part comes from."""

from datetime import date

import pytest

from dutydesk.api import DataProblem, StaleChange
from dutydesk.api.attachments import attach, file_of
from dutydesk.api.holding import change_occurrence
from dutydesk.api.tasks import finished, new_task
from dutydesk.domain import Activity
from dutydesk_training.agenda import agenda_of, strike_point
from dutydesk_training.decisions import about, decide
from dutydesk_training.minutes import add_point, minutes_of, remove_point, reword_point
from dutydesk_training.session_key import find_session
from tests.plugins.planned_desk import run, run_json, wall, with_people

MEETING = """
[[session]]
code = "weekly"
kind = "meeting"
title = "Weekly meeting"
weekdays = ["mon"]
start = "15:10"
end = "16:00"
in_terms = true
place = "Meeting room"
participants = ["@rank:leader", "@rank:deputy"]
agenda = ["Notices", "Duty handover"]
"""
BEFORE, KEY, NEXT = (f"training-weekly-{day}" for day in ("20261123", "20261130", "20261207"))


@pytest.fixture
def desk(planned):
    planned.write(training=MEETING)
    return with_people(planned.open())


def held(desk, key=KEY):
    return find_session(desk, key)


def agenda(desk, key=KEY):
    return agenda_of(desk, held(desk, key))


def points(desk):
    return [(each.number, each.text, each.standing) for each in agenda(desk).points]


def test_standing_points_come_first_and_added_ones_belong_to_one_meeting_alone(desk):
    add_point(desk, held(desk), " Winter\nclothing ")
    assert points(desk) == [
        (1, "Notices", True),
        (2, "Duty handover", True),
        (3, "Winter clothing", False),
    ]
    assert [each.text for each in agenda(desk, NEXT).points] == ["Notices", "Duty handover"]
    assert minutes_of(desk, held(desk)).day == date(2026, 11, 30)
    assert [each.why for each in desk.history(f"activity:{KEY}")] == ["On the agenda: Winter clothing"]


def test_a_point_is_reworded_and_taken_off_each_as_one_change(desk):
    for text in ("Winter clothing", "Torches"):
        add_point(desk, held(desk), text)
    reword_point(desk, held(desk), "Winter clothing", "Winter boots")
    assert strike_point(desk, held(desk), 4) == "Torches"
    assert points(desk)[2:] == [(3, "Winter boots", False)]
    desk.undo()
    assert points(desk)[2:] == [(3, "Winter boots", False), (4, "Torches", False)]


def test_a_point_that_is_gone_is_not_taken_for_another(desk):
    add_point(desk, held(desk), "Torches")
    with pytest.raises(StaleChange):
        remove_point(desk, held(desk), "Boots")
    with pytest.raises(StaleChange):
        reword_point(desk, held(desk), "Boots", "Shoes")
    assert points(desk)[2:] == [(3, "Torches", False)]


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "stands on each agenda"), (3, "there is no point 3; the agenda has 2 points")],
)
def test_a_point_that_cannot_be_struck_is_named(desk, number, expected):
    with pytest.raises(DataProblem, match=expected):
        strike_point(desk, held(desk), number)


def test_last_week_covers_the_week_before_the_meetings_own_and_is_drafted_from_the_records(desk):
    with desk.change("done") as change:
        torches = change.add(new_task("Buy torches", owner="li", due=date(2026, 11, 27)))
        change.replace(finished(torches, date(2026, 11, 26)))
        change.add(new_task("Mend the lock", owner="li", due=date(2026, 11, 29)))
        change.add(new_task("Next week", owner="li", due=date(2026, 11, 30)))
    section = agenda(desk).last_week
    assert (section.first, section.last, section.drafted) == (
        date(2026, 11, 23),
        date(2026, 11, 29),
        True,
    )
    tasks = section.lines[section.lines.index("Tasks") :]
    assert tasks[1:3] == ("- 1 task done: Buy torches", "- 1 task due and not done: Mend the lock")
    assert f"task:{torches.id}" in section.records
    assert "Next week" not in section.text
    assert "2026-11-23 to 2026-11-29" in section.title


def test_what_is_due_reaches_to_the_next_meeting_and_repeats_no_decision(desk):
    decide(desk, held(desk, BEFORE), "Repair the gate", owner="li", due=date(2026, 12, 2))
    with desk.change("tasks") as change:
        change.add(new_task("Check the hoses", owner="wu", due=date(2026, 12, 7)))
        change.add(new_task("Much later", owner="wu", due=date(2026, 12, 8)))
    found = agenda(desk)
    titles = [each.title for each in found.due]
    assert found.until == date(2026, 12, 7)
    assert "Check the hoses" in titles
    assert "Much later" not in titles
    assert "Repair the gate" not in titles
    assert [each.task.title for each in found.brought] == ["Repair the gate"]


def test_the_next_meeting_is_the_next_that_is_held(desk):
    with desk.change("no meeting") as change:
        change_occurrence(change, held(desk, NEXT), state="cancelled")
    assert agenda(desk).until == date(2026, 12, 14)


def test_a_meeting_without_another_looks_a_week_ahead(planned):
    desk = with_people(planned.open())
    with desk.change("single") as change:
        change.add(single("Talk"))
    assert agenda_of(desk, find_session(desk, "talk")).until == date(2026, 12, 2)


def test_of_a_meeting_long_past_nothing_is_due(desk):
    with desk.change("tasks") as change:
        change.add(new_task("Check the hoses", owner="wu", due=date(2026, 11, 20)))
    assert agenda(desk, "training-weekly-20261019").due == ()
    assert "Check the hoses" in [each.title for each in agenda(desk, BEFORE).due]


def test_materials_are_there_and_a_file_that_is_gone_is_named(desk, tmp_path):
    plan = tmp_path / "plan.txt"
    plan.write_text("plan")
    kept = attach(desk, about(held(desk)), str(plan), "Plan")
    attach(desk, about(held(desk)), "https://example.org/a", "")
    found = agenda(desk)
    assert [(each.attachment.title, each.gone) for each in found.materials] == [
        ("Plan", False),
        ("https://example.org/a", False),
    ]
    assert found.missing == ()
    file_of(desk, kept).unlink()
    assert agenda(desk).missing == ("Plan",)


def test_a_meeting_that_was_moved_keeps_its_agenda(desk):
    add_point(desk, held(desk), "Winter clothing")
    with desk.change("moved") as change:
        change_occurrence(change, held(desk), start=wall("2026-12-02T15:10"), end=wall("2026-12-02T16:00"))
    assert [each.text for each in agenda(desk).points][2:] == ["Winter clothing"]
    assert agenda(desk).last_week.first == date(2026, 11, 23)


def single(title, day="2026-11-25"):
    return Activity(
        id=title.lower(),
        kind="meeting",
        title=title,
        start=wall(f"{day}T10:00"),
        end=wall(f"{day}T11:00"),
        participants=("@all",),
    )


# The commands


def test_the_agenda_as_json_names_every_section(planned, desk):
    decide(desk, held(desk, BEFORE), "Repair the gate", owner="li", due=date(2026, 11, 24))
    status, document = run_json(planned, "training", "agenda", KEY)
    assert status == 0
    assert document["key"] == KEY
    assert document["expected"] == ["zhao", "qian"]
    assert document["points"][0] == {"number": 1, "text": "Notices", "standing": True}
    assert (document["last_week"]["first"], document["last_week"]["last"]) == ("2026-11-23", "2026-11-29")
    (decision,) = document["decisions"]
    assert (decision["title"], decision["owner"], decision["due"], decision["overdue"]) == (
        "Repair the gate",
        "li",
        "2026-11-24",
        False,
    )
    assert (document["until"], document["decided"], document["materials"]) == ("2026-12-07", [], [])


def test_the_agenda_is_read_out(planned, desk):
    decide(desk, held(desk, BEFORE), "Repair the gate", owner="li", due=date(2026, 11, 25))
    status, output = run(planned, "training", "agenda", KEY)
    assert status == 0
    for part in ("1. Notices", "Last week, 2026-11-23 to 2026-11-29 (drafted)", "Repair the gate", "李强"):
        assert part in output


@pytest.mark.usefixtures("desk")
def test_points_are_added_and_removed_by_command(planned):
    assert run(planned, "training", "point", KEY, "Winter", "clothing") == (
        0,
        "On the agenda: Winter clothing\n",
    )
    assert run_json(planned, "training", "point", KEY, "--remove", "3") == (
        0,
        {"key": KEY, "points": ["Notices", "Duty handover"]},
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("point", KEY), "expected either the text of a point or --remove"),
        (("point", KEY, "a", "--remove", "3"), "expected either the text of a point or --remove"),
        (("point", KEY, "--remove", "1"), "stands on each agenda"),
        (("point", KEY, " \t "), "needs some words"),
        (("agenda", "no-such-meeting"), "no-such-meeting"),
    ],
)
def test_what_cannot_be_is_one_line_and_keeps_nothing(planned, desk, arguments, expected):
    before = desk.revision()
    with pytest.raises(DataProblem, match=expected):
        run(planned, "training", *arguments)
    assert desk.revision() == before
