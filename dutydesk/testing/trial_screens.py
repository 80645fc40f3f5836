"""Making and showing the areas of a plugin that is tried, once each, without a terminal."""

import asyncio
from collections.abc import Sequence

from dutydesk.api import Screen
from dutydesk.desk import OpenDesk
from dutydesk.testing.headless import WatchedApp, opened

SIZE = (80, 24)


def errors_of_screen(desk: OpenDesk, screen: Screen, others: Sequence[Screen]) -> tuple[BaseException, ...]:
    """Return what was raised while the area was imported, made and shown at 80x24, and then at 120x40."""

    async def run() -> tuple[BaseException, ...]:
        app = WatchedApp(desk, (*others, screen))
        async with opened(app, screen.name, SIZE) as pilot:
            await pilot.resize_terminal(120, 40)
            await pilot.pause()
            return tuple(app.raised)

    return asyncio.run(run())
