"""Weak points of drills: tasks with an owner and a day, on Today, in the digest, in the next drill's plan."""

from datetime import date, timedelta

import pytest

from dutydesk.api import DataProblem
from dutydesk.api.attachments import attached
from dutydesk.domain import Task, TaskKind
from dutydesk_drills.after.findings import add_finding, change_finding, findings_of, mend_finding
from dutydesk_drills.drills import find_drill
from dutydesk_drills.preparing.plan_of_drill import plan_of_drill
from dutydesk_drills.recording import record_drill
from tests.plugins.drills.after_desk import FIRE, NIGHT, SCHOOL, held, opened
from tests.plugins.planned_desk import run, run_json

NEXT = FIRE.replace('"fire"\nkind', '"next"\nkind').replace("11-18", "12-16")
DUE = date(2026, 12, 1)


def finding(desk, drill, text="The east door sticks", **said):
    return add_finding(desk, drill, text, **({"owner": "li", "due": DUE, "building": "teaching"} | said))


def test_a_finding_is_a_task_about_the_drill(planned):
    desk, drill = held(planned)
    task = finding(desk, drill)
    assert (task.kind, task.owner, task.due, task.place, task.about) == (
        TaskKind.FINDING,
        "li",
        DUE,
        "Teaching block",
        "activity:drill-fire",
    )
    assert findings_of(desk, drill.key) == (task,)


def test_it_stands_on_today_and_in_its_owners_calendar(planned):
    desk, drill = held(planned)
    finding(desk, drill)
    assert [each.day for each in desk.due(date(2026, 11, 24), date(2026, 12, 4)) if "east door" in each.title]
    events = desk.feed_events(desk.zone.days(date(2026, 12, 1), date(2026, 12, 2)))
    assert [each.people for each in events if "east door" in each.title] == [("li",)]


def test_it_comes_back_in_the_next_drills_plan_until_it_is_mended(planned):
    desk, drill = held(planned, SCHOOL + FIRE + NEXT)
    task = finding(desk, drill, building="")
    coming = find_drill(desk, "next")
    assert [each.task.id for each in plan_of_drill(desk, coming).findings] == [task.id]
    mend_finding(desk, task, "planed and oiled")
    assert plan_of_drill(desk, coming).findings == ()


def test_the_command_keeps_it_and_tasks_finish_it(planned):
    held(planned)
    status, told = run_json(
        planned, "drills", "finding", "fire", "The bell is faint", "--owner", "李强", "--due", "2026-12-01",
        "--building", "dormitory",
    )  # fmt: skip
    assert (status, told["owner"], told["place"], told["state"]) == (0, "li", "Dormitory", "open")
    desk = planned.open()
    (task,) = desk.table(Task).all()
    mend_finding(desk, task, "a second bell")
    assert run_json(planned, "drills", "review", "fire")[1]["findings"][0]["outcome"] == "a second bell"


def test_a_proof_is_kept_with_it(planned, tmp_path):
    desk, drill = held(planned)
    task = finding(desk, drill)
    photo = tmp_path / "door.txt"
    photo.write_text("a photo", encoding="utf-8")
    mend_finding(desk, task, "oiled", str(photo))
    (kept,) = attached(desk, f"task:{task.id}")
    assert kept.title == "door.txt"
    assert not desk.table(Task).get(task.id).is_open


def test_a_proof_that_is_not_there_leaves_it_open(planned, tmp_path):
    desk, drill = held(planned)
    task = finding(desk, drill)
    with pytest.raises(DataProblem, match="cannot be kept"):
        mend_finding(desk, task, "oiled", str(tmp_path / "none.jpg"))
    assert desk.table(Task).get(task.id).is_open


def test_it_can_be_changed(planned):
    desk, drill = held(planned)
    task = finding(desk, drill)
    after = change_finding(desk, task, "Both doors stick", owner="wu", due=DUE, building="dormitory")
    assert (after.title, after.owner, after.place) == ("Both doors stick", "wu", "Dormitory")
    assert change_finding(desk, after, "Doors", owner="wu", due=DUE).place == ""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"owner": "nobody"}, "'nobody' is nobody here"),
        ({"building": "gym"}, "'gym' is no building"),
        ({"text": " \n "}, "a task needs some words"),
    ],
)
def test_a_wrong_finding_is_refused(planned, said, expected):
    desk, drill = held(planned)
    with pytest.raises(DataProblem) as caught:
        finding(desk, drill, **said)
    assert expected in str(caught.value)
    assert desk.table(Task).all() == ()


def test_before_an_unannounced_drill_is_held_there_is_none(planned):
    desk = opened(planned, SCHOOL + NIGHT, date(2026, 12, 1))
    with pytest.raises(DataProblem, match="is not marked as held yet"):
        run(planned, "drills", "finding", "night", "x", "--owner", "li", "--due", "2026-12-09")
    assert desk.table(Task).all() == ()
    planned.at(date(2026, 12, 4))
    record_drill(desk, find_drill(desk, "night").held, day=date(2026, 12, 3), minutes=20)
    assert finding(desk, find_drill(desk, "night")).is_open


def told(desk, first):
    return [each for each in desk.digest(first, first + timedelta(days=6)) if "past" in each.text]


def test_one_past_its_day_is_told_in_the_digest_until_it_is_mended(planned):
    desk, drill = held(planned)
    task = finding(desk, drill)
    week = date(2026, 11, 30)
    assert told(desk, week - timedelta(days=7)) == []
    (line,) = told(desk, week)
    assert (line.heading, line.text, line.records) == (
        "Drills",
        "1 weak point of drills is past its day: The east door sticks (李强, due 2026-12-01)",
        (f"task:{task.id}",),
    )
    planned.at(date(2026, 12, 9))
    mend_finding(desk, task, "oiled")
    assert told(desk, week), "that week it was not mended yet"
    assert told(desk, week + timedelta(days=7)) == []


def test_figures_count_what_was_mended(planned):
    desk, drill = held(planned, teaching=110)
    first, _second = finding(desk, drill), finding(desk, drill, "The bell is faint")
    mend_finding(desk, first, "oiled")
    figures = {each.key: each for each in desk.figures(2026) if each.key.startswith("drills.findings")}
    assert {key: each.value for key, each in figures.items()} == {
        "drills.findings.done": 1,
        "drills.findings.open": 1,
    }
    assert figures["drills.findings.done"].records == (f"task:{first.id}",)
