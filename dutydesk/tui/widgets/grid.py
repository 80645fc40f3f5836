"""The duty grid: names down, days across, a short code where they meet, quick over a thin line."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.grid_pointer import GridPointer
from dutydesk.wording import _, pgettext


class DutyGrid(GridPointer):
    """A grid of `GridModel`, moved through by keyboard and mouse.

    ``DutyGrid(model=EMPTY_MODEL, *, starts="", id=None)``. `starts` are the characters that begin a typed
    code when the grid has the focus, before any binding sees them; once begun, every letter and digit
    belongs to the code. What is typed shows in the cell and is posted as `CellTyped` with the whole text so
    far; the parent decides what it means, and calls `clear_typed` or lets a move or Escape drop it. Escape
    posts a `CellTyped` without text, so that the parent can stop waiting for more; so does a new model in
    which the cell is gone. Letters that begin no code move as in vi: h, j, k, l, 0, $, G.

    - ``show(model)`` replaces everything, keeps by their keys the cursor, the marked block and what is being
      typed, and repaints only what differs.
    - ``update_cell(row, column, cell)``, ``update_row(row)``, ``update_footer(index, column, cell)`` repaint
      only what they name.
    - ``cursor`` is ``(row key, column key)`` or None; ``move_to(row, column)`` sets it.
    - ``selection`` is every ``(row key, column key)`` of the block marked with Shift and the arrows, the
      cursor alone without one.
    - ``typed`` is what is being typed; ``keep_typed(row, column, text)`` puts back what could not be kept,
      and ``mark_typed(style, sign)`` gives it another look until more is typed.

    With the mouse: a click moves, a double click opens, dragging marks a block, and dragging the cell that
    the cursor is on posts `CellDragged`. A click on a name or on a day's header goes to that row or column.

    Posts `CellMoved`, `CellTyped`, `CellActivated` (Enter or a double click), `CellCleared` (Delete) and
    `CellDragged`.
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

    @dataclass
    class CellDragged(Message):
        """What stands in one cell was dragged with the mouse to another."""

        grid: "DutyGrid"
        row: str
        column: str
        to_row: str
        to_column: str

        @property
        def control(self) -> "DutyGrid":
            """The widget that posted it, for Textual's selectors."""
            return self.grid

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("grid.up", "up,k", "move(-1, 0)", _("Up"), _("Go to the row above"), show=False),
        ActionSpec("grid.down", "down,j", "move(1, 0)", _("Down"), _("Go to the row below"), show=False),
        ActionSpec("grid.left", "left,h", "move(0, -1)", _("Left"), _("Go to the day before"), show=False),
        ActionSpec("grid.right", "right,l", "move(0, 1)", _("Right"), _("Go to the day after"), show=False),
        ActionSpec(
            "grid.first-day", "home,0", "edge(0, -1)", _("First day"), _("Go to the first day"), show=False
        ),
        ActionSpec(
            "grid.last-day",
            "end,dollar_sign",
            "edge(0, 1)",
            _("Last day"),
            _("Go to the last day"),
            show=False,
        ),
        ActionSpec("grid.top", "ctrl+home", "edge(-1, -1)", _("Top"), _("Go to the first cell"), show=False),
        ActionSpec(
            "grid.bottom", "ctrl+end", "edge(1, 1)", _("Bottom"), _("Go to the last cell"), show=False
        ),
        ActionSpec("grid.last-row", "G", "edge(1, 0)", _("Last row"), _("Go to the last row"), show=False),
        ActionSpec(
            "grid.mark-row", "ctrl+a", "mark_row", _("Mark row"), _("Mark all days of this row"), show=False
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
        ActionSpec(
            "grid.open", "enter", "activate", pgettext("verb", "Open"), _("Open this cell"), show=False
        ),
        ActionSpec("grid.clear", "delete,backspace", "clear", _("Clear"), _("Empty this cell"), show=False),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    # Moving

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor by so many rows and columns."""
        self._go(self._at[0] + rows, self._at[1] + columns)

    def action_mark(self, rows: int, columns: int) -> None:
        """Stretch the marked block by so many rows and columns."""
        self._go(self._at[0] + rows, self._at[1] + columns, mark=True)

    def action_mark_row(self) -> None:
        """Mark every day of the cursor's row."""
        self._go(self._at[0], 0)
        self._go(self._at[0], len(self._model.columns) - 1, mark=True)

    def action_edge(self, rows: int, columns: int) -> None:
        """Move the cursor to the first or last row and column; 0 leaves it."""
        ends = (len(self._model.rows) - 1, len(self._model.columns) - 1)
        row, column = (
            at if way == 0 else (0 if way < 0 else end)
            for at, way, end in zip(self._at, (rows, columns), ends, strict=True)
        )
        self._go(row, column)

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

    # Typing

    def _type(self, text: str) -> None:
        if self.cursor is None:
            return
        self._set_typed(text)
        self.post_message(self.CellTyped(self, *self.cursor, text))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Tell that the letters that begin a code belong to it, so that no hint offers them."""
        del key
        return character is not None and character in self.starts

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
        elif event.key == "escape" and (self._typed or self._anchor is not None or self._pressed_at):
            event.stop()
            event.prevent_default()
            self.clear_typed()
            self._let_go()
            self._go(*self._at)

    # What is told

    def _moved(self, row: str, column: str) -> None:
        self.post_message(self.CellMoved(self, row, column))

    def _opened(self, row: str, column: str) -> None:
        if (row, column) == self.cursor:
            self.action_activate()

    def _dragged(self, start: tuple[str, str], end: tuple[str, str]) -> None:
        self.post_message(self.CellDragged(self, *start, *end))

    def _typing_dropped(self) -> None:
        if self.cursor is not None:
            self.post_message(self.CellTyped(self, *self.cursor, ""))
