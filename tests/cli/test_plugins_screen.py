"""The screen of plugins over Settings: how each does, checking, allowing and denying it there."""

import pytest

from dutydesk.host.trust import TrustPins, read_plugin_files
from tests.plugins import planned_desk
from tests.plugins.planned_desk import area, press
from tests.terminal.pilot_help import settle, text, until

PLUGIN = """from dutydesk.api import DueItem, hookimpl


@hookimpl
def due(desk, first, last):
    return [DueItem(title="x", day=first)]
"""
RAISING = """from dutydesk.api import hookimpl


@hookimpl
def figures(desk, year):
    raise ValueError("no figures")
"""
HANGING = "import time\ntime.sleep(900)\n"
DRILL = 'plugin = "drill"\n[drill]\ncode = "quake"\nname = "{name}"\n'


@pytest.fixture
def planned(tmp_path):
    yield from planned_desk.make(tmp_path / "desk")


@pytest.fixture
def plugins(planned):
    return planned.folder / "plugins"


async def laid_over(app, pilot, name=""):
    await press(pilot, "p")
    screen = app.area
    await until(pilot, lambda: screen.listed)
    if name:
        screen.table.move_to(next(key for key, each in screen.listed.items() if each.state.name == name))
        await settle(pilot)
    return screen


def states(screen):
    return {each.state.name: each.state.state for each in screen.listed.values()}


async def test_every_plugin_is_listed_with_its_state_and_the_whole_fault_on_enter(planned, plugins):
    (plugins / "night.py").write_text(PLUGIN)
    (plugins / "counts.py").write_text(RAISING)
    TrustPins().allow(plugins / "counts.py", read_plugin_files(plugins / "counts.py").digest)
    desk = planned.open()
    desk.figures(2026)
    async with area(desk, "settings") as (app, pilot):
        screen = await laid_over(app, pilot, "night")
        assert states(screen)["roster"] == "on"
        assert "blocked" in text(app)
        assert "dutydesk plugins allow night" in text(app)
        screen.table.move_to("counts plugins/counts.py")
        await press(pilot, "enter")
        assert "ValueError: no figures" in text(app)
        assert "counts.py" in text(app)
        assert "line 6" in text(app)
        await press(pilot, "escape")
        assert app.area is screen
        await press(pilot, "escape")
        assert app.area.title == "Settings"


async def test_a_plugin_is_allowed_after_its_files_were_shown_and_denied_again(planned, plugins):
    (plugins / "night.py").write_text(PLUGIN)
    async with area(planned.open(), "settings") as (app, pilot):
        screen = await laid_over(app, pilot, "night")
        await press(pilot, "a")
        shown = text(app)
        digest = read_plugin_files(plugins / "night.py").digest
        assert "night.py" in shown
        assert digest[:32] in shown
        assert "not a sandbox" in shown
        await press(pilot, "n")
        assert not TrustPins().knows(plugins / "night.py")
        await press(pilot, "a", "y")
        assert app.area is screen
        assert "starts when the desk is next opened" in text(app)
        assert states(screen)["night"] == "allowed"
        assert TrustPins().allows(plugins / "night.py", digest)
        await press(pilot, "d", "y")
        assert not TrustPins().knows(plugins / "night.py")
        assert states(screen)["night"] == "blocked"


async def test_a_toml_plugin_is_live_when_one_looks_again_and_out_of_use_when_denied(planned, plugins):
    desk = planned.open()
    async with area(desk, "settings") as (app, pilot):
        screen = await laid_over(app, pilot)
        (plugins / "quake.toml").write_text(DRILL.format(name="Quake"))
        assert "drill-quake" not in desk.activity_kinds()
        await press(pilot, "r")
        await until(pilot, lambda: "quake" in states(screen))
        assert desk.activity_kinds()["drill-quake"].name == "Quake"
        screen.table.move_to("quake plugins/quake.toml")
        await press(pilot, "d", "y")
        await until(pilot, lambda: states(screen)["quake"] == "denied")
        assert "drill-quake" not in desk.activity_kinds()
        await press(pilot, "a")
        await until(pilot, lambda: states(screen)["quake"] == "on")
        assert "drill-quake" in desk.activity_kinds()


async def test_a_check_runs_beside_the_screen_and_its_faults_are_shown(planned, plugins):
    (plugins / "counts.py").write_text(RAISING)
    async with area(planned.open(), "settings") as (app, pilot):
        screen = await laid_over(app, pilot, "counts")
        await press(pilot, "c")
        assert "Esc stops it" in text(app)
        await until(pilot, lambda: app.area is not screen)
        await settle(pilot)
        assert "plugins/counts.py, line 6, hook figures: ValueError: no figures" in text(app)


async def test_escape_stops_a_check_and_stays(planned, plugins):
    (plugins / "night.py").write_text(HANGING)
    async with area(planned.open(), "settings") as (app, pilot):
        screen = await laid_over(app, pilot, "night")
        await press(pilot, "c")
        await press(pilot, "escape")
        await until(pilot, lambda: "The check was stopped" in text(app))
        assert app.area is screen


async def test_what_is_installed_is_neither_allowed_nor_denied_nor_checked(planned):
    async with area(planned.open(), "settings") as (app, pilot):
        await laid_over(app, pilot, "roster")
        for key in ("a", "d", "c"):
            await press(pilot, key)
            assert "It is installed" in text(app)
