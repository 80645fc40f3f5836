"""A whole feed as one VCALENDAR."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar
from icalendar.prop import vDuration

from dutydesk.api import Feed
from dutydesk.domain import Zone, clean, clean_line
from dutydesk.feeds.rendering.colours import CSS_COLOURS, css_name
from dutydesk.feeds.rendering.text import CalendarText
from dutydesk.feeds.rendering.timezone import vtimezone_lines

PRODUCT = "-//DutyDesk//DutyDesk//EN"
REFRESH_INTERVAL = timedelta(hours=1)
_END = b"END:VCALENDAR\r\n"


def _head(feed: Feed, description: str) -> bytes:
    title = clean_line(feed.title) or clean_line(feed.name)
    colour = css_name(feed.colour)
    texts = {
        "PRODID": PRODUCT,
        "VERSION": "2.0",
        "CALSCALE": "GREGORIAN",
        "NAME": title,
        "X-WR-CALNAME": title,
        "DESCRIPTION": description,
        "X-WR-CALDESC": description,
        "COLOR": colour or "",
        "X-APPLE-CALENDAR-COLOR": CSS_COLOURS[colour] if colour else "",
    }
    calendar = Calendar()
    for name, text in texts.items():
        if text:
            calendar.add(name, CalendarText(text))
    # icalendar's `refresh_interval` leaves out VALUE, which RFC 7986 section 5.7 requires.
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH_INTERVAL, params={"VALUE": "DURATION"}))
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH_INTERVAL))
    return bytes(calendar.to_ical()).removesuffix(_END)


def calendar_head(feed: Feed, *, zone: Zone, years: tuple[int, int], description: str = "") -> bytes:
    """Return what stands in a feed's file before its events: its properties, and the zone's VTIMEZONE.

    `years` are the first and last year of the feed's window; `description` stands where the feed has none.
    There is no METHOD, which would make the file an invitation.
    """
    return _head(feed, clean(feed.description) or clean(description)) + vtimezone_lines(zone.name, *years)


def calendar_body(head: bytes, events: Iterable[bytes]) -> bytes:
    """Return the file of a feed: its head and the rendered `events` in their order."""
    return b"".join((head, *events, _END))


def entity_tag(body: bytes) -> str:
    """Return the strong ETag of a feed, quoted: RFC 9110 section 8.8.3."""
    return f'"{hashlib.sha256(body).hexdigest()[:40]}"'
