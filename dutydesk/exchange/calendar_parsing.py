"""From the bytes of a calendar file to the library's own events, the broken ones set aside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dutydesk.api import DataProblem
from dutydesk.domain import clean_line
from dutydesk.wording import _

if TYPE_CHECKING:
    from icalendar import Calendar

MOST_EVENTS = 10_000
MOST_COMPONENTS = 50_000
MOST_QUOTED = 1000
_BEGIN = re.compile(r"BEGIN[ \t]*:", re.IGNORECASE)
_EVENT = re.compile(r"BEGIN[ \t]*:[ \t]*VEVENT", re.IGNORECASE)
_CALENDAR = re.compile(r"^(BEGIN|END)[ \t]*:[ \t]*VCALENDAR", re.IGNORECASE | re.MULTILINE)
_BOUND = re.compile(r"(BEGIN|END):(VEVENT|VTIMEZONE)\s*\Z", re.IGNORECASE)
_SUMMARY = re.compile(r"^SUMMARY[^:\n]*:(.*)$", re.IGNORECASE | re.MULTILINE)
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")


def parsed(raw: bytes) -> "tuple[list[Calendar], list[str]]":
    """Return the calendars in `raw`, and why some of their events had to be left out.

    One wrong line makes the library give up the file, and real files have such lines; then every event is
    tried by itself, and those that can be read are kept. A file that breaks off is refused whole, for the
    events that it lacks would seem to have been taken out of the calendar.

    Raises:
        DataProblem: there is no calendar, no event, or far too many of them.
    """
    import icalendar  # noqa: PLC0415 - heavy, and needed only for an import

    text = _decoded(raw)
    _check_size(text)
    _check_end(text)
    icalendar.use_zoneinfo()  # type: ignore[no-untyped-call]
    broken: list[str] = []
    try:
        calendars = _calendars(text)
    except (RecursionError, MemoryError):
        raise
    except Exception as error:  # the library lets many kinds of error through from what it uses
        calendars, broken = _salvaged(text)
        if not calendars:
            raise DataProblem(_not_read(raw, text, reason_of(error))) from error
    if not calendars:
        raise DataProblem(_not_read(raw, text, _("a part of it is never ended")))
    held = sum(len(calendar.walk("VEVENT")) for calendar in calendars)
    if not held:
        raise DataProblem(_("there are no events in it"))
    if held > MOST_EVENTS:
        raise _too_many()
    return calendars, broken


def reason_of(error: BaseException) -> str:
    """Return in a short line what a library says of an error; it may quote megabytes of the file."""
    if isinstance(error, OSError):  # the only files that a library looks for are those of time zones
        return _("a time zone in it is not known")
    if isinstance(error, (TypeError, LookupError, AttributeError, AssertionError)):
        return _("its lines do not fit together")
    return clean_line(str(error)[:MOST_QUOTED], 120) or type(error).__name__


def _decoded(raw: bytes) -> str:
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return raw.decode("utf-16", "replace")
    if raw[1:2] == b"\0":
        return raw.decode("utf-16-le", "replace")
    if raw[:1] == b"\0":
        return raw.decode("utf-16-be", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _check_size(text: str) -> None:
    """Refuse what would keep the library busy for long; who hides events from this is found out later."""
    for mark, most in ((_EVENT, MOST_EVENTS), (_BEGIN, MOST_COMPONENTS)):
        if sum(1 for _found in mark.finditer(text)) > most:
            raise _too_many()


def _too_many() -> DataProblem:
    return DataProblem(_("it holds more than {most} events").format(most=MOST_EVENTS))


def _check_end(text: str) -> None:
    bounds = [found[1].upper() for found in _CALENDAR.finditer(text)]
    if bounds.count("BEGIN") > bounds.count("END"):
        raise DataProblem(_("it breaks off: END:VCALENDAR was expected at its end; please download it again"))


def _not_read(raw: bytes, text: str, reason: str) -> str:
    """Return what `raw` seems to be, and what was expected."""
    if raw.startswith(_PACKED):
        return _("it is a packed file; the .ics file inside it was expected, please unpack it")
    if _CALENDAR.search(text) or _EVENT.search(text):
        return _("it is damaged: {reason}").format(reason=reason)
    if text[:MOST_QUOTED].lstrip().startswith("<"):
        return _("it is a web page, perhaps one that asks to sign in; a calendar was expected")
    return _("it is no calendar: a text that begins with BEGIN:VCALENDAR was expected")


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


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one event or time zone, and whether it is ended before the next begins."""

    kind: str
    text: str
    ended: bool

    def said(self, reason: str) -> str:
        """Return the line about this event with what is wrong with it."""
        summary = _SUMMARY.search(self.text)
        title = (clean_line(summary[1][:MOST_QUOTED], 100) if summary else "") or _("(no title)")
        return _("{what}: {details}").format(what=title, details=reason)


def _salvaged(text: str) -> "tuple[list[Calendar], list[str]]":
    """Return the events that can be read by themselves in one calendar, and a line about each other."""
    good: list[_Block] = []
    broken: list[str] = []
    for block in _blocks(text):
        reason = _fault_of(block)
        if reason is None:
            good.append(block)
        elif block.kind == "VEVENT":
            broken.append(block.said(reason))
    if not any(block.kind == "VEVENT" for block in good):
        return [], broken
    try:
        return _calendars(_around("".join(block.text for block in good))), broken
    except (RecursionError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - as above
        return [], broken


def _fault_of(block: _Block) -> str | None:
    """Return why an event or a zone cannot be read by itself, or None if it can."""
    if not block.ended:
        return _("it is never ended")
    try:
        _calendars(_around(block.text))
    except (RecursionError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - as above
        return reason_of(error)
    return None


def _around(blocks: str) -> str:
    return f"BEGIN:VCALENDAR\r\n{blocks}END:VCALENDAR\r\n"


def _blocks(text: str) -> Iterator[_Block]:
    """Cut out the events and time zones."""
    kind, lines = "", list[str]()
    for line in text.splitlines():
        bound = _BOUND.match(line)
        if bound and bound[1].upper() == "BEGIN":
            if kind:
                yield _Block(kind, "".join(lines), ended=False)
            kind, lines = bound[2].upper(), []
        if kind:
            lines.append(f"{line}\r\n")
        if bound and bound[1].upper() == "END":
            if bound[2].upper() == kind:
                yield _Block(kind, "".join(lines), ended=True)
            elif kind:
                yield _Block(kind, "".join(lines), ended=False)
            kind = ""
    if kind:
        yield _Block(kind, "".join(lines), ended=False)
