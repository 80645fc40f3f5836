"""Opening the board of a bureau in the terminal."""

import os
import sys
from typing import TYPE_CHECKING

from dutydesk.cli.terminal import NO_TERMINAL
from dutydesk.wording import _

if TYPE_CHECKING:
    from dutydesk.cli.bureau.bureau_call import BureauCall


def open_board(call: "BureauCall") -> int:
    """Run the terminal of the call's bureau, and return the exit status."""
    bureau = call.open()
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        text = _("dutydesk: this is no terminal; `dutydesk bureau board` prints the board")
        print(text, file=sys.stderr)  # noqa: T201 - as for a desk
        return NO_TERMINAL
    # Some input methods lose text under the Kitty keyboard protocol, and Textual reads this at its import.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from dutydesk.api import DataProblem  # noqa: PLC0415 - only where there is a terminal
    from dutydesk.config.personal import PersonalFolders, Preferences  # noqa: PLC0415 - likewise
    from dutydesk.tui.bureau.bureau_app import BureauApp, desk_program  # noqa: PLC0415 - likewise

    preferences = Preferences()
    try:
        preferences = PersonalFolders.of_user(call.actor).preferences()
    except DataProblem as problem:
        print(problem, file=sys.stderr)  # noqa: T201 - the board opens in the usual colours
    app = BureauApp(bureau.name, call.board, desk_program(bureau.actor), preferences=preferences)
    app.run(mouse=preferences.mouse)
    return app.return_code or 0
