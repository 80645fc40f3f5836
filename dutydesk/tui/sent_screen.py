"""What the terminal at the end of the line already shows, so that only what differs is sent.

Textual paints a whole screen two or three times while it opens, and any change from the left edge of its
widget. Over a slow line each of those bytes is waited for.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from dutydesk.domain.text import UNSHOWN
from dutydesk.tui.pen import PLAIN, Look, Pen, look_of

Cell = tuple[str, Look]
"""What stands in one cell: its text, empty in the second half of a wide character, and its look."""

BLANK: Cell = (" ", PLAIN)
"""A blank on the terminal's own ground, whatever colour letters would have there."""

_TO_LINE_END = "\x1b[K"
_WORTH_WIPING = 8
_BRIDGED = 8
"""Cells that are alike between two that differ and yet sent again: moving over them would cost as much."""


class SentScreen:
    """Remembers cell by cell what was sent to the terminal."""

    def __init__(self) -> None:
        self._size = (0, 0)
        self._lines: list[list[Cell | None]] = []

    def forget(self) -> None:
        """Count on nothing any more: the terminal was resized, or something else wrote to it."""
        self._size = (0, 0)

    def spared(self, update: RenderableType | None, size: tuple[int, int]) -> RenderableType | None:
        """Return `update` of a screen with so many columns and lines as one that sends what differs."""
        if isinstance(update, LayoutUpdate | ChopsUpdate):
            return SparedUpdate(self, update, size)
        return update

    def difference(
        self, pieces: Iterable[tuple[int, int, Strip]], size: tuple[int, int], colours: ColorSystem
    ) -> Iterator[str]:
        """Yield what to send so that `pieces`, strips at a column and a line, stand there; remember them."""
        if size != self._size:
            self._size = size
            self._lines = [[None] * size[0] for _line in range(size[1])]
        touched: dict[int, list[Cell | None]] = {}
        for x, y, strip in pieces:
            if 0 <= y < size[1]:
                line = touched.setdefault(y, self._lines[y].copy())
                cells = _cells(strip, colours)[: max(0, size[0] - x)]
                line[x : x + len(cells)] = cells
        pen = Pen()
        for y, line in touched.items():
            if line != self._lines[y]:
                yield from _line_difference(pen, y, self._lines[y], line)
                self._lines[y] = line
        yield pen.change(PLAIN)


class SparedUpdate(CompositorUpdate):
    """An update of the screen that sends only what the terminal does not show yet."""

    def __init__(self, sent: SentScreen, update: LayoutUpdate | ChopsUpdate, size: tuple[int, int]) -> None:
        self._sent = sent
        self._update = update
        self._size = size

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the same, for those who print what Textual paints."""
        del options
        yield Segment(self.render_segments(console), None, ())

    def render_segments(self, console: Console) -> str:
        """Return the characters and control sequences to send; from now on they count as sent."""
        colours = console._color_system or ColorSystem.TRUECOLOR  # noqa: SLF001 - as Textual itself asks
        return "".join(self._sent.difference(_pieces(self._update), self._size, colours))


def _pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Yield the strips of an update with the place of each, as Textual itself would draw them."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in strips:
                yield x, y, strip
                x += strip.cell_length
        return
    for y, first, end in update.spans:
        for strip_end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if chop is not None and x <= end and strip_end > first:
                whole = first <= x < end and strip_end <= end
                yield x, y, chop if whole else chop.crop(0, min(strip_end, end) - x)


def _cells(strip: Strip, colours: ColorSystem) -> list[Cell]:
    cells: list[Cell] = []
    for text, style, control in strip:
        if not control:
            cells += _segment_cells(text, PLAIN if style is None else look_of(style, colours))
    return cells


@lru_cache(maxsize=4096)
def _segment_cells(text: str, look: Look) -> tuple[Cell, ...]:
    """Return the cells of a text in one look; one with joined or combining characters stays in one piece.

    What a terminal would obey rather than draw is left out here for every widget, whoever brought it.
    """
    if not text.isprintable():
        text = UNSHOWN.sub(_unshown, text)
    blank = BLANK if look.blank_is_plain else (" ", look)
    if text.isascii():
        return tuple(blank if character == " " else (character, look) for character in text)
    widths = [cell_len(character) for character in text]
    parts = [(text, cell_len(text))] if 0 in widths else zip(text, widths, strict=True)
    half = ("", look)
    return tuple(
        cell
        for part, width in parts
        for cell in (blank if part == " " else (part, look), *(half for _half in range(width - 1)))
    )


def _unshown(found: re.Match[str]) -> str:
    """Return what takes as many cells as Textual counts for a character that is never sent."""
    return "?" * cell_len(found[0])


def _line_difference(pen: Pen, y: int, old: list[Cell | None], new: list[Cell | None]) -> Iterator[str]:
    blank_from = _blank_from(new)
    x = 0
    while x < len(new):
        if old[x] == new[x]:
            x += 1
            continue
        end, alike = x + 1, 0
        while end + alike < len(new) and alike <= _BRIDGED:
            if old[end + alike] == new[end + alike]:
                alike += 1
            else:
                end, alike = end + alike + 1, 0
        yield f"\x1b[{y + 1};{x + 1}H"
        if end > blank_from:
            yield _drawn(pen, new[x : max(x, blank_from)])
            yield pen.change(PLAIN) + _TO_LINE_END
            return
        yield _drawn(pen, new[x:end])
        x = end


def _blank_from(line: list[Cell | None]) -> int:
    """Return from where on a line is blank up to its end, where wiping that end is worth the while."""
    at = len(line)
    while at and line[at - 1] == BLANK:
        at -= 1
    return at if len(line) - at >= _WORTH_WIPING else len(line)


def _drawn(pen: Pen, cells: list[Cell | None]) -> str:
    """Return the texts of cells, and before each what changes the pen to its look."""
    parts: list[str] = []
    now = pen.look
    for cell in cells:
        text, look = cell or BLANK
        if look is not now and look != now and not (cell == BLANK and now.blank_is_plain):
            parts.append(pen.change(look))
            now = look
        parts.append(text)
    return "".join(parts)
