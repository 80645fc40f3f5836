"""One event as the content lines of its VEVENT."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from icalendar import Alarm
from icalendar.prop import vDuration

from dutydesk.api import FeedEvent
from dutydesk.domain import Zone, clean_line
from dutydesk.feeds.rendering.colours import css_name
from dutydesk.feeds.rendering.content_line import kept_line, kept_lines, moment_line, text_line
from dutydesk.feeds.rendering.text import CalendarText
from dutydesk.wording import _, speaking

_LONGEST_UID = 1000
_BEGIN = b"BEGIN:VEVENT\r\n"
_END = b"END:VEVENT\r\n"


@dataclass(frozen=True, slots=True)
class EventContent:
    """An event without its stamps: its identity, and what subscribers would see change.

    `shared` is how it stands in feeds of posts and of the squadron, `own` in those of its people.
    """

    identity: bytes
    shared: bytes
    own: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of what can be seen, in hexadecimal: equal as long as nothing visible changes."""
        return hashlib.sha256(self.identity + self.shared + self.own).hexdigest()


@dataclass(frozen=True, slots=True)
class Fragment:
    """An event as it stands in feeds: a VEVENT for feeds of posts and the squadron, one for its people's."""

    shared: bytes
    own: bytes


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


def _status(event: FeedEvent) -> str:
    return "CANCELLED" if event.cancelled else "TENTATIVE" if event.tentative else "CONFIRMED"


def _rest(event: FeedEvent) -> bytes:
    """Return the lines after times and title."""
    return b"".join(
        (
            kept_line("LOCATION", event.place),
            kept_lines("DESCRIPTION", event.description),
            kept_line("CATEGORIES", event.category or event.kind),
            kept_line("COLOR", css_name(event.colour) or ""),
            kept_line("STATUS", _status(event)),
            kept_line("TRANSP", "OPAQUE" if event.busy and not event.cancelled else "TRANSPARENT"),
        )
    )


def event_content(event: FeedEvent, *, desk_uid: str, zone: Zone) -> EventContent:
    """Return an event without its stamps.

    Lines are folded at 75 octets on character boundaries and end in CRLF. An event that ends when it starts
    has no DTEND, which RFC 5545 section 3.8.2.2 wants later than DTSTART. There is no ORGANIZER, so that no
    client takes the event for an invitation, and no VALARM.

    Raises:
        ValueError: the event ends before it starts, mixes a date with a time, or has a time without a zone.
    """
    start, end = _bounds(event, zone)
    if end < start:
        raise ValueError(f"{event.uid}: it ends ({end}) before it starts ({start})")
    times = moment_line("DTSTART", start)
    if end != start:
        times += moment_line("DTEND", end)
    rest = _rest(event)
    # Some readers fail on an event without a SUMMARY.
    title = clean_line(event.title) or clean_line(event.category) or clean_line(event.kind) or _("(no title)")
    own_title = clean_line(event.own_title) or title
    shared = times + kept_line("SUMMARY", title) + rest
    own = shared if own_title == title else times + kept_line("SUMMARY", own_title) + rest
    return EventContent(_BEGIN + text_line("UID", event_uid(event, desk_uid)), shared, own)


def stamped(content: EventContent, *, sequence: int, changed: datetime) -> Fragment:
    """Return an event with its SEQUENCE and with `changed` as its two time stamps.

    DTSTAMP is the time of the last change, never of the rendering: a feed in which nothing happened must not
    differ from byte to byte.
    """
    stamp = changed.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = f"DTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\nSEQUENCE:{sequence}\r\n"
    head = content.identity + lines.encode()
    shared = head + content.shared + _END
    return Fragment(shared, shared if content.own is content.shared else head + content.own + _END)


def with_alarms(vevent: bytes, alarms: bytes) -> bytes:
    """Return a VEVENT with the lines of `alarm_lines` in it."""
    return vevent.removesuffix(_END) + alarms + _END


@lru_cache(maxsize=64)
def alarm_lines(minutes: tuple[int, ...], language: str) -> bytes:
    """Return a VALARM for each of `minutes` before the start; their text is in `language`."""
    with speaking(language):
        text = CalendarText(_("Reminder"))
    lines = b""
    for before in minutes:
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", text)
        alarm.add("TRIGGER", vDuration(-timedelta(minutes=before)))
        lines += bytes(alarm.to_ical())
    return lines
