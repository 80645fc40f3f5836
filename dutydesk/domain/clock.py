"""Times of day as people write them."""

import re
import unicodedata
from datetime import time

from dutydesk.domain.text import clean_line
from dutydesk.wording import _

_CLOCK = re.compile(r"(\d{1,2})\s*[:.时点]\s*(\d{2})?\s*分?(?::\d{2})?\Z")


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
