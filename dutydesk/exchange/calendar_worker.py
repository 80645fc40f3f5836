"""The process that reads a calendar file: bytes on standard input, one JSON document on standard output.

It is run as ``python -m dutydesk.exchange.calendar_worker ZONE FIRST LAST DAYS``,
where DAYS is ``every-single`` or ``these-days``.
"""

import sys
from datetime import date

from dutydesk.api import DataProblem
from dutydesk.confined import MOST_FILE_BYTES, answer, confine
from dutydesk.domain import Zone
from dutydesk.exchange.calendar_file import EVERY_SINGLE
from dutydesk.wording import _


def main(arguments: list[str]) -> None:
    """Read the file from standard input and answer with its events, or with what is wrong with it."""
    confine()
    from msgspec import to_builtins  # noqa: PLC0415 - loaded under the limit, as is the next

    from dutydesk.exchange.calendar_events import preview_of  # noqa: PLC0415

    zone, first, last = Zone(arguments[0]), *map(date.fromisoformat, arguments[1:3])
    try:
        raw = sys.stdin.buffer.read(MOST_FILE_BYTES + 1)
        found = to_builtins(preview_of(raw, zone, first, last, every_single=EVERY_SINGLE in arguments[3:]))
    except DataProblem as problem:
        answer(problem=str(problem))
    except (MemoryError, RecursionError):
        answer(problem=_("it is far too large, or too deeply nested, inside"))
    else:
        answer(found)


if __name__ == "__main__":
    main(sys.argv[1:])
