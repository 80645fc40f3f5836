"""Opening the desk in the terminal."""

import gc
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dutydesk.wording import _

if TYPE_CHECKING:
    from dutydesk.api import Command, Desk, Screen
    from dutydesk.cli.call import Call

NO_TERMINAL = 2


def shares_account(actor: str | None, environ: Mapping[str, str]) -> bool:
    """Tell whether a forced command of SSH opened the terminal: the user of this machine is then everyone's.

    What one of them may read or overwrite by typing a path must not be what that user may.
    """
    return actor is not None and bool(environ.get("SSH_CONNECTION"))


def open_terminal(call: "Call") -> int:
    """Run the terminal of the call's desk, and return the exit status."""
    # A stream that was closed before the program began is None.
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        text = _("dutydesk: this is no terminal; `dutydesk --help` lists the commands")
        print(text, file=sys.stderr)  # noqa: T201 - the one answer that there is; without a stream it is none
        return NO_TERMINAL
    # Some input methods lose text under the Kitty keyboard protocol, and Textual reads this at its import.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    # Nothing that is imported now is ever let go of: looking for garbage in it costs a tenth of the start.
    gc.disable()
    from dutydesk.config.personal import PersonalFolders  # noqa: PLC0415 - only the terminal asks for it
    from dutydesk.tui.app import DutyDeskApp  # noqa: PLC0415 - only the terminal pays for Textual

    def opened() -> "tuple[Desk, tuple[Screen, ...], tuple[Command, ...]]":
        try:
            desk = call.open(quietly=True)
            return desk, call.registry.screens, call.registry.commands
        finally:
            gc.freeze()
            gc.enable()

    call.is_confined = shares_account(call.actor, os.environ)
    app = DutyDeskApp(opened, personal=PersonalFolders.of_user(call.actor))
    app.run(mouse=app.preferences.mouse)
    return app.return_code or 0
