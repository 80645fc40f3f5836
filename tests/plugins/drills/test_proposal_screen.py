"""Dates for drills in the terminal."""

from concurrent.futures import Executor, Future

import pytest

from dutydesk.api.searching import Search
from dutydesk.domain import Activity
from dutydesk.executors import Inline
from dutydesk_drills.proposing.worker import solve_in_worker
from tests.plugins.drills.date_desk import QUICK, date_desk
from tests.plugins.drills.test_plan_dates import MONTHLY, rule
from tests.plugins.planned_desk import area, press
from tests.terminal.pilot_help import lines, settle, text, until

BEGUN = "dutydesk_drills.screens.proposal.begun_search"


def search_through(monkeypatch, executor):
    def begun(_desk, problem, _limits):
        return Search(executor, solve_in_worker, problem, QUICK)

    monkeypatch.setattr(BEGUN, begun)


@pytest.fixture
def searches_here(monkeypatch):
    """Let searches run in the thread that asks."""
    monkeypatch.setattr(
        BEGUN, lambda _desk, problem, _limits: Search(Inline(), solve_in_worker, problem, QUICK)
    )


class Waiting(Executor):
    """Never begins a call."""

    def submit(self, *_arguments, **_named):
        return Future()


async def opened(app, pilot):
    await press(pilot, "p")
    await until(pilot, lambda: "Dates for drills" in text(app))


async def found(app, pilot):
    await press(pilot, "g")
    await until(pilot, lambda: "Nothing is kept before you accept it." in text(app))
    await settle(pilot)


@pytest.mark.usefixtures("searches_here")
async def test_dates_are_looked_at_marked_and_kept_as_one_change(planned):
    desk = date_desk(planned, more=MONTHLY)
    async with area(desk, "drills") as (app, pilot):
        await opened(app, pilot)
        assert "No dates yet. Press g to have them proposed for 2026-2027." in text(app)
        await found(app, pilot)
        assert "9 new, every rule met" in text(app)
        assert "For: One a month (2026-09)" in text(app)
        await press(pilot, "space")
        assert "Enter keeps 8" in text(app)
        await press(pilot, "enter")
        assert "Keep 8 drills?" in text(app)
        await press(pilot, "n")
        assert desk.table(Activity).all() == ()
        await press(pilot, "enter", "y")
        await until(pilot, lambda: "Drills of 2026: 8 added; u takes it back." in text(app))
        assert len(desk.table(Activity).all()) == 8
        await press(pilot, "u")
        assert desk.table(Activity).all() == ()


@pytest.mark.usefixtures("searches_here")
async def test_what_cannot_be_met_stands_on_top_and_all_marks_go_and_come(planned):
    desk = date_desk(
        planned, more=MONTHLY + rule('wants = "count";conditions = ["kindergarten"];every = "term"')
    )
    async with area(desk, "drills") as (app, pilot):
        await opened(app, pilot)
        await found(app, pilot)
        first = next(each for each in lines(app) if "unmet" in each)
        assert first.split() == ["!", "The", "rule", "unmet", "Autumn"]
        assert "names no [[building]]" in text(app)
        await press(pilot, "a")
        assert "Enter keeps 0" in text(app)
        await press(pilot, "enter")
        assert "No drill is marked: Space marks one, a all." in text(app)
        await press(pilot, "a")
        assert "Enter keeps 9" in text(app)
        await press(pilot, "escape")
        assert "Drop what you typed (the proposal)?" in text(app)


async def test_another_year_is_chosen_by_key_and_by_mouse_and_escape_stops_a_search(planned, monkeypatch):
    monkeypatch.setattr(
        BEGUN, lambda _desk, problem, _limits: Search(Waiting(), solve_in_worker, problem, QUICK)
    )
    async with area(date_desk(planned, more=MONTHLY), "drills") as (app, pilot):
        await opened(app, pilot)
        await press(pilot, "right")
        assert "proposed for 2027-2028" in text(app)
        line = next(index for index, each in enumerate(lines(app)) if "< 2027-2028 >" in each)
        await pilot.click(offset=(lines(app)[line].index("< 2027"), line))
        await until(pilot, lambda: "proposed for 2026-2027" in text(app))
        await pilot.click(offset=(lines(app)[line].index("g searches") + 2, line))
        await until(pilot, lambda: "searching" in text(app))
        await press(pilot, "g")
        assert "A search is under way; Esc stops it." in text(app)
        await press(pilot, "escape")
        await until(pilot, lambda: "The search was stopped; nothing was changed." in text(app))
        assert "g searches" in text(app)
