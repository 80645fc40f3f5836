"""The board: a line for each desk, sorted and narrowed, kept up to date in a thread."""

import threading
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from dutydesk.api import DataProblem
from dutydesk.bureau.board import Board
from dutydesk.bureau.board_row import CHANGED, PRESSING, SCHOOL, BoardRow, in_order, standings_told
from dutydesk.tui.bureau.board_lines import (
    board_columns,
    board_lines,
    details,
    head_parts,
    sort_title,
)
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.area import fault_text
from dutydesk.tui.widgets.faults import FAULTS
from dutydesk.tui.widgets.filter_bar import FilterBar
from dutydesk.tui.widgets.key_bar import KeyBar
from dutydesk.tui.widgets.line_bar import LineBar, LinePart
from dutydesk.tui.widgets.message_bar import MessageBar
from dutydesk.tui.widgets.table import SelectTable
from dutydesk.tui.widgets.text import fit
from dutydesk.wording import _

LOOK_SECONDS = 2.0
_SHOWN_AT_ONCE = 10
_DETAIL_LINES = 4


class BoardScreen(Screen[None], inherit_bindings=False):
    """Shows what is kept at once, and each line anew as it is renewed; Enter calls ``open_desk(row)``."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("bureau.sort", "s", "sort", _("Sort"), _("Sort by the next column")),
        ActionSpec("bureau.filter", "slash", "filter", _("Filter"), _("Show only what holds a text")),
        ActionSpec("bureau.look", "r", "look", _("Look anew"), _("Look at every desk now")),
        ActionSpec("bureau.unfilter", "escape", "unfilter", _("Show all"), _("Drop the filter"), show=False),
        ActionSpec(
            "bureau.next", "tab", "app.focus_next", _("Next part"), _("Go to the next part"), show=False
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    BoardScreen { layout: vertical; }
    BoardScreen > #board-head { background: $panel; }
    BoardScreen > #board-detail { height: 4; padding: 0 1; color: $foreground 80%; }
    BoardScreen > #board-head:ansi { background: ansi_default; }
    BoardScreen > #board-detail:ansi { color: ansi_default; }
    """

    def __init__(
        self, name: str, open_board: Callable[[], Board], open_desk: Callable[[BoardRow], object]
    ) -> None:
        super().__init__()
        self._bureau_name = name
        self._open_board = open_board
        self._open_desk = open_desk
        self._rows: tuple[BoardRow, ...] = ()
        self._sorting = PRESSING
        self._wake = threading.Event()
        self._over = threading.Event()
        self.head = LineBar(id="board-head")
        self.list = SelectTable(board_columns(()), empty=_("Looking at the desks..."), id="board")
        self.detail = Static("", id="board-detail")
        self.message_bar = MessageBar()

    def compose(self) -> ComposeResult:
        """Lay out the totals, the desks, and what more is known of one."""
        yield self.head
        yield FilterBar(self.list)
        yield self.list
        yield self.detail
        yield self.message_bar
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to look."""
        self.title = _("Board")
        self.list.focus()
        self._show((), looked=False)
        self.run_worker(self._follow, thread=True, group="follow", exit_on_error=False)

    def on_unmount(self) -> None:
        """Look no more."""
        self._over.set()
        self._wake.set()

    # Following the desks, in a thread

    def _follow(self) -> None:
        board: Board | None = None
        while not self._over.is_set():
            self._wake.clear()
            try:
                board = board or self._open_board()
                self._tell(board.look())
                for number, _row in enumerate(board.renew(self._over.is_set), start=1):
                    if number % _SHOWN_AT_ONCE == 0:
                        self._tell(board.rows)
                self._tell(board.rows)
            except DataProblem as problem:
                self._tell_fault(str(problem))
            except FAULTS as error:  # a plugin's fault must not end the program
                self._tell_fault(fault_text(error))
            self._wake.wait(LOOK_SECONDS)

    def _tell(self, rows: Sequence[BoardRow]) -> None:
        if not self._over.is_set():
            self.app.call_from_thread(self._show, tuple(rows))

    def _tell_fault(self, text: str) -> None:
        if not self._over.is_set():
            self.app.call_from_thread(self.message_bar.show_message, text, "error")

    # Showing

    def _show(self, rows: tuple[BoardRow, ...], *, looked: bool = True) -> None:
        self._rows = rows
        told = standings_told(rows)
        columns = board_columns(told)
        if columns != self.list.columns:
            self.list.show_columns(columns)
        if looked:
            self.list.empty = _("There are no desks yet. `dutydesk bureau add NAME` makes one.")
        self.list.show_rows(board_lines(in_order(rows, self._sorting), told))
        order = _(" s: by {what} ").format(what=sort_title(self._sorting, told))
        self.head.show_parts(
            head_parts(self._bureau_name, rows, told), [LinePart(order, "muted", "screen.sort")]
        )
        self._show_detail()

    def _show_detail(self) -> None:
        lines = details(self.chosen)[:_DETAIL_LINES]
        width = max(1, self.detail.size.width - 2)
        self.detail.update(Content("\n".join(fit(line, width).rstrip() for line in lines)))

    @property
    def chosen(self) -> BoardRow | None:
        """The desk at the cursor."""
        row = self.list.current
        return next((each for each in self._rows if row is not None and each.place.name == row.key), None)

    @on(SelectTable.RowMoved)
    def follow_cursor(self, event: SelectTable.RowMoved) -> None:
        """Tell more of the desk at the cursor."""
        event.stop()
        self._show_detail()

    @on(SelectTable.WidthChanged)
    def fit_detail(self, event: SelectTable.WidthChanged) -> None:
        """Cut what is told of a desk for the width there is."""
        event.stop()
        self._show_detail()

    @on(SelectTable.RowSelected)
    def open_desk(self, event: SelectTable.RowSelected) -> None:
        """Open the chosen desk."""
        event.stop()
        row = self.chosen
        if row is not None:
            self._open_desk(row)

    # What can be done

    def action_sort(self) -> None:
        """Sort by the next column."""
        told = standings_told(self._rows)
        keys = (PRESSING, *(each.key for each in told), CHANGED, SCHOOL)
        at = keys.index(self._sorting) if self._sorting in keys else -1
        self._sorting = keys[(at + 1) % len(keys)]
        self._show(self._rows)
        self.message_bar.show_message(_("Sorted by {what}.").format(what=sort_title(self._sorting, told)))

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterBar).open()

    def action_unfilter(self) -> None:
        """Drop the filter."""
        self.query_one(FilterBar).drop_if_open()

    def action_look(self) -> None:
        """Look at every desk now."""
        self._wake.set()
