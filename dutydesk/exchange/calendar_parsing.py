"""From the bytes of a calendar file to the library's own events, the broken ones set aside."""

import re
from typing import TYPE_CHECKING

from dutydesk.api import DataProblem
from dutydesk.domain import clean_line
from dutydesk.wording import _

if TYPE_CHECKING:
    from icalendar import Calendar

MOST_EVENTS = 10_000
MOST_COMPONENTS = 50_000
_BOUND = re.compile(r"(BEGIN|END):(VEVENT|VTIMEZONE)\s*\Z", re.IGNORECASE)
_SUMMARY = re.compile(r"^SUMMARY[^:\n]*:(.*)$", re.IGNORECASE | re.MULTILINE)


def parsed(raw: bytes) -> "tuple[list[Calendar], list[str]]":
    """Return the calendars in `raw`, and why some of their events had to be left out.

    One wrong line makes the library give up the file, and real files have such lines; then every event is
    tried by itself, and those that can be read are kept.

    Raises:
        DataProblem: there is no calendar, no event, or far too many of them.
    """
    import icalendar  # noqa: PLC0415 - heavy, and needed only for an import

    upper = raw.upper()
    if upper.count(b"BEGIN:VEVENT") > MOST_EVENTS or upper.count(b"BEGIN:") > MOST_COMPONENTS:
        raise DataProblem(_("it holds more than {most} events").format(most=MOST_EVENTS))
    icalendar.use_zoneinfo()  # type: ignore[no-untyped-call]
    text = _decoded(raw)
    broken: list[str] = []
    try:
        calendars = _calendars(text)
    except RecursionError:
        raise
    except Exception as error:  # the library lets many kinds of error through from what it uses
        reason = clean_line(str(error), 160) or type(error).__name__
        calendars, broken = _salvaged(text)
        if not calendars:
            raise DataProblem(_("it is damaged, or no calendar ({reason})").format(reason=reason)) from error
    if not calendars:
        raise DataProblem(_("there is no calendar in it"))
    if not any(calendar.walk("VEVENT") for calendar in calendars):
        raise DataProblem(_("there are no events in it"))
    return calendars, broken


def _decoded(raw: bytes) -> str:
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _calendars(text: str) -> "list[Calendar]":
    """Parse `text`; events that stand outside any calendar are put into one."""
    from icalendar import Calendar, Component, Event  # noqa: PLC0415 - as above

    found: list[Component] = list(Calendar.from_ical(text, multiple=True))
    calendars = [one for one in found if isinstance(one, Calendar)]
    loose = [one for one in found if isinstance(one, Event)]
    if loose:
        around = Calendar()
        around.subcomponents.extend(loose)
        calendars.append(around)
    return calendars


def _salvaged(text: str) -> "tuple[list[Calendar], list[str]]":
    good: list[str] = []
    broken: list[str] = []
    for kind, block in _blocks(text):
        try:
            _calendars(_around(block))
        except RecursionError:
            raise
        except Exception as error:  # noqa: BLE001 - as above
            if kind == "VEVENT":
                summary = _SUMMARY.search(block)
                title = clean_line(summary[1], 100) if summary else ""
                reason = clean_line(str(error), 120) or type(error).__name__
                broken.append(f"{title or _('(no title)')}: {reason}")
        else:
            good.append(block)
    if not any(block[:20].upper().startswith("BEGIN:VEVENT") for block in good):
        return [], broken
    return _calendars(_around("".join(good))), broken


def _around(blocks: str) -> str:
    return f"BEGIN:VCALENDAR\r\n{blocks}END:VCALENDAR\r\n"


def _blocks(text: str) -> list[tuple[str, str]]:
    """Cut out the events and time zones; one that is never ended is dropped."""
    blocks: list[tuple[str, str]] = []
    kind, lines = "", list[str]()
    for line in text.splitlines():
        bound = _BOUND.match(line)
        if bound and bound[1].upper() == "BEGIN":
            kind, lines = bound[2].upper(), []
        if kind:
            lines.append(f"{line}\r\n")
        if bound and bound[1].upper() == "END":
            if bound[2].upper() == kind:
                blocks.append((kind, "".join(lines)))
            kind = ""
    return blocks
