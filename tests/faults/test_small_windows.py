"""What Textual itself cannot do in a window that has no room for it."""

import pytest

from tests.terminal.fake_desk import sample_desk
from tests.terminal.pilot_help import opened, settle


@pytest.fixture
def desk():
    return sample_desk()


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
