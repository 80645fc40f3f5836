"""A real desk in a folder, for tests of the shell that must see files, a database and other processes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from dutydesk.config.personal import PersonalFolders
from dutydesk.desk import OpenDesk
from dutydesk.tui.app import DutyDeskApp
from tests.terminal.pilot_help import settle


def personal_folders(folder: Path) -> PersonalFolders:
    """Return the folders of a user who has seen the tour."""
    folders = PersonalFolders(folder / "config", folder / "state")
    folders.remember_tour()
    return folders


@asynccontextmanager
async def running(
    desk: OpenDesk,
    personal: PersonalFolders | None = None,
    size: tuple[int, int] = (80, 24),
    **environ: str,
) -> AsyncIterator[tuple[DutyDeskApp, Pilot[None]]]:
    """Run the app on `desk` until its first area is shown."""
    app = DutyDeskApp(lambda: (desk, desk.registry.screens, desk.registry.commands), environ, personal)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield app, pilot
