"""Running the terminal without one, for tests of screens."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from textual.pilot import Pilot
from textual.worker import WorkerState

from dutydesk.api import Screen
from dutydesk.desk import OpenDesk
from dutydesk.tui.app import DutyDeskApp
from dutydesk.tui.areas import FaultyArea
from dutydesk.tui.widgets.area import AreaFaulted

_MOST_LOOKS = 400
_BETWEEN_LOOKS = 0.01


class WatchedApp(DutyDeskApp):
    """The app, which remembers all that was raised in it."""

    def __init__(self, desk: OpenDesk, screens: Sequence[Screen] | None = None) -> None:
        areas = desk.registry.screens if screens is None else tuple(screens)
        super().__init__(lambda: (desk, areas, desk.registry.commands), {})
        self.raised: list[BaseException] = []

    def show_fault(self, error: BaseException) -> bool:
        """Remember what was raised, and say it in the open area."""
        self.raised.append(error)
        return super().show_fault(error)

    def on_area_faulted(self, message: AreaFaulted) -> None:
        """Remember what was raised in an area itself."""
        message.stop()
        self.raised.append(message.error)

    def screen_text(self) -> str:
        """Return what stands on the screen, line by line."""
        lines = self.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no other door
        return "\n".join(line.text.rstrip() for line in lines)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until everything that was begun is shown."""
    busy = {WorkerState.PENDING, WorkerState.RUNNING}
    for _look in range(_MOST_LOOKS):
        await pilot.pause()
        if not any(worker.state in busy and worker.group in {"open", "load"} for worker in pilot.app.workers):
            break
        await asyncio.sleep(_BETWEEN_LOOKS)
    await pilot.pause()
    await pilot.pause()


@asynccontextmanager
async def opened(app: WatchedApp, area: str, size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    """Run the app until the area is shown."""
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await app.action_open_area(area)
        await settled(pilot)
        if isinstance(app.screen, FaultyArea):
            app.raised.append(app.screen.error)
        yield pilot


def text_after(desk: OpenDesk, area: str, keys: Sequence[str], size: tuple[int, int]) -> str:
    """Return what stands on the screen of an area once the keys are pressed.

    Raises:
        LookupError: there is no such area.
        Exception: whatever was raised in the app.
    """

    async def run() -> str:
        app = WatchedApp(desk)
        async with opened(app, area, size) as pilot:
            if area not in {each.name for each in app.areas}:
                known = ", ".join(each.name for each in app.areas)
                raise LookupError(f"there is no area {area}; there are {known}")
            for key in keys:
                await pilot.press(key)
                await settled(pilot)
            if app.raised:
                raise app.raised[0]
            return app.screen_text()

    return asyncio.run(run())
