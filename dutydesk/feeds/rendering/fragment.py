"""One event as the content lines of its VEVENT."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime

from icalendar import Event

from dutydesk.api import FeedEvent
from dutydesk.domain import Zone, clean, clean_line
from dutydesk.feeds.rendering.colours import css_name
from dutydesk.feeds.rendering.text import CalendarText

_LONGEST_UID = 1000
_HEAD = b"BEGIN:VEVENT\r\n"


def event_uid(event: FeedEvent, desk_uid: str) -> str:
    """Return the UID of an event, unique in the world: RFC 7986 section 5.3."""
    return clean_line(f"{event.uid}@{desk_uid}", _LONGEST_UID)


def is_repeated(instant: datetime, zone: Zone) -> bool:
    """Tell whether clocks in `zone` show the wall time of `instant` twice."""
    wall = zone.wall(instant)
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


def _bounds(event: FeedEvent, zone: Zone) -> tuple[date, date]:
    """Return start and end in the form to publish: both dates, both times in the zone, or both in UTC.

    In the repeated hour of autumn RFC 5545 section 3.3.5 means the first occurrence, but ical.js and libical
    read the second, so there the instants are given in UTC.
    """
    start, end = event.start, event.end
    if not isinstance(start, datetime) and not isinstance(end, datetime):
        return start, end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        raise ValueError(f"{event.uid}: start and end must both be dates or both be times")  # noqa: TRY004 - it is the pair that is wrong
    if start.tzinfo is None or end.tzinfo is None:
        raise ValueError(f"{event.uid}: a time without a zone names no instant")
    instants = (start.astimezone(UTC).replace(microsecond=0), end.astimezone(UTC).replace(microsecond=0))
    if any(is_repeated(instant, zone) for instant in instants):
        return instants
    return zone.wall(instants[0]), zone.wall(instants[1])


def _texts(event: FeedEvent, desk_uid: str) -> Iterator[tuple[str, str]]:
    yield "UID", event_uid(event, desk_uid)
    yield "SUMMARY", clean_line(event.title)
    yield "LOCATION", clean_line(event.place)
    yield "DESCRIPTION", clean(event.description)
    yield "CATEGORIES", clean_line(event.category or event.kind)
    yield "COLOR", css_name(event.colour) or ""
    yield "STATUS", "TENTATIVE" if event.tentative else "CONFIRMED"
    yield "TRANSP", "OPAQUE" if event.busy else "TRANSPARENT"


def event_content(event: FeedEvent, *, desk_uid: str, zone: Zone) -> bytes:
    """Return the VEVENT of an event without its stamps: what subscribers would see change.

    Lines are folded at 75 octets on character boundaries and end in CRLF. An event that ends when it starts
    has no DTEND, which RFC 5545 section 3.8.2.2 wants later than DTSTART. There is no ORGANIZER, so that no
    client takes the event for an invitation, and no VALARM.

    Raises:
        ValueError: the event ends before it starts, mixes a date with a time, or has a time without a zone.
    """
    component = Event()
    for name, text in _texts(event, desk_uid):
        if text:
            component.add(name, CalendarText(text))
    start, end = _bounds(event, zone)
    if end < start:
        raise ValueError(f"{event.uid}: it ends ({end}) before it starts ({start})")
    component.add("DTSTART", start)
    if end != start:
        component.add("DTEND", end)
    return bytes(component.to_ical())


def content_digest(content: bytes) -> str:
    """Return the SHA-256 of an event's content, in hexadecimal: equal as long as nothing visible changes."""
    return hashlib.sha256(content).hexdigest()


def stamped(content: bytes, *, sequence: int, changed: datetime) -> bytes:
    """Return the VEVENT of `event_content` with its SEQUENCE and with `changed` as its two time stamps.

    DTSTAMP is the time of the last change, never of the rendering: a feed in which nothing happened must not
    differ from byte to byte. The lines are ASCII and short, so they are put in without rendering again.
    """
    stamp = changed.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = f"DTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\nSEQUENCE:{sequence}\r\n"
    return _HEAD + lines.encode() + content.removeprefix(_HEAD)
