"""The terminal on the desk in a folder, in nobody's preferences: ``typing_program.py FOLDER``."""

import sys
from pathlib import Path

from dutydesk.host.opening import open_desk
from dutydesk.tui.app import DutyDeskApp, Opened


def opened() -> Opened:
    """Open the desk as the leader."""
    desk = open_desk(Path(sys.argv[1]), actor="leader")
    return desk, desk.registry.screens, desk.registry.commands


if __name__ == "__main__":
    app = DutyDeskApp(opened)
    app.run()
    sys.exit(app.return_code)
