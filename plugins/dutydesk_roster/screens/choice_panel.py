"""A list beneath an area from which one thing is chosen."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from dutydesk.tui.widgets import (
    ActionSpec,
    FilterBar,
    LineBar,
    LinePart,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
)
from dutydesk.wording import _, clauses

Chosen = Callable[[str], object]


class ChoicePanel(Vertical):
    """``ChoicePanel(id=None)``: hidden until ``open(title, chosen)``; ``show_rows(rows)`` fills it.

    Enter or a double click closes it and calls ``chosen(key)`` with the key of the row; Escape closes it.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("choice.filter", "slash", "filter", _("Filter"), _("Narrow the list by a few letters")),
        ActionSpec("choice.close", "escape", "close", _("Close"), _("Choose nothing")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS: ClassVar[str] = """
    ChoicePanel { display: none; height: 55%; border-top: solid $primary; }
    ChoicePanel.-open { display: block; }
    ChoicePanel:ansi { border-top: ascii ansi_default; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.title_line = LineBar()
        self.table = SelectTable(
            (TableColumn("who", "", 11), TableColumn("what", ""), TableColumn("why", "", 22)),
            show_header=False,
            id="choices",
        )
        self.detail_line = LineBar()
        self._chosen: Chosen | None = None
        self._came_from: Widget | None = None

    def compose(self) -> ComposeResult:
        """Lay out the title, the filter, the list, and all of the line at the cursor."""
        yield self.title_line
        yield FilterBar(self.table)
        yield self.table
        yield self.detail_line

    @property
    def is_open(self) -> bool:
        """Whether it waits for a choice."""
        return self._chosen is not None

    def open(self, title: str, chosen: Chosen, empty: str) -> None:
        """Show the panel under `title`, with `empty` as long as there is nothing to choose from."""
        if not self.is_open:
            self._came_from = self.screen.focused
        self._chosen = chosen
        self.title_line.show_parts([LinePart(f" {title}", "strong")])
        self.table.empty = empty
        self.table.show_rows(())
        self.add_class("-open")
        self.table.focus()

    def show_rows(self, rows: Iterable[TableRow]) -> None:
        """Fill the list, unless it was closed in the meantime."""
        if self.is_open:
            self.table.show_rows(rows)

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterBar).open()

    def action_close(self) -> None:
        """Close the panel and go back to where one was."""
        self._chosen = None
        self.query_one(FilterBar).action_drop()
        self.remove_class("-open")
        if self._came_from is not None and self._came_from.is_attached:
            self._came_from.focus()

    @on(SelectTable.RowSelected, "#choices")
    def choose(self, event: SelectTable.RowSelected) -> None:
        """Take the choice."""
        event.stop()
        chosen = self._chosen
        if chosen is not None:
            self.action_close()
            chosen(event.row.key)

    @on(SelectTable.RowMoved, "#choices")
    def keep_to_itself(self, event: SelectTable.RowMoved) -> None:
        """Tell all of the line at the cursor; nobody else need follow it."""
        event.stop()
        cells = event.row.cells if event.row is not None else ()
        self.detail_line.show_parts([LinePart(f" {clauses(each for each in cells[1:] if each)}")])
