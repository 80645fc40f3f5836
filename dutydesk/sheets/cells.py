"""What the cells of a table say, however the program that wrote them put it."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from dutydesk.domain import clean, clean_line, parse_time_of_day
from dutydesk.sheets.reading import Cell
from dutydesk.wording import _

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}.*)?\Z")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_SERIAL_DAY_ZERO = date(1899, 12, 30)
_SERIAL_DAYS = (10_000, 80_000)
_YEARS = (1900, 2200)
_BETWEEN = re.compile(r"\s*(?:-|–|—|~|至|到)\s*")
_MINUTES_A_DAY = 24 * 60


class WrongCell(Exception):
    """Why a cell cannot be used, in words for the person who wrote it."""


def text_of(cell: Cell) -> str:
    """Return a cell as one line of text; a whole number has no decimals, and so a phone number is whole."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    return clean_line(str(cell))


def note_of(cell: Cell) -> str:
    """Return a cell as text of several lines."""
    return clean(cell) if isinstance(cell, str) else text_of(cell)


def day_of(cell: Cell) -> date | None:
    """Return the day that a cell means; a bare number is the count of days that Excel keeps.

    Raises:
        WrongCell: it is no day between the years 1900 and 2200.
    """
    day: date | None = None
    text = text_of(cell)
    if not text:
        return None
    if isinstance(cell, datetime):
        day = cell.date()
    elif isinstance(cell, date):
        day = cell
    elif isinstance(cell, (int, float)) and _SERIAL_DAYS[0] <= cell <= _SERIAL_DAYS[1]:
        day = _SERIAL_DAY_ZERO + timedelta(days=int(cell))
    else:
        narrow = unicodedata.normalize("NFKC", text).removesuffix(".0")
        if found := _DAY.match(narrow) or _COMPACT_DAY.match(narrow):
            try:
                day = date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                day = None
    if day is None or not _YEARS[0] <= day.year <= _YEARS[1]:
        raise WrongCell(
            _("{text!r} is no date such as 2026-09-01 or 2026年9月1日").format(text=clean_line(text, 40))
        )
    return day


def clock_of(cell: Cell) -> time | None:
    """Return the time of day that a cell means; a part of a day, as Excel keeps it, counts.

    Raises:
        WrongCell: it is no time of day.
    """
    text = unicodedata.normalize("NFKC", text_of(cell))
    if not text:
        return None
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, float) and 0 <= cell < 1:
        hours, minutes = divmod(round(cell * _MINUTES_A_DAY) % _MINUTES_A_DAY, 60)
        return time(hours, minutes)
    try:
        return parse_time_of_day(text)
    except ValueError as error:
        raise WrongCell(str(error)) from error


def span_of(cell: Cell) -> tuple[time, time] | None:
    """Return the times of day between which something lasts, from ``14:00-14:45``.

    Raises:
        WrongCell: it is no such span, or it ends before it begins.
    """
    text = unicodedata.normalize("NFKC", text_of(cell))
    if not text:
        return None
    ends = _BETWEEN.split(text)
    if len(ends) == 2:  # noqa: PLR2004 - a beginning and an end
        start, end = clock_of(ends[0]), clock_of(ends[1])
        if start is not None and end is not None and start < end:
            return start, end
    raise WrongCell(_("{text!r} is no span of time such as 14:00-14:45").format(text=clean_line(text, 40)))
