"""An entry of the palette: jump to the roster's next open slot."""

from collections.abc import Sequence

from dutydesk.api import Command, hookimpl


@hookimpl
def commands() -> Sequence[Command]:
    return [Command("Who is missing?", screen="roster", action="next_open", help="Go to the next open slot")]
