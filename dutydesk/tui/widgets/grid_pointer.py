"""The cursor of a duty grid, and the mouse that moves it, marks blocks and drags duties."""

from typing import ClassVar

from textual import events

from dutydesk.tui.widgets.grid_content import GridContent
from dutydesk.tui.widgets.grid_lines import HEADER_LINES
from dutydesk.tui.widgets.grid_model import EMPTY_CELL
from dutydesk.tui.widgets.grid_view import At

DOUBLE_CLICK = 2


class GridPointer(GridContent):
    """A `GridContent` whose cursor can be moved; `DutyGrid` adds the keyboard and says what happened.

    Where a row is one thing and not a person's days, a subclass sets `MOVES_ALONG_ROWS`: what stands in a
    cell is then dragged at once, along its row alone, and no block is marked.
    """

    MOVES_ALONG_ROWS: ClassVar[bool] = False
    _pressed_at: At | None = None
    _drags = False

    # The cursor

    def move_to(self, row: str, column: str) -> None:
        """Put the cursor at a cell; keys that are not there are passed over."""
        at = self._index(row, column)
        if at is not None:
            self._go(*at)

    def _go(self, row: int, column: int, *, mark: bool = False) -> None:
        if not self._model.rows or not self._model.columns:
            return
        row = max(0, min(row, len(self._model.rows) - 1))
        column = max(0, min(column, len(self._model.columns) - 1))
        before, had_block = self._block(), self._anchor is not None
        if (row, column) == self._at and not had_block and not mark:
            return
        self.clear_typed()
        old = self._at
        self._anchor = (self._anchor or self._at) if mark else None
        self._at = (row, column)
        if had_block or mark:
            for changed in range(min(before[0], row), max(before[2], row) + 1):
                self._repaint_row(changed)
        else:
            self._repaint_move(old, self._at)
        self._reveal()
        if self._at != old or had_block:
            self._moved(self._model.rows[row].key, self._model.columns[column].key)

    def _moved(self, row: str, column: str) -> None:
        """Tell that the cursor came to a cell."""

    def _opened(self, row: str, column: str) -> None:
        """Tell that a cell was opened."""

    def _dragged(self, start: tuple[str, str], end: tuple[str, str]) -> None:
        """Tell that what stands in one cell was dragged to another."""

    # The mouse

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll to later days with Shift or Ctrl held; rows are scrolled by the base class."""
        self._scroll_days(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll to earlier days with Shift or Ctrl held."""
        self._scroll_days(event, -1)

    def _scroll_days(self, event: events.MouseEvent, days: int) -> None:
        if event.shift or event.ctrl:
            event.stop()
            event.prevent_default()
            self.scroll_to(self.scroll_x + days * self._layout.cell, animate=False, force=True)

    def _pointed_at(self, event: events.MouseEvent) -> At | None:
        """Return the cell beneath the pointer: of a name its row, of a day's header its column."""
        line, x = event.y - HEADER_LINES, event.x - self._layout.name
        in_rows = 0 <= line < min(self._lines, len(self._model.rows) - self._first_row)
        in_days = 0 <= x < self._layout.days_width
        if in_rows and in_days:
            return self._first_row + line, self._first_column + x // self._layout.cell
        if in_rows and x < 0:
            return self._first_row + line, self._at[1]
        if line < 0 and in_days:
            return self._at[0], self._first_column + x // self._layout.cell
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Move to the cell beneath the pointer, and be ready to mark from there or to drag what is in it."""
        at = self._pointed_at(event)
        if at is None or event.button != 1 or self.cursor is None:
            return
        event.stop()
        on_cell = event.y >= HEADER_LINES and event.x >= self._layout.name
        held = self._cells.get(self._keys(at) or ("", ""), EMPTY_CELL).text
        at_once = self.MOVES_ALONG_ROWS or (at == self._at and self._anchor is None)
        self._drags = on_cell and at_once and bool(held) and not self._typed
        begins = self._drags or (on_cell and not self.MOVES_ALONG_ROWS)
        self._pressed_at = at if begins else None
        if not self._drags or at != self._at:
            self._go(*at, mark=event.shift and not self.MOVES_ALONG_ROWS)
        if begins:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark a block, or show where a duty would be dropped."""
        if self._pressed_at is None:
            return
        event.stop()
        at = self._pointed_at(event)
        if self._drags:
            if at is not None and self.MOVES_ALONG_ROWS:
                at = self._pressed_at[0], at[1]
            self._show_drop(None if at == self._at else at)
        elif at is not None and at != self._at:
            self._go(*at, mark=True)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Drop a duty that is being dragged."""
        if self._pressed_at is None:
            return
        event.stop()
        start, end, drags = self._keys(self._pressed_at), self._drop_at, self._drags
        self._let_go()
        target = None if end is None else self._keys(end)
        if drags and start is not None and target is not None:
            self._dragged(start, target)

    def on_click(self, event: events.Click) -> None:
        """Open the cell at a double click; a single one has moved to it already."""
        at = self._pointed_at(event)
        if at is None:
            return
        event.stop()
        keys = self._keys(at)
        if event.chain >= DOUBLE_CLICK and keys is not None and event.y >= HEADER_LINES:
            self._opened(*keys)

    def _let_go(self) -> None:
        """End a press of the mouse without doing anything."""
        self._show_drop(None)
        self._pressed_at, self._drags = None, False
        self.release_mouse()

    def _show_drop(self, at: At | None) -> None:
        before, self._drop_at = self._drop_at, at
        if before != at:
            for each in (before, at):
                if each is not None:
                    self._drop(each[0])
                    self._repaint_cells(each[0], each[1], each[1])
