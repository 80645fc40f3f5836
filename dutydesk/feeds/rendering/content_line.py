"""Single content lines as icalendar writes them, kept.

A whole component costs icalendar a quarter of a millisecond, nearly all of it for lines that the event before
had too: the same posts, shifts, places and hours. Kept line by line, each is rendered once.
"""

from datetime import date, datetime
from functools import lru_cache

from icalendar.parser import Contentline
from icalendar.prop import vDDDTypes

from dutydesk.domain import clean, clean_line
from dutydesk.feeds.rendering.text import CalendarText

_CRLF = b"\r\n"


def text_line(name: str, text: str) -> bytes:
    """Return the line of a TEXT property; `text` must be clean. There is no line without text."""
    if not text:
        return b""
    value = CalendarText(text)
    return bytes(Contentline.from_parts(name, value.params, value).to_ical()) + _CRLF


@lru_cache(maxsize=20_000)
def kept_line(name: str, text: str) -> bytes:
    """Return the line of a TEXT property of one line that many events have; `text` may be anything."""
    return text_line(name, clean_line(text))


@lru_cache(maxsize=20_000)
def kept_lines(name: str, text: str) -> bytes:
    """Return the line of a TEXT property that may hold line breaks; `text` may be anything."""
    return text_line(name, clean(text))


def moment_line(name: str, moment: date) -> bytes:
    """Return the line of a property that is a date, or a time in a zone or in UTC."""
    # Times in two zones that are one instant are equal but not written alike, so the zone is told beside.
    zone = moment.tzinfo if isinstance(moment, datetime) else None
    return _moment_line(name, moment, isinstance(moment, datetime), str(zone))


@lru_cache(maxsize=20_000)
def _moment_line(name: str, moment: date, _is_time: bool, _zone: str) -> bytes:
    value = vDDDTypes(moment)
    return bytes(Contentline.from_parts(name, value.params, value).to_ical()) + _CRLF
