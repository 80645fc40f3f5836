"""The terminal on the desk in a folder, as one of several: ``two_desks_program.py FOLDER NAME``."""

import sys
from pathlib import Path

from dutydesk.host.opening import open_desk
from dutydesk.tui.app import DutyDeskApp, Opened


def opened() -> Opened:
    """Open the desk as the one who is named."""
    desk = open_desk(Path(sys.argv[1]), actor=sys.argv[2])
    return desk, desk.registry.screens, desk.registry.commands


if __name__ == "__main__":
    app = DutyDeskApp(opened)
    app.run()
    sys.exit(app.return_code)
