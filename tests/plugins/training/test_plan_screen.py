"""The plan of the term in the terminal."""

from concurrent.futures import Executor, Future

import pytest

from dutydesk.api.searching import Search
from dutydesk.domain import Activity
from dutydesk.executors import Inline
from dutydesk_training.planning.solve import solve
from tests.plugins.planned_desk import area, press
from tests.plugins.training.topic_desk import QUICK, duty, keep, planned_topics
from tests.terminal.pilot_help import lines, settle, text, until

BEGUN = "dutydesk_training.screens.plan.begun_search"


@pytest.fixture
def searches_here(monkeypatch):
    """Let searches run in the thread that asks."""
    monkeypatch.setattr(BEGUN, lambda _desk, problem, _limits: Search(Inline(), solve, problem, QUICK))


class Waiting(Executor):
    """Never begins a call."""

    def submit(self, *_arguments, **_named):
        return Future()


async def opened(app, pilot):
    await press(pilot, "t")
    await settle(pilot)
    await until(pilot, lambda: "Topics of the term" in app.area.title)


async def found(app, pilot):
    await press(pilot, "g")
    await until(pilot, lambda: "Proposal:" in text(app))
    await settle(pilot)


async def test_without_topics_the_screen_says_how_to_begin(planned):
    async with area(planned.open(), "training") as (app, pilot):
        await opened(app, pilot)
        assert "No topics yet: write a [[topic]] and a [[slot]] in config/training.toml." in text(app)
        await press(pilot, "g")
        await until(pilot, lambda: "names no [[topic]]" in text(app))


async def test_topics_stand_above_with_their_meters(planned):
    async with area(planned_topics(planned), "training") as (app, pilot):
        await opened(app, pilot)
        line = next(each for each in lines(app) if each.startswith(" First aid"))
        for part in ("2", "[............]", "0 of 4", "4"):
            assert part in line
        assert "2 topics are not planned for all" in text(app)


@pytest.mark.usefixtures("searches_here")
async def test_a_search_ends_in_a_proposal_with_reasons_which_is_accepted_at_once(planned):
    desk = planned_topics(planned)
    keep(desk, duty("1", "li", desk.today()))
    async with area(desk, "training") as (app, pilot):
        await opened(app, pilot)
        await found(app, pilot)
        assert "5 sessions, everyone can come" in text(app)
        assert desk.table(Activity).all() == ()
        assert "of group 1 can come" in text(app)
        await press(pilot, "enter")
        assert "People: " in text(app)
        await press(pilot, "enter", "a")
        await settle(pilot)
        assert "Training plan: 5 sessions placed" in text(app)
        assert len(desk.table(Activity).all()) == 5
        assert "[++++++++++++]" in text(app)
        await press(pilot, "u")
        await settle(pilot)
        assert desk.table(Activity).all() == ()


@pytest.mark.usefixtures("searches_here")
async def test_a_proposal_is_dropped_and_asked_about_before_it_is_lost(planned):
    desk = planned_topics(planned)
    async with area(desk, "training") as (app, pilot):
        await opened(app, pilot)
        await press(pilot, "a")
        assert "There is no proposal: g begins a search." in text(app)
        await found(app, pilot)
        await press(pilot, "escape")
        assert "Drop what you typed (the proposal)?" in text(app)
        await press(pilot, "n", "x")
        assert "The proposal is forgotten; nothing was changed." in text(app)
        assert "No sessions yet. Press g to look for times." in text(app)
        await press(pilot, "escape")
        await until(pilot, lambda: app.area.title != "Topics of the term")


async def test_escape_stops_a_search_and_the_screen_works_on(planned, monkeypatch):
    monkeypatch.setattr(BEGUN, lambda _desk, problem, _limits: Search(Waiting(), solve, problem, QUICK))
    async with area(planned_topics(planned), "training") as (app, pilot):
        await opened(app, pilot)
        await press(pilot, "g")
        await until(pilot, lambda: "searching" in text(app))
        await press(pilot, "g")
        assert "A search is under way; Esc stops it." in text(app)
        await press(pilot, "escape")
        await until(pilot, lambda: "The search was stopped; nothing was changed." in text(app))
        assert "g searches" in text(app)


@pytest.mark.usefixtures("searches_here")
async def test_the_bar_above_answers_clicks(planned):
    async with area(planned_topics(planned), "training") as (app, pilot):
        await opened(app, pilot)
        line = next(index for index, each in enumerate(lines(app)) if "g searches" in each)
        await pilot.click(offset=(lines(app)[line].index("g searches") + 2, line))
        await until(pilot, lambda: "Proposal:" in text(app))
        await pilot.click(offset=(lines(app)[line].index("x drops") + 2, line))
        await until(pilot, lambda: "The proposal is forgotten" in text(app))
