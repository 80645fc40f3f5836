"""The paper, how large type may be on it, and how a month too wide for it is divided."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from wcwidth import wcwidth

from dutydesk_roster.printing.sheet import PrintedRow, Sheet

MARGIN = 9.0
"""Millimetres left free at the left and at the right."""

SMALLEST_TYPE = 5.6
"""Points; below that a roster on a wall cannot be read, and it runs on to another page instead."""

USUAL_LETTER, WIDEST_LETTER = 0.55, 0.8
"""Widths of a letter by the size of its type: of most, and of large ones in the widest fonts."""

_POINT = 25.4 / 72
_NAME_SHARE, _TOTALS_SHARE = 0.14, 0.08
_HEAD_AND_FOOT = 60.0
"""Millimetres that title, legend and signatures take."""

_ROW_BY_TYPE, _HEADING_LINES = 1.55, 2
_MOST_BANDS = 4
_WORTH_A_BAND = 1.08
_NEARLY_ALL = 0.95


class Paper(StrEnum):
    """The sizes of paper, always lying on its long side."""

    A4 = "A4"
    A3 = "A3"

    @property
    def width(self) -> float:
        """The width in millimetres."""
        return 297.0 if self is Paper.A4 else 420.0

    @property
    def height(self) -> float:
        """The height in millimetres."""
        return 210.0 if self is Paper.A4 else 297.0

    @property
    def largest_type(self) -> float:
        """The size of type, in points, that a short roster gets."""
        return 9.0 if self is Paper.A4 else 12.0


@dataclass(frozen=True, slots=True)
class Band:
    """A run of days that are printed side by side, as places in the sheet's days: `first` up to `end`."""

    first: int
    end: int


def bands_of(sheet: Sheet, paper: Paper) -> Sequence[Band]:
    """Return the days of the sheet in the bands that let type be largest, and in few rather than many.

    Long names want few days side by side; but bands stand below one another and fill the page. They go on
    to another one only where type would otherwise be too small to read. A cell that is far longer than
    nearly all others does not count: it is squeezed or cut.
    """
    best, size = 1, type_size(sheet, paper, 1)
    for count in range(2, _MOST_BANDS + 1):
        larger = type_size(sheet, paper, count)
        allowed = size < SMALLEST_TYPE or _size_by_height(sheet, paper, count) >= SMALLEST_TYPE
        if allowed and larger > size * _WORTH_A_BAND:
            best, size = count, larger
    days = len(sheet.days)
    width = ceil(days / best)
    return tuple(Band(first, min(first + width, days)) for first in range(0, days, width))


def type_size(sheet: Sheet, paper: Paper, bands: int, letter: float = USUAL_LETTER) -> float:
    """Return about the size of type, in points, that fits in so many bands: near enough to choose by.

    `letter` is the width of a letter by the size of its type, which nobody knows of a reader's own font.
    Where that would take more pages than one, they are taken rather than type too small to read.
    """
    widths = sorted(ems(line, letter) for row in sheet.rows for cell in row.cells for line in cell.lines)
    widest = widths[int((len(widths) - 1) * _NEARLY_ALL)] if widths else 0.0
    room = (paper.width - 2 * MARGIN) * (1 - _NAME_SHARE - _TOTALS_SHARE) / ceil(len(sheet.days) / bands)
    by_width = room / _POINT / max(widest, 1.0)
    by_height = max(SMALLEST_TYPE, _size_by_height(sheet, paper, bands))
    return min(by_width, by_height, paper.largest_type)


def _size_by_height(sheet: Sheet, paper: Paper, bands: int) -> float:
    """Return the size of type at which all bands fit on one page."""
    lines = sum(map(lines_in, sheet.all_rows)) + _HEADING_LINES
    return (paper.height - _HEAD_AND_FOOT) / _POINT / (lines * bands * _ROW_BY_TYPE)


def ems(text: str, letter: float = USUAL_LETTER) -> float:
    """Return about how wide `text` is, in widths of a Chinese character."""
    return sum({2: 1.0, 1: letter}.get(wcwidth(character), 0.0) for character in text)


def lines_in(row: PrintedRow) -> int:
    """Return the height of a row in lines, at least one."""
    return max(1, *(len(cell.lines) for cell in row.cells))
