"""The day that somebody means: in full, without its year, or seen from today."""

import re
import unicodedata
from contextlib import suppress
from datetime import date, timedelta

from dutydesk.domain import clean_line
from dutydesk.sheets import Cell
from dutydesk.sheets.cells import WrongCell, day_of, text_of
from dutydesk.wording import _

FIRST_YEAR, LAST_YEAR = 1900, 2200
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_OFFSET = re.compile(r"[+-]\d{1,4}\Z", re.ASCII)
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\Z", re.ASCII)


def typed_day(cell: Cell, today: date) -> date:
    """Return the day that ``2026-03-01``, ``2026/3/1``, ``3-1``, ``+3``, ``today`` or a cell means.

    A day without its year is the nearest of that name.

    Raises:
        ValueError: it is no day, in words for whoever wrote it.
    """
    if isinstance(cell, str) and (found := _seen_from(cell, today)) is not None:
        return found
    day: date | None = None
    with suppress(WrongCell):
        day = day_of(cell)
    if day is None or isinstance(cell, bool):
        raise ValueError(
            _("{text!r} is no day such as {example}, 3-1, +3 or today").format(
                text=clean_line(text_of(cell), 40), example=today.isoformat()
            )
        )
    return day


def _seen_from(typed: str, today: date) -> date | None:
    """Return the day that a text means, where it is a whole one or is counted from today."""
    text = unicodedata.normalize("NFKC", typed).strip().casefold()
    with suppress(ValueError, OverflowError):
        day: date | None = None
        if _ISO.match(text):
            day = date.fromisoformat(text)
        elif text in (words := _day_words()):
            day = today + timedelta(days=words[text])
        elif _OFFSET.match(text):
            day = today + timedelta(days=int(text))
        elif match := _MONTH_DAY.match(text):
            day = _nearest(int(match[1]), int(match[2]), today)
        return day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None
    return None


def _day_words() -> dict[str, int]:
    """Return the words for days around today, of the reader's language and of the program's own."""
    return {
        _("today"): 0,
        _("tomorrow"): 1,
        _("yesterday"): -1,
        "today": 0,
        "tomorrow": 1,
        "yesterday": -1,
        "今天": 0,
        "明天": 1,
        "昨天": -1,
    }


def _nearest(month: int, day: int, today: date) -> date | None:
    found: list[date] = []
    for year in (today.year, today.year + 1, today.year - 1):
        with suppress(ValueError):
            found.append(date(year, month, day))
    return min(found, key=lambda each: abs(each - today), default=None)
