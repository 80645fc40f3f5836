"""The terminal on the desk in a folder, its drill open in the stopwatch: ``live_program.py FOLDER KEY``."""

import sys
from pathlib import Path

from dutydesk.host.opening import open_desk
from dutydesk.tui.app import DutyDeskApp, Opened
from dutydesk_drills.screens.live import LiveDrillScreen


class LiveApp(DutyDeskApp):
    """Goes to the drill once the desk is open."""

    async def _opened(self, opened: Opened) -> None:
        await super()._opened(opened)
        self.lay_over(LiveDrillScreen(opened[0], sys.argv[2]), "Drill")


def opened() -> Opened:
    """Open the desk as the leader."""
    desk = open_desk(Path(sys.argv[1]), actor="leader")
    return desk, desk.registry.screens, desk.registry.commands


if __name__ == "__main__":
    app = LiveApp(opened)
    app.run()
    sys.exit(app.return_code)
