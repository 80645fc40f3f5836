"""What Textual itself cannot do in a window that has no room for it, and screens that lie over others."""

import pytest

from dutydesk_registers.entries import entries
from dutydesk_registers.registers import known_register
from dutydesk_registers.screens.register import RegisterScreen
from dutydesk_registers.screens.round import RoundScreen
from dutydesk_summary.screens.reminder import ReminderScreen
from dutydesk_summary.screens.reminders import RemindersScreen
from tests.plugins import planned_desk
from tests.plugins.registers.screen_desk import lamp
from tests.plugins.registers.screen_desk import opened as with_registers
from tests.terminal.fake_desk import sample_desk
from tests.terminal.pilot_help import area, opened, settle, until

NO_ROOM = ((1, 1), (20, 5), (2, 60))


@pytest.fixture
def desk():
    return sample_desk()


@pytest.fixture
def kept(tmp_path):
    """Return a desk with lamps and a round in registers of its own."""
    for planned in planned_desk.make(tmp_path / "desk"):
        lamps = [lamp(f"Lamp {number} of a long corridor", until="2026-11-20") for number in range(40)]
        yield with_registers(planned, lamps=lamps, tours=[{"list": "short", "place": "Hall"}])


@pytest.mark.parametrize("size", [(1, 1), (3, 3), (12, 2), (20, 5), (2, 60)])
async def test_the_palette_is_used_in_a_window_without_room_for_it(desk, size):
    async with opened(desk) as (app, pilot):
        await pilot.press("ctrl+p")
        await settle(pilot)
        await pilot.resize_terminal(*size)
        await settle(pilot)
        await pilot.press("pagedown", "down", "pageup", "a", "pagedown", "end", "escape")
        await settle(pilot)
        await pilot.resize_terminal(80, 24)
        await pilot.press("escape")
        await settle(pilot)
        assert app.contained == ()
        assert app.area is not None


async def shrunk(app, pilot, screen, *keys):
    """Use a screen in windows without room for it, and look at it again in a usual one."""
    await until(pilot, lambda: isinstance(app.screen, screen))
    await settle(pilot)
    for size in NO_ROOM:
        await pilot.resize_terminal(*size)
        await pilot.press(*keys, "end", "pageup", "home")
        await settle(pilot)
    await pilot.resize_terminal(80, 24)
    await settle(pilot)
    assert app.contained == ()
    assert isinstance(app.screen, screen)


async def test_registers_and_rounds_are_used_in_a_window_without_room_for_them(kept):
    async with planned_desk.area(kept, "registers") as (app, pilot):
        registers = area(app)
        registers.action_go_to("lamps")
        await shrunk(app, pilot, RegisterScreen, "space", "y", "a", "escape")
        await planned_desk.press(pilot, "y", "h")
        await pilot.resize_terminal(1, 1)
        await planned_desk.press(pilot, "end", "escape", "escape")
        tour = entries(kept, known_register(kept, "tours"))[0]
        registers.action_go_to("tours", tour.id)
        await until(pilot, lambda: isinstance(app.screen, RegisterScreen) and app.screen.read is not None)
        await planned_desk.press(pilot, "r")
        await shrunk(app, pilot, RoundScreen, "n", "escape")
        await planned_desk.press(pilot, "y")
    assert [each.title for each in entries(kept, known_register(kept, "tours"))] == [tour.title]


async def test_the_summary_and_reminders_are_used_in_a_window_without_room_for_them(kept):
    async with planned_desk.area(kept, "summary") as (app, pilot):
        summary = area(app)
        await until(pilot, lambda: summary.summary is not None)
        await shrunk(app, pilot, type(summary), "e", "escape")
        await planned_desk.press(pilot, "w")
        await shrunk(app, pilot, RemindersScreen)
        await planned_desk.press(pilot, "t")
        await shrunk(app, pilot, ReminderScreen, "e", "escape")
