"""Where the program begins: the terminal opens without waiting for what only the other commands need."""

import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from dutydesk.cli.call import Call
from dutydesk.cli.language import choose_language
from dutydesk.cli.terminal import open_terminal


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; plain ``dutydesk [--desk DIR] [--as NAME]`` opens the desk without Click."""
    leave_no_core()
    logging.getLogger("dutydesk").addHandler(logging.NullHandler())
    given = sys.argv[1:] if arguments is None else arguments
    choose_language(given)
    call = plain_opening(given)
    if call is None:
        from dutydesk.cli.main import main as run_command  # noqa: PLC0415 - the terminal does without

        run_command(arguments)
        return
    try:
        status = open_terminal(call)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - a fault of the program is raised again
        from dutydesk.cli.main import status_of  # noqa: PLC0415 - only where it cannot run

        status = status_of(error)
    finally:
        call.close()
    sys.exit(status)


def leave_no_core() -> None:
    """Have the system keep nothing of this process's memory, nor of those it starts, should it crash.

    Names, phone numbers and links are in it. Whoever looks for a fault can allow it again.
    """
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - absent on some systems

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def plain_opening(arguments: Sequence[str]) -> Call | None:
    """Return the call that opens the desk, or None where there is more in `arguments` than where and who."""
    given = dict(zip(arguments[::2], arguments[1::2], strict=False))
    if len(given) * 2 != len(arguments) or not given.keys() <= {"--desk", "--as"} or not all(given.values()):
        return None
    folder = given.get("--desk")
    return Call(Path(folder) if folder is not None else None, given.get("--as"))
