"""How the screens look, at the size of a plain terminal and of a large one."""

import pytest

from dutydesk.tui.app import DutyDeskApp
from tests.terminal.fake_desk import sample_desk
from tests.terminal.pilot_help import PLUGIN_SCREENS, settle

SIZES = [(80, 24), (160, 50)]


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "160x50"])
@pytest.mark.parametrize("keys", [(), ("2",), ("3",), ("4",)], ids=["today", "grid", "calendar", "people"])
def test_an_area_looks_as_it_did(snap_compare, size, keys):
    async def open_area(pilot):
        await settle(pilot)
        await pilot.press(*keys)
        await settle(pilot)

    app = DutyDeskApp(lambda: (sample_desk(), PLUGIN_SCREENS, ()), {})
    assert snap_compare(app, terminal_size=size, run_before=open_area)


@pytest.mark.parametrize("keys", [("3", "m"), ("4", "n"), ("question_mark",)], ids=["month", "form", "help"])
def test_a_part_looks_as_it_did(snap_compare, keys):
    async def open_part(pilot):
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    app = DutyDeskApp(lambda: (sample_desk(), PLUGIN_SCREENS, ()), {})
    assert snap_compare(app, terminal_size=(80, 24), run_before=open_part)


def test_the_terminals_own_colours_tell_the_same(snap_compare):
    app = DutyDeskApp(lambda: (sample_desk(), PLUGIN_SCREENS, ()), {"SSH_CONNECTION": "1 2 3 4"})
    assert snap_compare(app, terminal_size=(80, 24), run_before=settle)
