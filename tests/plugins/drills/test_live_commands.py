"""The commands of a drill while it runs, and after."""

import pytest

from tests.plugins.drills.live_school import at, school
from tests.plugins.planned_desk import run, run_json


@pytest.fixture
def running(planned):
    school(planned)
    at(planned, "10:02:00")
    assert run(planned, "drills", "note", "walk", "start")[0] == 0
    at(planned, "10:06:00")
    return planned


def test_a_drill_is_run_and_shown_by_commands(running):
    status, moment = run_json(
        running,
        "drills",
        "note",
        "walk",
        "out",
        "--building",
        "teaching",
        "--at",
        "10:04:12",
        "--heads",
        "618",
    )
    assert (status, moment["says"], moment["seconds"]) == (0, "Teaching 教学楼: Out, 618 counted", 132)
    run(running, "drills", "note", "walk", "missing", "--building", "teaching", "--text", "Wang Ming")
    status, shown = run_json(running, "drills", "live", "walk")
    assert (shown["state"], shown["elapsed_seconds"], shown["next"]) == ("running", 240, "Laboratory: Out")
    teaching = shown["buildings"][0]
    assert moment["id"] in teaching.pop("records")[0]
    assert teaching == {
        "building": "teaching",
        "name": "Teaching 教学楼",
        "out_at": "2026-11-24T10:04:12",
        "seconds": 132,
        "target_seconds": 120,
        "over_seconds": 12,
        "within": False,
        "counted": 618,
        "expected": 620,
        "missing": ["Wang Ming"],
    }
    status, text = run(running, "drills", "live", "walk")
    assert "Walk is running since 10:02:00: 4:00. Next: Laboratory: Out" in text
    assert "2:12  2:00    +0:12 over  618/620  Wang Ming" in text
    run(running, "drills", "note", "walk", "found", "--text", "wang")
    run(running, "drills", "note", "walk", "end")
    assert run_json(running, "drills", "live", "walk")[1]["state"] == "finished"


def test_moments_are_listed_with_every_correction(running):
    moment = run_json(running, "drills", "note", "walk", "heads", "--building", "lab", "--heads", "139")[1]
    other = run_json(running, "drills", "note", "walk", "note", "--text", "smoke")[1]
    status, kept = run_json(
        running, "drills", "correct", moment["id"][:8], "--heads", "140", "--at", "10:05", "--why", "twins"
    )
    assert (status, kept["heads"], kept["at"]) == (0, 140, "2026-11-24T10:05:00")
    assert run(running, "drills", "correct", other["id"], "--remove", "--why", "no smoke")[0] == 0
    moments = run_json(running, "drills", "moments", "walk")[1]["moments"]
    assert [(each["says"], each["removed"]) for each in moments] == [
        ("Alarm", False),
        ("Laboratory: 140 counted", False),
        ("Note: smoke", True),
    ]
    (correction,) = moments[1]["corrections"]
    assert (correction["who"], correction["before"]["heads"], correction["before"]["at"]) == (
        "clerk",
        139,
        "2026-11-24T10:06:00",
    )
    text = run(running, "drills", "moments", "walk")[1]
    assert "corrected" in text
    assert "before: 10:06:00 Laboratory: 139 counted" in text
    assert "twins" in text


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("note", "walk", "dance"), "'dance' is nothing to note; expected one of alarm, out, accounted"),
        (("note", "walk", "out", "--building", "gym"), "'gym' is no building; expected one of teaching"),
        (("note", "walk", "note", "--text", "x", "--at", "25:00"), "'25:00' is no time such as 10:04:12"),
        (("note", "walk", "out", "--building", "lab", "--at", "10:01"), "10:01:00 is before Alarm at 10:02"),
        (("note", "walk", "out", "--building", "lab", "--at", "10:07"), "10:07:00 has not come yet"),
        (("note", "walk", "heads", "--building", "lab", "--heads", "-3"), "-3 is no number of heads"),
        (("correct", "none", "--why", "x"), "'none' is no moment of a drill"),
        (("live", "gone"), "'gone' is no drill that is planned"),
    ],
)
def test_bad_input_is_one_line_and_status_2(running, refused_call, arguments, expected):
    before = run_json(running, "drills", "moments", "walk")[1]
    status, message = refused_call(running, "drills", *arguments)
    assert status == 2
    assert expected in message
    assert run_json(running, "drills", "moments", "walk")[1] == before


def test_a_drill_at_night_goes_on_past_midnight(planned):
    desk = school(planned)
    del desk
    at(planned, "23:58:00")
    run(planned, "drills", "note", "walk", "start")
    at(planned, "24:05:00")
    moment = run_json(planned, "drills", "note", "walk", "out", "--building", "lab", "--at", "00:01:30")[1]
    assert (moment["at"], moment["seconds"]) == ("2026-11-25T00:01:30", 210)


@pytest.fixture
def refused_call():
    """Run a command that is refused, as the program does: a `DataProblem` is one line and status 2."""
    from dutydesk.api import DataProblem

    def call(planned, *arguments):
        try:
            return run(planned, *arguments)
        except DataProblem as problem:
            return 2, str(problem)

    return call
