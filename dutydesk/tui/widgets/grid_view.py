"""The looks of the duty grid: where things stand, and how its lines are drawn.

It is drawn line by line, because a table widget that repaints whole sends tens of kilobytes for one cell.
"""

from collections.abc import Collection
from typing import ClassVar

from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from dutydesk.tui.widgets.grid_lines import (
    HEADER_LINES,
    GridLayout,
    Runs,
    add_cells,
    add_counters,
    cell_text,
    head_text,
    label_text,
    lay_out,
    place_text,
)
from dutydesk.tui.widgets.grid_model import EMPTY_CELL, EMPTY_MODEL, GridCell, GridModel
from dutydesk.tui.widgets.text import fit

SCROLL_COLUMNS = 7
DAYS_BEFORE = 2
TYPED_SIGN = "_"
_CURSOR = Style(reverse=True, bold=True)
_FAINT_CURSOR = Style(underline=True, bold=True)
_MARKED = Style(reverse=True)
_DROP = Style(reverse=True, underline=True)
_HERE = Style(underline=True, bold=True)
_STYLES = ("header", "name", "muted", "strong", "accent", "good", "warning", "error")

At = tuple[int, int]
"""A row and a column by their places in the model."""


class GridView(ScrollView, can_focus=True, inherit_bindings=False):
    """A `GridModel` on the screen, with a cursor; what derives from it changes what it shows."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"duty-grid--{name}" for name in _STYLES}
    DEFAULT_CSS = """
    GridView {
        height: 1fr;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        & > .duty-grid--header { text-style: bold; color: $primary; }
        & > .duty-grid--muted { color: $foreground 60%; }
        & > .duty-grid--strong { text-style: bold; }
        & > .duty-grid--accent { color: $accent; }
        & > .duty-grid--good { color: $success; }
        & > .duty-grid--warning { color: $warning; text-style: bold; }
        & > .duty-grid--error { color: $error; text-style: bold; }
        &:ansi > .duty-grid--header { color: ansi_default; }
        &:ansi > .duty-grid--muted { color: ansi_default; }
    }
    """

    def __init__(
        self,
        model: GridModel = EMPTY_MODEL,
        *,
        starts: Collection[str] = "",
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        self.starts = frozenset(starts)
        self._model = model
        self._cells = dict(model.cells)
        self._at: At = (0, 0)
        self._anchor: At | None = None
        self._drop_at: At | None = None
        self._typed = ""
        self._typed_look = GridCell(sign=TYPED_SIGN)
        self._layout = GridLayout()
        self._row_cache: dict[int, list[GridCell]] = {}
        self._strip_cache: dict[int, Strip] = {}
        self._style_cache: dict[str, Style] = {}

    # Where things stand

    @property
    def cursor(self) -> tuple[str, str] | None:
        """The keys of the row and the column at the cursor, None in an empty grid."""
        return self._keys(self._at)

    @property
    def selection(self) -> tuple[tuple[str, str], ...]:
        """The keys of every marked cell, row by row; the cursor alone where no block is marked."""
        if self.cursor is None:
            return ()
        top, left, bottom, right = self._block()
        return tuple(
            (row.key, column.key)
            for row in self._model.rows[top : bottom + 1]
            for column in self._model.columns[left : right + 1]
        )

    def _keys(self, at: At) -> tuple[str, str] | None:
        rows, columns = self._model.rows, self._model.columns
        if not (0 <= at[0] < len(rows) and 0 <= at[1] < len(columns)):
            return None
        return rows[at[0]].key, columns[at[1]].key

    @property
    def _view(self) -> Size:
        return self.scrollable_content_region.size

    @property
    def _lines(self) -> int:
        return max(0, self._view.height - HEADER_LINES - len(self._model.footers))

    @property
    def _first_row(self) -> int:
        return round(self.scroll_y)

    @property
    def _first_column(self) -> int:
        most = max(0, len(self._model.columns) - self._layout.columns)
        return min(most, -(-round(self.scroll_x) // self._layout.cell))

    def _line_of(self, row: int) -> int | None:
        line = row - self._first_row
        return HEADER_LINES + line if 0 <= line < self._lines else None

    def _x_of(self, column: int) -> int | None:
        place = column - self._first_column
        return self._layout.name + place * self._layout.cell if 0 <= place < self._layout.columns else None

    def _footer_line(self, index: int) -> int:
        return HEADER_LINES + min(self._lines, len(self._model.rows)) + index

    def _block(self) -> tuple[int, int, int, int]:
        row, column = self._at
        other_row, other_column = self._anchor or self._at
        return min(row, other_row), min(column, other_column), max(row, other_row), max(column, other_column)

    # Laying out

    def _arrange(self) -> None:
        self._layout = lay_out(self._model, self._view.width)
        self._row_cache.clear()
        self._strip_cache.clear()
        hidden = max(0, len(self._model.columns) - self._layout.columns)
        height = HEADER_LINES + len(self._model.rows) + len(self._model.footers)
        self.virtual_size = Size(self._view.width + hidden * self._layout.cell, height)
        self.refresh()
        if self.is_mounted:
            self.call_after_refresh(self._reveal)

    def on_resize(self) -> None:
        """Lay the grid out anew for another size."""
        self._arrange()

    def on_focus(self) -> None:
        """Show the cursor strongly."""
        self._repaint_cells(self._at[0], self._at[1], self._at[1])

    def on_blur(self) -> None:
        """Show the cursor faintly; what is half typed stays."""
        self._repaint_cells(self._at[0], self._at[1], self._at[1])

    def notify_style_update(self) -> None:
        """Draw everything anew in the styles of another theme."""
        super().notify_style_update()
        self._style_cache.clear()
        self._strip_cache.clear()

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Draw the lines for other days."""
        self._strip_cache.clear()
        super().watch_scroll_x(old_value, new_value)

    def _reveal(self) -> None:
        """Scroll so that the cursor is in view, by several days or rows at a time to repaint less often.

        After a jump to later days, those that follow are in view rather than those before.
        """
        row, column = self._at
        first_row, first_column, lines = self._first_row, self._first_column, self._lines
        step = max(1, lines // 3)
        if row < first_row:
            first_row = max(0, min(row, first_row - step))
        elif lines and row >= first_row + lines:
            first_row = max(row - lines + 1, min(first_row + step, len(self._model.rows) - lines))
        if column < first_column:
            first_column = max(0, min(column, first_column - SCROLL_COLUMNS))
        elif self._layout.columns and column >= first_column + self._layout.columns:
            most = len(self._model.columns) - self._layout.columns
            is_jump = column > first_column + self._layout.columns
            wanted = column - DAYS_BEFORE if is_jump else first_column + SCROLL_COLUMNS
            first_column = max(column - self._layout.columns + 1, min(wanted, most))
        if (first_row, first_column) != (self._first_row, self._first_column):
            self.scroll_to(first_column * self._layout.cell, first_row, animate=False, force=True)

    # Repainting

    def _drop(self, row: int) -> None:
        self._row_cache.pop(row, None)
        self._strip_cache.pop(row, None)

    def _repaint_row(self, row: int, width: int | None = None) -> None:
        self._drop(row)
        line = self._line_of(row)
        if line is not None:
            self.refresh(Region(0, line, self._view.width if width is None else width, 1))

    def _repaint_move(self, old: At, new: At) -> None:
        """Repaint what a move changes: two cells, and the name and day number that point at them."""
        cell = self._layout.cell
        if old[0] == new[0]:
            self._repaint_cells(new[0], min(old[1], new[1]), max(old[1], new[1]))
        else:
            for row, column in (old, new):
                line, x = self._line_of(row), self._x_of(column)
                if line is not None:
                    self.refresh(Region(0, line, self._layout.name if x is None else x + cell, 1))
        if old[1] != new[1]:
            xs = [x for column in (old[1], new[1]) if (x := self._x_of(column)) is not None]
            for x in xs:
                self.refresh(Region(x, HEADER_LINES - 1, cell, 1))

    def _repaint_cells(self, row: int, first: int, last: int) -> None:
        line = self._line_of(row)
        shown = [x for column in range(first, last + 1) if (x := self._x_of(column)) is not None]
        if line is not None and shown:
            self.refresh(Region(shown[0], line, shown[-1] - shown[0] + self._layout.cell, 1))

    # Drawing

    def _style(self, name: str) -> Style:
        if name not in self._style_cache:
            base = self.rich_style
            if name in _STYLES:
                base += self.get_component_rich_style(f"duty-grid--{name}", partial=True)
            self._style_cache[name] = base
        return self._style_cache[name]

    def _cells_of(self, row: int) -> list[GridCell]:
        if row not in self._row_cache:
            key = self._model.rows[row].key
            self._row_cache[row] = [
                self._cells.get((key, column.key), EMPTY_CELL) for column in self._model.columns
            ]
        return self._row_cache[row]

    def render_line(self, y: int) -> Strip:
        """Return one line of the widget as it is in view."""
        width, base = self._view.width, self._style("")
        if y < HEADER_LINES:
            return self._header(y)
        rows_in_view = min(self._lines, len(self._model.rows))
        if y < HEADER_LINES + rows_in_view:
            return self._row(self._first_row + y - HEADER_LINES)
        footer = y - HEADER_LINES - rows_in_view
        if footer < len(self._model.footers) and self._model.rows:
            return self._footer(footer)
        return Strip.blank(width, base)

    def _header(self, line: int) -> Strip:
        first, layout = self._first_column, self._layout
        style = self._style("header")
        columns = self._model.columns[first : first + layout.columns]
        hidden = len(self._model.columns) - len(columns)
        runs = Runs()
        if line == 0:
            runs.add(fit(self._model.corner, layout.name), style)
        else:
            place = place_text(first, columns, self._model, layout) if hidden else ""
            runs.add(fit(place, layout.name), style)
        for index, column in enumerate(columns, start=first):
            look = style + self._style(column.style) if column.style else style
            text = head_text(column, line, layout.cell)
            runs.add(text, look + _HERE if line and index == self._at[1] else look)
        add_counters(runs, self._model.counters if line else (), layout, style)
        return runs.strip(self._view.width, self._style(""))

    def _footer(self, index: int) -> Strip:
        first, footer, runs = self._first_column, self._model.footers[index], Runs()
        runs.add(fit(footer.label, self._layout.name - 1), self._style("header"))
        runs.add(" ", self._style(""))
        cells = list(footer.cells[first : first + self._layout.columns])
        cells += [EMPTY_CELL] * (self._layout.columns - len(cells))
        add_cells(runs, cells, self._style, self._layout.cell)
        return runs.strip(self._view.width, self._style(""))

    def _row(self, row: int) -> Strip:
        if row >= len(self._model.rows):
            return Strip.blank(self._view.width, self._style(""))
        top, left, bottom, right = self._block()
        if top <= row <= bottom:
            return self._draw_row(row, left, right)
        if self._drop_at is not None and row == self._drop_at[0]:
            return self._draw_row(row, 0, -1)
        if row not in self._strip_cache:
            self._strip_cache[row] = self._draw_row(row, 0, -1)
        return self._strip_cache[row]

    def _draw_row(self, row: int, left: int, right: int) -> Strip:
        first, layout, known = self._first_column, self._layout, self._model.rows[row]
        runs = Runs()
        style = self._style(known.style)
        runs.add(label_text(known, layout.name - 1), style + _HERE if row == self._at[0] else style)
        runs.add(" ", self._style(""))
        cells = self._cells_of(row)
        for column in range(first, min(first + layout.columns, len(cells))):
            cell = cells[column]
            if (row, column) == self._at and self._typed:
                cell = GridCell(self._typed, self._typed_look.style, self._typed_look.sign)
            style = self._style(cell.style)
            if (row, column) == self._drop_at:
                style += _DROP
            elif (row, column) == self._at:
                style += _CURSOR if self.has_focus else _FAINT_CURSOR
            elif left <= column <= right:
                style += _MARKED
            runs.add(cell_text(cell, layout.cell), style)
        add_counters(runs, known.counters, layout, self._style(""))
        return runs.strip(self._view.width, self._style(""))
