"""Times of day, and lengths of time by the stopwatch, as people write them."""

import re
import unicodedata
from datetime import time

from dutydesk.domain.text import clean_line
from dutydesk.wording import _

_CLOCK = re.compile(r"(\d{1,2})\s*[:.时点]\s*(\d{2})?\s*分?(?::\d{2})?\Z")
_STOPWATCH = re.compile(r"(?:(?:(\d{1,2}):)?(\d{1,3})[:.])?(\d{1,5})\Z", re.ASCII)
_SECONDS_OF_MINUTE, _MINUTES_OF_HOUR = 60, 60


def parse_time_of_day(text: str) -> time:
    """Return what ``14:00``, ``9.30``, ``14点`` or ``14时30分`` says, to the minute.

    Raises:
        ValueError: it is no time of day, in words for the person who wrote it.
    """
    found = _CLOCK.match(unicodedata.normalize("NFKC", text).strip())
    try:
        if found:
            return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        pass
    raise ValueError(_("{text!r} is no time of day such as 14:00").format(text=clean_line(text, 40)))


def parse_stopwatch(text: str) -> int:
    """Return the seconds that ``2:10``, ``1:02:10`` or ``130`` says.

    Raises:
        ValueError: it is no such time, in words for the person who wrote it.
    """
    found = _STOPWATCH.match(unicodedata.normalize("NFKC", text).strip())
    if found:
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        in_range = found[2] is None or (
            seconds < _SECONDS_OF_MINUTE and (found[1] is None or minutes < _MINUTES_OF_HOUR)
        )
        if in_range:
            return (hours * _MINUTES_OF_HOUR + minutes) * _SECONDS_OF_MINUTE + seconds
    raise ValueError(
        _("{text!r} is no time such as 2:10, in minutes and seconds").format(text=clean_line(text, 40))
    )


def stopwatch_text(seconds: float) -> str:
    """Return a length of time as a stopwatch shows it: ``2:10``, ``1:02:10``."""
    whole = round(abs(seconds))
    minutes, rest = divmod(whole, _SECONDS_OF_MINUTE)
    hours, minutes = divmod(minutes, _MINUTES_OF_HOUR)
    sign = "-" if seconds < 0 and whole else ""
    return f"{sign}{hours}:{minutes:02d}:{rest:02d}" if hours else f"{sign}{minutes}:{rest:02d}"
