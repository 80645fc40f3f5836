"""The duty grid: names down, days across, a short code where they meet, quick over a thin line."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.grid_lines import CELL_WIDTH, HEADER_LINES
from dutydesk.tui.widgets.grid_view import GridView
from dutydesk.wording import _

DOUBLE_CLICK = 2


class DutyGrid(GridView):
    """A grid of `GridModel`, moved through by keyboard and mouse.

    ``DutyGrid(model=EMPTY_MODEL, *, starts="", id=None)``. `starts` are the characters that begin a typed
    code when the grid has the focus, before any binding sees them; once begun, every letter and digit
    belongs to the code. What is typed shows in the cell and is posted as `CellTyped` with the whole text so
    far; the parent decides what it means, and calls `clear_typed` or lets a move or Escape drop it. Escape
    posts a `CellTyped` without text, so that the parent can stop waiting for more.

    - ``show(model)`` replaces everything, keeps the cursor by its keys, and repaints only lines that differ.
    - ``update_cell(row, column, cell)``, ``update_row(row)``, ``update_footer(index, column, cell)`` repaint
      only what they name.
    - ``cursor`` is ``(row key, column key)`` or None; ``move_to(row, column)`` sets it.
    - ``selection`` is every ``(row key, column key)`` of the block marked with Shift and the arrows, the
      cursor alone without one.

    Posts `CellMoved`, `CellTyped`, `CellActivated` (Enter or a double click) and `CellCleared` (Delete).
    """

    @dataclass
    class CellMoved(Message):
        """The cursor came to a cell."""

        grid: "DutyGrid"
        row: str
        column: str

        @property
        def control(self) -> "DutyGrid":
            """The widget that posted it, for Textual's selectors."""
            return self.grid

        def can_replace(self, message: Message) -> bool:
            """Let the newest of several moves stand for all."""
            return isinstance(message, DutyGrid.CellMoved) and message.grid is self.grid

    @dataclass
    class CellTyped(Message):
        """A code is being typed at a cell; `text` is all of it so far."""

        grid: "DutyGrid"
        row: str
        column: str
        text: str

        @property
        def control(self) -> "DutyGrid":
            """The widget that posted it, for Textual's selectors."""
            return self.grid

    @dataclass
    class CellActivated(Message):
        """A cell was opened by Enter or a double click."""

        grid: "DutyGrid"
        row: str
        column: str

        @property
        def control(self) -> "DutyGrid":
            """The widget that posted it, for Textual's selectors."""
            return self.grid

    @dataclass
    class CellCleared(Message):
        """A cell is to be emptied."""

        grid: "DutyGrid"
        row: str
        column: str

        @property
        def control(self) -> "DutyGrid":
            """The widget that posted it, for Textual's selectors."""
            return self.grid

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("grid.up", "up", "move(-1, 0)", _("Up"), _("Go to the person above"), show=False),
        ActionSpec("grid.down", "down", "move(1, 0)", _("Down"), _("Go to the person below"), show=False),
        ActionSpec("grid.left", "left", "move(0, -1)", _("Left"), _("Go to the day before"), show=False),
        ActionSpec("grid.right", "right", "move(0, 1)", _("Right"), _("Go to the day after"), show=False),
        ActionSpec(
            "grid.first-day", "home", "edge(0, -1)", _("First day"), _("Go to the first day"), show=False
        ),
        ActionSpec("grid.last-day", "end", "edge(0, 1)", _("Last day"), _("Go to the last day"), show=False),
        ActionSpec("grid.top", "ctrl+home", "edge(-1, -1)", _("Top"), _("Go to the first cell"), show=False),
        ActionSpec(
            "grid.bottom", "ctrl+end", "edge(1, 1)", _("Bottom"), _("Go to the last cell"), show=False
        ),
        ActionSpec("grid.page-up", "pageup", "page(-1)", _("Page up"), _("Go up by a page"), show=False),
        ActionSpec(
            "grid.page-down", "pagedown", "page(1)", _("Page down"), _("Go down by a page"), show=False
        ),
        ActionSpec(
            "grid.mark-up", "shift+up", "mark(-1, 0)", _("Mark up"), _("Mark a block upwards"), show=False
        ),
        ActionSpec(
            "grid.mark-down",
            "shift+down",
            "mark(1, 0)",
            _("Mark down"),
            _("Mark a block downwards"),
            show=False,
        ),
        ActionSpec(
            "grid.mark-left", "shift+left", "mark(0, -1)", _("Mark left"), _("Mark days before"), show=False
        ),
        ActionSpec(
            "grid.mark-right", "shift+right", "mark(0, 1)", _("Mark right"), _("Mark days after"), show=False
        ),
        ActionSpec("grid.open", "enter", "activate", _("Open"), _("Open this cell"), show=False),
        ActionSpec("grid.clear", "delete,backspace", "clear", _("Clear"), _("Empty this cell"), show=False),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    # Moving

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
        self._typed = ""
        old_row, old_column = self._at
        if mark:
            self._anchor = self._anchor or self._at
        else:
            self._anchor = None
        if (row, column) == self._at and not had_block:
            return
        self._at = (row, column)
        if had_block or mark:
            for changed in range(min(before[0], row), max(before[2], row) + 1):
                self._repaint_row(changed)
        else:
            self._repaint_move((old_row, old_column), self._at)
        self._reveal()
        self.post_message(self.CellMoved(self, self._model.rows[row].key, self._model.columns[column].key))

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor by so many rows and columns."""
        self._go(self._at[0] + rows, self._at[1] + columns)

    def action_mark(self, rows: int, columns: int) -> None:
        """Stretch the marked block by so many rows and columns."""
        self._go(self._at[0] + rows, self._at[1] + columns, mark=True)

    def action_edge(self, rows: int, columns: int) -> None:
        """Move the cursor to the first or last row and column; 0 leaves it."""
        ends = (len(self._model.rows) - 1, len(self._model.columns) - 1)
        row = self._at[0] if rows == 0 else (0 if rows < 0 else ends[0])
        self._go(row, 0 if columns < 0 else ends[1])

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self._go(self._at[0] + pages * max(1, self._lines - 1), self._at[1])

    def action_activate(self) -> None:
        """Open the cell at the cursor."""
        if self.cursor is not None:
            self.post_message(self.CellActivated(self, *self.cursor))

    def action_clear(self) -> None:
        """Take back the last typed character, or else empty the cell at the cursor."""
        if self.cursor is None:
            return
        if self._typed:
            self._type(self._typed[:-1])
        else:
            self.post_message(self.CellCleared(self, *self.cursor))

    # Typing and the mouse

    def _type(self, text: str) -> None:
        if self.cursor is None:
            return
        self._typed = text
        self._repaint_cells(self._at[0], self._at[1], self._at[1])
        self.post_message(self.CellTyped(self, *self.cursor, text))

    def on_key(self, event: events.Key) -> None:
        """Take the characters that begin or continue a code; leave every other key to the bindings."""
        if event.key == "escape" and self.cursor is not None:
            self.post_message(self.CellTyped(self, *self.cursor, ""))
        character = event.character if event.is_printable else None
        if character is not None and (
            character in self.starts or (self._typed and not character.isspace() and character.isalnum())
        ):
            event.stop()
            event.prevent_default()
            self._type(self._typed + character)
        elif event.key == "escape" and (self._typed or self._anchor is not None):
            event.stop()
            event.prevent_default()
            self.clear_typed()
            self._go(*self._at)

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
            self.scroll_to(self.scroll_x + days * CELL_WIDTH, animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Move to the clicked cell; open it on a double click."""
        column = (event.x - self._layout.name) // CELL_WIDTH
        line = event.y - HEADER_LINES
        in_view = 0 <= line < min(self._lines, len(self._model.rows))
        if not in_view or not 0 <= column < self._layout.columns:
            return
        event.stop()
        self._go(self._first_row + line, self._first_column + column)
        if event.chain >= DOUBLE_CLICK:
            self.action_activate()
