"""The board in the terminal: kept figures first, sorted and narrowed, and a desk opened in its place."""

import asyncio
from contextlib import asynccontextmanager, contextmanager

import pytest

from dutydesk.api.tasks import new_task
from dutydesk.domain import TaskKind
from dutydesk.tui.bureau.bureau_app import BureauApp
from tests.plugins.roster.roster_desk import TODAY
from tests.terminal.pilot_help import lines, text


class Desk:
    """Stands for the program of a desk."""

    def __init__(self, row):
        self.row = row
        self.ended = False

    def wait(self):
        return 0

    def terminate(self):
        self.ended = True


@pytest.fixture
def started():
    return []


@asynccontextmanager
async def opened(town, started, size=(80, 24)):
    def start(row):
        started.append(Desk(row))
        return started[-1]

    app = BureauApp("The town", town.board, start, {})
    app.suspend = contextmanager(lambda: (yield))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: rows(app) and not any(row.is_renewing for row in app.board_screen._rows))
        yield app, pilot


async def until(pilot, held):
    for _attempt in range(1000):
        await pilot.pause()
        if held():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it did not come about")


def rows(app):
    return [row.key for row in app.board_screen.list.rows]


def hazard(town, name):
    with town.desk(name) as desk, desk.change("A hazard") as change:
        change.add(new_task("Loose wire", kind=TaskKind.HAZARD, due=TODAY.replace(day=3)))


async def test_the_board_fits_the_smallest_terminal_and_says_what_presses(town, started):
    hazard(town, "north")
    (town.school("south") / "desk.toml").write_text("[desk\n")
    async with opened(town, started) as (app, pilot):
        shown = lines(app)
        assert "The town  3 schools" in shown[0]
        assert all(title in shown[1] for title in ("School", "Open", "Drills", "Hazards", "Last change"))
        assert "x 1 at fault" in text(app)
        assert rows(app) == ["south", "north", "east"]
        assert "desk.toml" in text(app)
        await pilot.press("down")
        await pilot.pause()
        assert "! Hazards overdue 1: Loose wire (2026-11-03)" in text(app)
        assert "north, changed by leader" in text(app)
        assert "Quit" in shown[-1]
        assert "Help" in shown[-1]


async def test_it_is_sorted_by_one_column_after_another_and_narrowed_to_a_text(town, started):
    hazard(town, "south")
    async with opened(town, started) as (app, pilot):
        while "by Hazards overdue" not in text(app):
            await pilot.press("s")
        assert rows(app)[0] == "south"
        await pilot.press("slash", *"north")
        assert rows(app) == ["north"]
        await pilot.press("escape")
        assert len(rows(app)) == 3


async def test_a_change_at_a_desk_shows_by_itself(town, started):
    async with opened(town, started) as (app, pilot):
        hazard(town, "east")
        await pilot.press("r")
        await until(pilot, lambda: app.board_screen._rows[0].count("hazards.overdue") == 1)
        assert "Hazards 1" in lines(app)[0]


async def test_enter_gives_the_terminal_to_a_desk_and_comes_back_to_the_board(town, started):
    async with opened(town, started) as (app, pilot):
        await pilot.press("down", "enter")
        await until(pilot, lambda: "Back from" in text(app))
        assert [desk.row.place.name for desk in started] == [rows(app)[1]]


async def test_a_desk_in_the_place_of_the_board_is_ended_with_it(town, started):
    async with opened(town, started) as (app, _pilot):
        app._desk = Desk(None)
        app.keep_typed()
        assert app._desk.ended


async def test_help_tells_every_key_of_the_board_and_no_tour(town, started):
    async with opened(town, started) as (app, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        shown = text(app)
        assert "Sort by the next column" in shown
        assert "Tour" not in shown
        await pilot.press("escape", "q")
    assert app.return_code == 0


async def test_a_bureau_without_desks_says_how_to_make_one(town, started):
    for name in ("east", "north", "south"):
        town.school(name).rename(town.folder / name)
    app = BureauApp("The town", town.board, started.append, {})
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "dutydesk bureau add NAME" in text(app))
