"""A screen of one list that lies over an area."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult

from dutydesk.api import Desk
from dutydesk.tui.widgets.filter_bar import FilterBar
from dutydesk.tui.widgets.line_bar import LineBar, LinePart
from dutydesk.tui.widgets.over import OverScreen
from dutydesk.tui.widgets.table import SelectTable, TableColumn, TableRow
from dutydesk.wording import _

T = TypeVar("T")


class OverListScreen(OverScreen, Generic[T]):
    """A line that says what it is about above a list of things of type `T`, such as the lines of a budget.

    A subclass names `COLUMNS`, `EMPTY`, which says how to begin where nothing is listed, and
    `NOTHING_CHOSEN`; its ``reload`` reads in a thread and then calls
    ``show_list(title, rows, listed, right=...)``, with `listed` the things by the key of their row. Then

    - ``chosen()`` returns the thing at the cursor, or says `NOTHING_CHOSEN` where there is none;
    - ``move_to(key)`` puts the cursor at a row, when the list is shown next;
    - ``title_line`` and ``table`` are its widgets; an action of the subclass that calls ``action_filter``
      opens a filter above the list.
    """

    COLUMNS: ClassVar[tuple[TableColumn, ...]] = ()
    EMPTY: ClassVar[str] = ""
    NOTHING_CHOSEN: ClassVar[str] = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title_line = LineBar()
        self.table = SelectTable(self.COLUMNS, empty=_("Reading..."))
        self.listed: Mapping[str, T] = MappingProxyType({})
        self._wanted = ""

    def compose_body(self) -> ComposeResult:
        """Lay out the line above, the filter and the list."""
        yield self.title_line
        yield FilterBar(self.table)
        yield self.table

    def show_list(
        self,
        title: Iterable[LinePart],
        rows: Iterable[TableRow],
        listed: Mapping[str, T],
        *,
        right: Iterable[LinePart] = (),
    ) -> None:
        """Show the line above and the rows in place of what stands there."""
        self.listed = listed
        self.title_line.show_parts(title, right)
        self.table.empty = self.EMPTY
        self.table.show_rows(rows)
        if self._wanted:
            self.table.move_to(self._wanted)
            self._wanted = ""

    def move_to(self, key: str) -> None:
        """Put the cursor at the row with this key when the list is shown next."""
        self._wanted = key

    def chosen(self) -> T | None:
        """Return the thing at the cursor; say so where there is none."""
        row = self.table.current
        found = None if row is None else self.listed.get(row.key)
        if found is None:
            self.show_message(self.NOTHING_CHOSEN, "warning")
        return found

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterBar).open()
