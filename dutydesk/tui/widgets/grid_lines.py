"""How the lines of a duty grid are laid out and drawn.

A line is three pieces: the name, the days, the counters. Cells of one style become one run of text, because
a partial refresh sends a line from its left edge and each change of style costs an escape sequence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from dutydesk.tui.widgets.grid_model import CELL_WIDTH, GridCell, GridColumn, GridModel, GridRow
from dutydesk.tui.widgets.text import fit, width_of

HEADER_LINES = 2
LEAST_NAME = 8
EASY_NAME = 12
WANTED_COLUMNS = 14

StyleOf = Callable[[str], Style]


@dataclass(frozen=True, slots=True)
class GridLayout:
    """The widths of a grid's pieces for one model in one size; `counters` are only those that are shown."""

    name: int = 0
    counters: tuple[int, ...] = ()
    columns: int = 0
    blank: int = 0
    cell: int = CELL_WIDTH

    @property
    def counters_width(self) -> int:
        """The cells that all counters take."""
        return sum(self.counters)

    @property
    def days_width(self) -> int:
        """The cells that the whole days in view take."""
        return self.columns * self.cell


def lay_out(model: GridModel, width: int) -> GridLayout:
    """Return the widths for `model` in `width` cells.

    A fortnight stays in view at 80 columns: for it the names are cut first, then counters left out from the
    last. Only whole days are shown. Where all days have room, their cells grow as far as the model likes.
    """
    least, most = model.cell_widths
    wanted = 1 + max(
        [width_of(model.corner), *(_label_width(row) for row in model.rows)]
        + [width_of(footer.label) for footer in model.footers],
        default=0,
    )
    room = width - min(WANTED_COLUMNS, len(model.columns)) * least
    name = max(LEAST_NAME, min(wanted, EASY_NAME))
    counters = _counters_in(model, room - name)
    if len(counters) < len(model.counters):
        name = LEAST_NAME
        counters = _counters_in(model, room - name)
    name = max(LEAST_NAME, min(wanted, model.most_name, room - sum(counters)))
    days = max(0, width - name - sum(counters))
    cell = least
    if model.columns:
        cell = max(least, min(most, days // len(model.columns)))
    columns = min(len(model.columns), days // cell)
    return GridLayout(name, counters, columns, max(0, days - columns * cell), cell)


def _label_width(row: GridRow) -> int:
    return width_of(row.label) + (1 + width_of(row.tail) if row.tail else 0)


def _counters_in(model: GridModel, room: int) -> tuple[int, ...]:
    """Return the widths of as many counters as fit into `room`."""
    widths: list[int] = []
    for index, title in enumerate(model.counters):
        texts = (row.counters[index] for row in model.rows if index < len(row.counters))
        width = 1 + max(width_of(title), max(map(width_of, set(texts)), default=0))
        if index < len(model.counter_widths):
            width = max(width, model.counter_widths[index])
        if sum(widths) + width > room:
            break
        widths.append(width)
    return tuple(widths)


class Runs:
    """Collects text in styles and joins neighbours that look alike into one segment."""

    def __init__(self) -> None:
        self._segments: list[Segment] = []

    def add(self, text: str, style: Style) -> None:
        """Add `text`; an empty one is passed over, and blank cells go on in the style before them."""
        if not text:
            return
        if self._segments:
            before = self._segments[-1]
            if before.style is not None and (
                before.style == style or (text.isspace() and _same_ground(before.style, style))
            ):
                self._segments[-1] = Segment(before.text + text, before.style)
                return
        self._segments.append(Segment(text, style))

    def strip(self, width: int, base: Style) -> Strip:
        """Return the runs as a strip of exactly `width` cells."""
        return Strip(self._segments).adjust_cell_length(width, base)


def _same_ground(one: Style, other: Style) -> bool:
    """Tell whether a blank looks alike in both styles."""
    drawn = one.reverse or other.reverse or one.underline or other.underline
    return not drawn and one.bgcolor == other.bgcolor


def cell_text(cell: GridCell, width: int = CELL_WIDTH) -> str:
    """Return what a cell shows in exactly `width` cells: its text and, right behind it, its signs."""
    for longer in cell.longer:
        left = width - width_of(longer)
        if left > 0:
            signs = cell.sign[: left - 1] or cell.sign[:1]
            return fit(longer + signs, width)
    if not cell.sign:
        return fit(cell.text, width)
    text = fit(cell.text, min(width - 1, width_of(cell.text)))
    room = width - width_of(text)
    return text + fit(cell.sign[: max(1, room - 1)], room)


def label_text(row: GridRow, width: int) -> str:
    """Return the name of a row in exactly `width` cells; its tail stays whole where both have room."""
    tail = width_of(row.tail)
    if row.brief and _label_width(row) > width:
        return fit(row.brief, width)
    if not tail or tail + 1 >= width:
        return fit(row.label, width)
    name = fit(row.label, min(width_of(row.label), width - tail - 1))
    return name + " " + fit(row.tail, width - 1 - width_of(name))


def head_text(column: GridColumn, line: int, width: int) -> str:
    """Return a line of a day's header; today's weekday stands between angle brackets."""
    if line == 0:
        return fit(f">{column.top}<" if column.today else column.top, width)
    return cell_text(GridCell(column.bottom, sign=column.sign), width)


def place_text(first: int, columns: Sequence[GridColumn], model: GridModel, layout: GridLayout) -> str:
    """Return which columns are in view, and of how many where that leaves a gap before the first."""
    if not columns:
        return ""
    place = f"{first + 1}-{first + len(columns)}"
    whole = f"{place}/{len(model.columns)}"
    return whole if len(whole) < layout.name else place


def add_cells(runs: Runs, cells: Sequence[GridCell], style_of: StyleOf, width: int) -> None:
    """Add `cells` side by side, each in its style."""
    for cell in cells:
        runs.add(cell_text(cell, width), style_of(cell.style))


def add_counters(runs: Runs, texts: Sequence[str], layout: GridLayout, style: Style) -> None:
    """Add the counters at the right edge, aligned to the right as numbers are."""
    runs.add(" " * layout.blank, style)
    for index, width in enumerate(layout.counters):
        runs.add(fit(texts[index] if index < len(texts) else "", width, "right"), style)
