"""Opening the desk in the terminal."""

import gc
import os
import sys
from typing import TYPE_CHECKING

from dutydesk.wording import _

if TYPE_CHECKING:
    from dutydesk.api import Command, Desk, Screen
    from dutydesk.cli.call import Call

NO_TERMINAL = 2


def open_terminal(call: "Call") -> int:
    """Run the terminal of the call's desk, and return the exit status."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stderr.write(_("dutydesk: this is no terminal; `dutydesk --help` lists the commands") + "\n")
        return NO_TERMINAL
    # Some input methods lose text under the Kitty keyboard protocol, and Textual reads this at its import.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    # Nothing that is imported now is ever let go of: looking for garbage in it costs a tenth of the start.
    gc.disable()
    from dutydesk.config.personal import PersonalFolders  # noqa: PLC0415 - only the terminal asks for it
    from dutydesk.tui.app import DutyDeskApp  # noqa: PLC0415 - only the terminal pays for Textual

    def opened() -> "tuple[Desk, tuple[Screen, ...], tuple[Command, ...]]":
        try:
            desk = call.open()
            return desk, call.registry.screens, call.registry.commands
        finally:
            gc.freeze()
            gc.enable()

    app = DutyDeskApp(opened, personal=PersonalFolders.of_user())
    app.run(mouse=app.preferences.mouse)
    return app.return_code or 0
