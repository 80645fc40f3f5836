"""The drills of the sample school: a trend, a review, weak points, a signature, a plan with parts."""

from datetime import UTC, date, datetime

import pytest

from dutydesk.domain import Task
from dutydesk.exchange.sample_school import fill_sample_school, found_sample_school
from dutydesk.host.opening import open_desk
from dutydesk_drills.after.drill_report import DrillReport
from dutydesk_drills.after.findings import all_findings
from dutydesk_drills.after.trend import trend_of
from dutydesk_drills.drill_moment import DrillReview
from dutydesk_drills.drills import EVER, drill_occurrences, drills, find_drill
from dutydesk_drills.preparing.plan_of_drill import plan_of_drill
from dutydesk_drills.sample import fill


@pytest.mark.parametrize("today", [date(2026, 11, 24), date(2027, 7, 25)])
def test_trend_reports_and_the_next_plan_show_something(tmp_path, today):
    found_sample_school(tmp_path / "desk", today)
    now = datetime(today.year, today.month, today.day, 2, tzinfo=UTC)
    desk = open_desk(tmp_path / "desk", actor="test", clock=lambda: now)
    fill_sample_school(desk, today)
    try:
        assert desk.faults() == ()
        trend = trend_of(desk, building="teaching")
        assert len(trend.points) == 6
        assert (trend.points[0].is_within, trend.points[-1].is_within) == (False, True)
        (signed,) = [each for each in desk.table(DrillReview).all() if each.signed_by]
        assert DrillReport.of(desk, find_drill(desk, signed.id)).is_as_signed
        found = all_findings(desk, drill_occurrences(desk, *EVER))
        assert sorted(task.is_open for tasks in found.values() for task in tasks) == [False, True]
        (coming,) = drills(desk, today, date(today.year + 1, 1, 31))
        plan = plan_of_drill(desk, coming)
        assert len([each for each in plan.parts if each.given]) == 7
        assert plan.open_parts
        assert [each.who for each in plan.parts if each.hindrance] == [], "nobody is elsewhere at that hour"
        assert not [each for each in desk.clashes(coming.day, coming.day) if "Evacuation" in each.text]
    finally:
        desk.close()


def test_a_desk_without_the_schools_people_and_buildings_gets_the_drills_alone(planned):
    desk = planned.open()
    fill(desk, desk.today())
    every = drills(desk, *EVER)
    assert {each.kind.code for each in every} == {"evacuation", "earthquake", "fire"}
    assert [each.held.activity.owner for each in every if each.held.activity.owner] == []
    assert not [each for each in every if each.buildings]
    assert not [each for each in desk.table(DrillReview).all() if each.signed_by]
    assert [task.owner for task in desk.table(Task).all()] == ["", ""]
    assert desk.due(desk.today(), desk.today())
    assert desk.faults() == ()
