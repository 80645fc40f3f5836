"""A screen of one thing, told in one list with headings, that lies over an area."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult

from dutydesk.api import DataProblem, Desk
from dutydesk.api.holding import occurrence_state_name, wall_now
from dutydesk.domain import Occurrence
from dutydesk.tui.widgets.days import day_name
from dutydesk.tui.widgets.line_bar import LineBar, LinePart
from dutydesk.tui.widgets.over import OverScreen
from dutydesk.tui.widgets.table import SelectTable, TableColumn, TableRow
from dutydesk.wording import phrases

T = TypeVar("T")


class OverPageScreen(OverScreen, Generic[T]):
    """A line that says what it is, a list of all that is told of it, and what is known of one line.

    A subclass names `COLUMNS`, `READING`, which stands in the list before there is a thing, `NOT_YET`, which
    refuses an action then, and `OFFERED_AT`: by an action, how the keys of those lines begin at which it is
    offered to be clicked, as the key bar may have no room for it. It gives `head_parts`, `rows` and
    `detail`; its ``reload`` reads in a thread and then calls ``show_page(thing)``.
    """

    COLUMNS: ClassVar[tuple[TableColumn, ...]] = ()
    READING: ClassVar[str] = ""
    NOT_YET: ClassVar[str] = ""
    OFFERED_AT: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType({})
    DEFAULT_CSS = """
    OverPageScreen.-form-open SelectTable { min-height: 3; }
    """

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(desk)
        self.key = key
        self.page: T | None = None
        self.head_line = LineBar(id="page-head")
        self.list = SelectTable(self.COLUMNS, show_header=False, empty=self.READING, id="page-list")
        self.detail_line = LineBar(id="page-detail")

    def compose_body(self) -> ComposeResult:
        """Lay out what it is, the list, and what is known of its line."""
        yield self.head_line
        yield self.list
        yield self.detail_line

    def head_parts(self, page: T) -> Sequence[LinePart]:
        """Return the line that says what it is."""
        raise NotImplementedError

    def rows(self, page: T, width: int) -> Iterable[TableRow]:
        """Return the list, the texts of its first column broken for `width` cells."""
        raise NotImplementedError

    def detail(self, page: T, at: str) -> str:
        """Return what is known of the line with the key `at`."""
        raise NotImplementedError

    def show_page(self, page: T) -> None:
        """Show what was read."""
        self.page = page
        self.refresh_bindings()
        self.head_line.show_parts(self.head_parts(page))
        self.list.show_rows(self.rows(page, self.list.column_widths()[0]))
        self._show_detail()

    def occurrence_parts(self, held: Occurrence, title: str, further: str = "") -> Sequence[LinePart]:
        """Return the title, time, state and place of an occurrence; `further` stands behind the state."""
        state = occurrence_state_name(held, wall_now(self.desk))
        when = f"{day_name(held.start.date(), self.desk.today())} {held.start:%H:%M}-{held.end:%H:%M}"
        told = phrases(filter(None, (when, f"{state}{further}", held.place)))
        return [LinePart(f" {title} ", "strong"), LinePart(f" {told}")]

    @on(SelectTable.WidthChanged, "#page-list")
    def break_lines(self, event: SelectTable.WidthChanged) -> None:
        """Break long texts for another width."""
        event.stop()
        if self.page is not None:
            self.show_page(self.page)

    @on(SelectTable.RowMoved, "#page-list")
    def follow_cursor(self, event: SelectTable.RowMoved) -> None:
        """Tell all of the line at the cursor, which may be cut in the list."""
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        """Tell what is known of the line at the cursor, and what can be clicked to be done about it."""
        text = self.detail(self.page, self.at) if self.page is not None else ""
        offers = [
            LinePart(f" {each.keys} {each.label} ", "key", f"screen.{each.action}")
            for each in type(self).ACTIONS
            if self.at.startswith(self.OFFERED_AT.get(each.action, ()))
        ]
        self.detail_line.show_parts([LinePart(f" {text}", "muted")], offers)

    @property
    def shown(self) -> T:
        """What is shown; no action is offered before there is anything."""
        if self.page is None:
            raise DataProblem(self.NOT_YET)
        return self.page

    @property
    def at(self) -> str:
        """The key of the line at the cursor, or nothing."""
        row = self.list.current
        return row.key if row is not None else ""

    @property
    def own_actions(self) -> frozenset[str]:
        """The actions of the page itself, beside those that every screen has."""
        return frozenset(each.action for each in type(self).ACTIONS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing of the page before it is there."""
        del parameters
        return action not in self.own_actions or self.page is not None
