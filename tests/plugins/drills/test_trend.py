"""Times over drills and years: points, medians, figures, the command, the screen."""

from datetime import date, datetime, timedelta
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk.api import DataProblem
from dutydesk.domain import Activity, Occurrence
from dutydesk_drills.after.result import DrillResult
from dutydesk_drills.after.trend import Trend
from dutydesk_drills.after.trend_chart import trend_charts
from dutydesk_drills.drill_moment import DrillMoment, MomentSort
from dutydesk_drills.drill_plan import DrillPlan
from dutydesk_drills.drills import Drill, find_drill
from dutydesk_drills.kind import DrillKind, DrillStage
from dutydesk_drills.live.drill_run import drill_run
from dutydesk_drills.live.drill_setup import DrillSetup, ExpectedBuilding
from dutydesk_drills.recording import record_drill
from tests.plugins.drills.after_desk import FIRE, SCHOOL, opened
from tests.plugins.planned_desk import area, press, run, run_json
from tests.terminal.pilot_help import lines, text

STAGES = (
    DrillStage(code="alarm", name="Alarm"),
    DrillStage(code="out", name="Out", per="building", counts_heads=True),
)
BLOCKS = (
    ExpectedBuilding(code="a", name="Block A", target_seconds=120),
    ExpectedBuilding(code="b", name="Block B", target_seconds=180),
)


def result(day, kind="fire", **seconds):
    """Return a drill of this day in which buildings were empty after so many seconds."""
    start = datetime.combine(day, datetime.min.time()) + timedelta(hours=10)
    end = start + timedelta(minutes=20)
    activity = Activity(
        id=f"{kind}-{day}", kind=f"drill-{kind}", title="Drill", start=start, end=end, state="held"
    )
    held = Occurrence(activity=activity, day=day, start=start, end=end, place="", state="held")
    drill = Drill(
        held=held, kind=DrillKind(code=kind, name=kind, stages=STAGES), plan=DrillPlan(id=activity.id)
    )
    setup = DrillSetup(stages=STAGES, buildings=BLOCKS)
    moments = [
        DrillMoment(
            id=f"{activity.id}-{code or 'alarm'}",
            drill=activity.id,
            sort=MomentSort.STAGE,
            at=start + timedelta(seconds=after),
            stage="out" if code else "alarm",
            building=code,
        )
        for code, after in ({"": 0} | seconds if seconds else {}).items()
    ]
    return DrillResult(drill=drill, run=drill_run(setup, moments))


HISTORY = (
    result(date(2026, 3, 5), a=150, b=170),
    result(date(2025, 10, 9), a=170, b=150),
    result(date(2026, 5, 7), kind="lockdown", a=60),
    result(date(2026, 10, 8), a=110, b=175),
    result(date(2026, 9, 1), a=130),
    result(date(2026, 4, 1)),
)


def test_a_drill_counts_by_the_building_that_was_last(planned):
    del planned
    trend = Trend.of(HISTORY, kind="fire")
    assert [(each.day.isoformat(), each.seconds, each.target, each.is_within) for each in trend.points] == [
        ("2025-10-09", 170, 120, False),
        ("2026-03-05", 170, 180, False),
        ("2026-09-01", 130, 120, False),
        ("2026-10-08", 175, 180, True),
    ]
    assert [each.drill.day for each in trend.untimed] == [date(2026, 4, 1)]


def test_of_one_building_its_own_times_count():
    trend = Trend.of(HISTORY, building="b")
    assert [(each.seconds, each.is_within) for each in trend.points] == [
        (150, True),
        (170, True),
        (175, True),
    ]
    assert trend.points[0].records == ("moment:fire-2025-10-09-b",)


def test_medians_are_those_of_school_years():
    trend = Trend.of(HISTORY, building="a", kind="fire")
    assert [(each.year, each.count, each.median, each.best, each.within) for each in trend.years] == [
        (2025, 2, 160, 150, 0),
        (2026, 2, 120, 110, 1),
    ]
    january = Trend.of(HISTORY, building="a", kind="fire", year_begins="01-01")
    assert [(each.year, each.count) for each in january.years] == [(2025, 1), (2026, 3)]


def test_without_any_time_there_are_no_figures():
    trend = Trend.of([HISTORY[-1]])
    assert (trend.median, trend.mean, trend.best, trend.target, trend.years) == (None, None, None, None, [])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 900), min_size=1, max_size=20))
def test_figures_fit_together(times):
    trend = Trend.of([result(date(2025, 9, 1) + timedelta(days=9 * n), a=t) for n, t in enumerate(times)])
    assert trend.seconds == tuple(times)
    assert (trend.median, trend.best.seconds) == (median(times), min(times))
    assert trend.within == sum(each <= 120 for each in times)
    assert sum(each.count for each in trend.years) == len(times)
    assert min(times) <= trend.mean <= max(times)


def test_charts_hold_buildings_of_one_target_together():
    first, second = trend_charts(sorted(HISTORY, key=lambda each: each.drill.day), "Out")
    assert (first.title, first.target, [len(each.points) for each in first.series]) == (
        "Out: Block A",
        120,
        [5],
    )
    assert (second.title, second.target, second.is_time) == ("Out: Block B", 180, True)
    assert [point.value for point in second.series[0].points] == [150, 170, 175]


SECOND = FIRE.replace('"fire"\nkind', '"again"\nkind').replace("11-18", "11-20")


@pytest.fixture
def kept(planned):
    desk = opened(planned, SCHOOL + FIRE + SECOND)
    for code, day, out in (
        ("fire", 18, {"teaching": 130, "dormitory": 150}),
        ("again", 20, {"teaching": 100}),
    ):
        record_drill(desk, find_drill(desk, code).held, day=date(2026, 11, day), minutes=20, out=out)
    return planned


def test_the_command_shows_drills_and_years(kept):
    status, output = run(kept, "drills", "trend", "--building", "teaching")
    assert status == 0
    assert [line.split() for line in output.splitlines()] == [
        ["Day", "Drill", "Time", "Target", "Within"],
        ["2026-11-18", "Fire", "drill", "2:10", "2:00", "no"],
        ["2026-11-20", "Fire", "drill", "1:40", "2:00", "yes"],
        [],
        ["School", "year", "Drills", "Median", "Best", "Within"],
        ["2026", "2", "1:55", "1:40", "1/2"],
    ]


def test_the_command_as_json(kept):
    status, told = run_json(kept, "drills", "trend", "--kind", "fire")
    assert status == 0
    assert [(each["drill"], each["seconds"], each["within"]) for each in told["drills"]] == [
        ("drill-fire", 150, False),
        ("drill-again", 100, True),
    ]
    assert (told["median"], told["best"], told["within"]) == (125, 100, 1)
    assert told["years"] == [{"year": 2026, "drills": 2, "median": 125, "best": 100, "within": 1}]


@pytest.mark.parametrize(("option", "value"), [("--kind", "flood"), ("--building", "gym")])
def test_an_unknown_kind_or_building_is_refused(kept, option, value):
    with pytest.raises(DataProblem, match=f"'{value}' is no"):
        run(kept, "drills", "trend", option, value)


def test_without_drills_the_command_says_how_times_come_about(planned):
    assert run(planned, "drills", "trend")[1].startswith("No times of such drills are kept yet")


def test_figures_of_the_year_come_with_the_drills_that_prove_them(kept):
    figures = {each.key: each for each in kept.open().figures(2026)}
    assert {key: each.value for key, each in figures.items() if key.startswith("drills.time")} == {
        "drills.time.mean": 125,
        "drills.time.median": 125,
        "drills.time.best": 100,
        "drills.time.within": 50,
    }
    assert figures["drills.time.best"].records == ("activity:drill-again",)
    assert not [each for each in kept.open().figures(2025) if each.key.startswith("drills.time")]


async def test_the_screen_shows_bars_against_the_target_and_a_table(kept):
    async with area(kept.open(), "drills") as (app, pilot):
        await press(pilot, "t")
        assert "| target, + over it, . under it" in text(app)
        assert "median 2:05, mean 2:05, best 1:40 on 2026-11-20, 1 of 2 within the target" in text(app)
        bar = next(each for each in lines(app) if each.startswith("2026-11-20"))
        assert "." in bar
        assert "1:40 / 2:00" in bar
        assert any("+0:10 over" in each for each in lines(app)) is False
        await press(pilot, "b")
        assert "b: Teaching block" in text(app)
        assert any("+0:10 over" in each for each in lines(app))
        await press(pilot, "b", "b", "n")
        assert "n: Fire drill" in text(app)
        await press(pilot, "0")
        assert "n: every kind   b: all buildings" in text(app)


async def test_the_empty_screen_says_how_times_come_about(planned):
    async with area(planned.open(), "drills") as (app, pilot):
        await press(pilot, "t")
        assert "No such drill was held yet." in text(app)
        assert "No times are noted for this choice." in text(app)
