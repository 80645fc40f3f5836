"""How the lines of a duty grid are laid out and drawn.

A line is three pieces: the name, the days, the counters. Cells of one style become one run of text, because
a partial refresh sends a line from its left edge and each change of style costs an escape sequence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from dutydesk.tui.widgets.grid_model import GridCell, GridColumn, GridModel
from dutydesk.tui.widgets.text import fit, width_of

CELL_WIDTH = 4
HEADER_LINES = 2
LEAST_NAME = 8
MOST_NAME = 24
WANTED_COLUMNS = 14

StyleOf = Callable[[str], Style]


@dataclass(frozen=True, slots=True)
class GridLayout:
    """The widths of a grid's pieces for one model in one size."""

    name: int
    counters: tuple[int, ...]
    columns: int
    blank: int

    @property
    def counters_width(self) -> int:
        """The cells that all counters take."""
        return sum(self.counters)

    @property
    def days_width(self) -> int:
        """The cells that the whole days in view take."""
        return self.columns * CELL_WIDTH


def lay_out(model: GridModel, width: int) -> GridLayout:
    """Return the widths for `model` in `width` cells.

    The name column gives way first, so that a fortnight stays in view beside it at 80 columns. Only whole
    days are shown; what is left over is blank.
    """
    counters = tuple(
        1
        + max([width_of(title), *(width_of(row.counters[i]) for row in model.rows if i < len(row.counters))])
        for i, title in enumerate(model.counters)
    )
    wanted = 1 + max(
        [width_of(model.corner), *(width_of(row.label) for row in model.rows)]
        + [width_of(footer.label) for footer in model.footers],
        default=0,
    )
    shown_columns = min(WANTED_COLUMNS, len(model.columns))
    room = width - sum(counters) - shown_columns * CELL_WIDTH
    name = max(LEAST_NAME, min(wanted, MOST_NAME, room))
    columns = max(0, min(len(model.columns), (width - name - sum(counters)) // CELL_WIDTH))
    blank = max(0, width - name - columns * CELL_WIDTH - sum(counters))
    return GridLayout(name, counters, columns, blank)


class Runs:
    """Collects text in styles and joins neighbours of one style into one segment."""

    def __init__(self) -> None:
        self._segments: list[Segment] = []

    def add(self, text: str, style: Style) -> None:
        """Add `text`; an empty one is passed over."""
        if not text:
            return
        if self._segments and self._segments[-1].style == style:
            self._segments[-1] = Segment(self._segments[-1].text + text, style)
        else:
            self._segments.append(Segment(text, style))

    def strip(self, width: int, base: Style) -> Strip:
        """Return the runs as a strip of exactly `width` cells."""
        return Strip(self._segments).adjust_cell_length(width, base)


def cell_text(cell: GridCell) -> str:
    """Return what a cell shows, exactly `CELL_WIDTH` cells wide: its text and, right behind it, its sign."""
    if not cell.sign:
        return fit(cell.text, CELL_WIDTH)
    sign = fit(cell.sign, 1)
    text = fit(cell.text, CELL_WIDTH - 1).rstrip(" ")
    return text + sign + " " * (CELL_WIDTH - 1 - width_of(text))


def place_text(first: int, columns: Sequence[GridColumn], model: GridModel, layout: GridLayout) -> str:
    """Return which columns are in view, and of how many where that leaves a gap before the first."""
    if not columns:
        return ""
    place = f"{first + 1}-{first + len(columns)}"
    whole = f"{place}/{len(model.columns)}"
    return whole if len(whole) < layout.name else place


def add_cells(runs: Runs, cells: Sequence[GridCell], style_of: StyleOf) -> None:
    """Add `cells` side by side, each in its style."""
    for cell in cells:
        runs.add(cell_text(cell), style_of(cell.style))


def add_counters(runs: Runs, texts: Sequence[str], layout: GridLayout, style: Style) -> None:
    """Add the counters at the right edge, aligned to the right as numbers are."""
    runs.add(" " * layout.blank, style)
    for index, width in enumerate(layout.counters):
        runs.add(fit(texts[index] if index < len(texts) else "", width, "right"), style)
