"""The terminal on the desk in a folder, as one of several: ``two_desks_program.py FOLDER NAME``.

Its clock stands still, so that what it sends is never a minute that has passed.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from dutydesk.host.opening import open_desk
from dutydesk.tui.app import DutyDeskApp, Opened

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def opened() -> Opened:
    """Open the desk as the one who is named."""
    desk = open_desk(Path(sys.argv[1]), actor=sys.argv[2], clock=lambda: NOW)
    return desk, desk.registry.screens, desk.registry.commands


if __name__ == "__main__":
    app = DutyDeskApp(opened)
    app.run()
    sys.exit(app.return_code)
