"""Small helps for tests that drive the app with Pilot."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot
from textual.worker import WorkerState

from dutydesk.api import Command, Screen
from dutydesk.tui.app import DutyDeskApp
from dutydesk.tui.widgets import AreaScreen
from tests.terminal.fake_desk import FakeDesk

AREAS = "tests.terminal.area_screens"
PLUGIN_SCREENS = (
    Screen("roster", "Roster", f"{AREAS}:GridArea", 20),
    Screen("drills", "Drills 演练", f"{AREAS}:RaisingArea", 50),
    Screen("gone", "Gone", "no_such_module:Area", 60),
    Screen("body", "Body", f"{AREAS}:RaisingBody", 70),
    Screen("reload", "Reload", f"{AREAS}:RaisingReload", 80),
)
COMMANDS = (Command("Generate the roster [/]", "roster", "generate", "Fill the month"),)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until everything that was begun is shown."""
    busy = {WorkerState.PENDING, WorkerState.RUNNING}
    for _attempt in range(200):
        await pilot.pause()
        if not any(w.state in busy for w in pilot.app.workers if w.group in {"open", "load"}):
            break
        await asyncio.sleep(0.01)
    await pilot.pause()
    await pilot.pause()


@asynccontextmanager
async def opened(
    desk: FakeDesk,
    *,
    size: tuple[int, int] = (80, 24),
    screens: tuple[Screen, ...] = PLUGIN_SCREENS,
    **environ: str,
) -> AsyncIterator[tuple[DutyDeskApp, Pilot[None]]]:
    """Run the app on `desk` until its first area is shown."""
    app = DutyDeskApp(lambda: (desk, screens, COMMANDS), environ)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield app, pilot


def area(app: DutyDeskApp) -> AreaScreen:
    """Return the open area."""
    assert app.area is not None
    return app.area


def lines(app: DutyDeskApp) -> list[str]:
    """Return the screen as lines of text."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def text(app: DutyDeskApp) -> str:
    """Return the screen as text."""
    return "\n".join(lines(app))


async def type_text(pilot: Pilot[None], typed: str) -> None:
    """Type characters one by one."""
    for character in typed:
        await pilot.press("space" if character == " " else character)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait until something holds, for as long as a busy machine may take."""
    for _attempt in range(200):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("\n".join(lines(pilot.app)))
