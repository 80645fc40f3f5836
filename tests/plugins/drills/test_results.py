"""How a drill went: times against targets, heads, missing; times noted on paper."""

from datetime import date, timedelta

import pytest

from dutydesk.api import DataProblem
from dutydesk_drills.after.result import result_of, results_between
from dutydesk_drills.drill_moment import DrillMoment
from dutydesk_drills.drills import find_drill
from dutydesk_drills.recording import record_drill
from tests.plugins.drills.after_desk import ALARM, FIRE, HELD, held, noted, opened
from tests.plugins.planned_desk import run, run_json

LIVE = (
    (3, "stage", {"stage": "alarm"}),
    (98, "stage", {"stage": "out", "building": "teaching", "heads": 618}),
    (130, "missing", {"text": "Wang Lei", "building": "dormitory"}),
    (200, "stage", {"stage": "out", "building": "dormitory", "heads": 370}),
    (230, "count", {"building": "dormitory", "heads": 379}),
    (240, "missing", {"text": "Lin Bo", "building": "dormitory"}),
    (260, "found", {"text": "wang lei", "building": "dormitory"}),
    (300, "stage", {"stage": "accounted"}),
    (600, "end", {}),
)


def test_seconds_count_from_the_alarm_against_each_buildings_own_target(planned):
    desk, drill = held(planned)
    noted(desk, drill, *LIVE)
    result = result_of(desk, drill)
    teaching, dormitory = result.buildings
    assert (teaching.building.name, teaching.building.target_seconds) == ("Teaching block", 120)
    assert (teaching.seconds, teaching.over, teaching.is_within) == (95, -25, True)
    assert (dormitory.seconds, dormitory.over, dormitory.is_within) == (197, 17, False)
    assert (result.is_within, result.slowest) == (False, dormitory)
    assert [(each.stage.code, each.seconds) for each in result.whole_stages] == [("accounted", 297)]


def test_heads_are_those_counted_last_and_the_missing_are_those_not_found(planned):
    desk, drill = held(planned)
    noted(desk, drill, *LIVE)
    result = result_of(desk, drill)
    assert [(each.counted, each.building.heads) for each in result.buildings] == [(618, 620), (379, 380)]
    assert (result.run.counted, result.expected) == (997, 1000)
    assert result.missing == ("Lin Bo",)
    assert [each.missing for each in result.buildings] == [(), ("Lin Bo",)]


def test_each_result_names_the_moments_that_it_was_made_from(planned):
    desk, drill = held(planned)
    moments = noted(desk, drill, *LIVE)
    (teaching, _dormitory) = result_of(desk, drill).buildings
    assert teaching.records == (f"moment:{moments[1].id}",)


OWN_KIND = """
plugin = "drill"
[drill]
code = "fire"
name = "Fire drill"
[[stage]]
code = "alarm"
name = "Alarm"
[[stage]]
code = "out"
name = "Out"
per = "building"
"""


def test_without_a_target_of_building_or_stage_that_of_the_school_counts(planned):
    folder = planned.folder / "config" / "packs" / "drill"
    folder.mkdir(parents=True)
    (folder / "fire.toml").write_text(OWN_KIND, encoding="utf-8")
    desk, drill = held(planned, teaching=140, dormitory=140)
    assert [each.building.target_seconds for each in result_of(desk, drill).buildings] == [150, 180]


def test_a_drill_in_which_nothing_was_noted_has_its_minutes_alone(planned):
    desk, drill = held(planned)
    result = result_of(desk, drill)
    assert (drill.minutes, result.buildings, result.is_within, result.slowest) == (20, (), None, None)
    assert (result.run.counted, result.missing) == (None, ())


def test_without_an_alarm_there_is_no_time(planned):
    desk, drill = held(planned)
    noted(desk, drill, LIVE[1])
    (teaching,) = result_of(desk, drill).buildings
    assert (teaching.seconds, teaching.is_within, teaching.counted) == (None, None, 618)


def test_only_drills_that_were_held_have_results(planned):
    desk = opened(planned)
    assert results_between(desk, date(2026, 1, 1), date(2026, 12, 31)) == ()
    record_drill(desk, find_drill(desk, "fire").held, day=HELD, minutes=20)
    assert [each.drill.minutes for each in results_between(desk, date(2026, 1, 1), date(2026, 12, 31))] == [
        20
    ]


def test_times_on_paper_are_kept_as_moments(planned):
    opened(planned)
    status, told = run_json(
        planned,
        "drills",
        "record",
        "fire",
        "--minutes",
        "20",
        "--out",
        "teaching=2:10",
        "--out",
        "Dormitory=95",
    )
    assert status == 0
    assert told["out"] == {"teaching": 130, "dormitory": 95}
    desk = planned.open()
    result = result_of(desk, find_drill(desk, "fire"))
    assert [(each.building.code, each.seconds) for each in result.buildings] == [
        ("teaching", 130),
        ("dormitory", 95),
    ]
    assert result.run.ended == ALARM + timedelta(minutes=20)
    assert len(desk.history("activity:drill-fire")) == 1, "all of it is one change"


def test_recording_again_puts_the_same_moments_right_and_takes_them_along(planned):
    desk, drill = held(planned, teaching=130)
    record_drill(desk, drill.held, day=date(2026, 11, 20), minutes=15, out={"teaching": 125, "dormitory": 90})
    again = find_drill(desk, "fire")
    result = result_of(desk, again)
    assert [(each.building.code, each.seconds) for each in result.buildings] == [
        ("teaching", 125),
        ("dormitory", 90),
    ]
    assert {each.at.date() for each in desk.table(DrillMoment).all()} == {date(2026, 11, 20)}
    assert len(desk.table(DrillMoment).all()) == 4
    record_drill(desk, again.held, day=HELD, minutes=15)
    assert result_of(desk, find_drill(desk, "fire")).run.started == ALARM


@pytest.mark.parametrize(
    ("out", "expected"),
    [
        ("gym=2:00", "'gym' is no building; expected one of teaching, dormitory"),
        ("teaching=soon", "--out teaching: 'soon' is no time such as 2:10"),
        ("teaching=2:99", "--out teaching: '2:99' is no time such as 2:10"),
        ("teaching", "--out 'teaching': expected BUILDING=M:SS"),
        ("=2:00", "--out '=2:00': expected BUILDING=M:SS"),
        ("teaching=21:00", "Teaching block: 21:00 is longer than the whole drill of 20 min"),
    ],
)
def test_wrong_times_on_paper_are_refused_and_nothing_is_kept(planned, out, expected):
    desk = opened(planned)
    with pytest.raises(DataProblem) as caught:
        run(planned, "drills", "record", "fire", "--minutes", "20", "--out", out)
    assert expected in str(caught.value)
    assert find_drill(desk, "fire").held.state == "planned"
    assert desk.table(DrillMoment).all() == ()


def test_a_school_without_buildings_says_so(planned):
    opened(planned, FIRE)
    with pytest.raises(DataProblem, match=r"expected one of those in config/drills\.toml: none yet"):
        run(planned, "drills", "record", "fire", "--minutes", "20", "--out", "teaching=2:00")


def test_recording_from_the_command_line_stays_as_it_was(planned):
    opened(planned)
    assert run(planned, "drills", "record", "fire", "--minutes", "12", "--note", "calm") == (
        0,
        "Fire drill was held on 2026-11-18, 12 min.\n",
    )
