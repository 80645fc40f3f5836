"""A plugin's screen that hangs is stopped, and one that leaves the program is kept from it."""

import signal
import time

import pytest

from dutydesk.api import PluginState, Screen
from dutydesk.tui.app import DutyDeskApp
from tests.terminal import hanging_widgets as hanging
from tests.terminal.pilot_help import area, opened, settle, text, until

MODULE = "tests.terminal.hanging_widgets"
STOPPED = "the plugin night gave no answer within 0.3 s and was stopped"


def screens(name):
    return (Screen("night", "Night", f"{MODULE}:{name}", 20),)


@pytest.fixture
def desk(desk, monkeypatch):
    monkeypatch.setattr(DutyDeskApp, "HANG_SECONDS", 0.3)
    state = PluginState("night", "", "plugins/night.py", "on", package=MODULE)
    monkeypatch.setattr(type(desk), "plugins", lambda _self: (state,))
    before = signal.getsignal(signal.SIGUSR2)
    yield desk
    signal.signal(signal.SIGUSR2, before)


async def works_on(app, pilot):
    await pilot.press("1")
    await until(pilot, lambda: "On duty now" in text(app))


WAYS = {
    "x": STOPPED,  # a loop
    "s": STOPPED,  # a sleep
    "d": STOPPED,  # a loop of calls into Textual
    "l": STOPPED,  # a loop that is called later
    "n": "SystemExit: 3",  # sys.exit called next
    "e": "SystemExit: 3",
    "c": "KeyboardInterrupt",
    "w": "SystemExit(4)",  # sys.exit in a worker
    "t": "SystemExit()",  # sys.exit in a thread
}


async def test_a_widget_answers_the_next_key_whatever_it_did_on_the_last(desk):
    async with opened(desk, screens=screens("HangingArea")) as (app, pilot):
        await pilot.press("2")
        await settle(pilot)
        widget = app.screen.query_one(hanging.HangsOnKey)
        widget.focus()
        for key, told in WAYS.items():
            area(app).message_bar.clear_message()
            await pilot.press(key)
            await until(pilot, lambda told=told: told in area(app).message_bar.message)
            await pilot.press("y")
            await until(pilot, lambda: widget.answered.pop() == "y" if widget.answered else False)
        await works_on(app, pilot)
    assert app.return_code in {0, None}


@pytest.mark.parametrize("widget", [hanging.HangsInRender, hanging.HangsInCompose])
async def test_the_rest_of_the_screen_stands_when_a_widget_hangs(desk, monkeypatch, widget):
    monkeypatch.setattr(hanging.HangingArea, "wanted", widget)
    async with opened(desk, screens=screens("HangingArea")) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: STOPPED in area(app).message_bar.message)
        await until(pilot, lambda: "sound line 2" in text(app))
        await works_on(app, pilot)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("HangingBody", STOPPED),
        ("HangingReload", STOPPED),
        ("HangingStart", STOPPED),
        ("LeavingStart", "SystemExit: 5"),
    ],
)
async def test_an_area_that_hangs_at_its_start_says_so(desk, name, told):
    async with opened(desk, screens=screens(name)) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: " ".join(told.split()[:3]) in text(app))
        await works_on(app, pilot)


async def test_what_is_not_of_a_plugin_takes_its_time(desk):
    async with opened(desk, screens=()) as (app, pilot):

        def slow():
            time.sleep(1.0)
            app.title = "done"

        app.call_later(slow)
        await until(pilot, lambda: app.title == "done")
        assert area(app).message_bar.message == ""
