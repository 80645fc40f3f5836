"""A list to read and choose from: a heading that stays, a cursor, a filter, drawn line by line."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.text import fit, shown
from dutydesk.wording import _, pgettext

DOUBLE_CLICK = 2
GAP = 2
LEAST_FLEXIBLE = 6
_STYLES = ("header", "heading", "muted", "strong", "good", "warning", "error")


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its key, its heading, and its width in cells; a width of 0 shares what is left."""

    key: str
    title: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line of a `SelectTable`: its key, a text for each column, and a style.

    `style` is one of ``muted``, ``strong``, ``good``, ``warning``, ``error`` or nothing, and must not be
    the only sign of what it tells. A `heading` is shown across all columns; a row that `follows` carries on
    the one above it, such as a long text; the cursor passes over both. `search` is further text that the
    filter finds.
    """

    key: str
    cells: tuple[str, ...]
    style: str = ""
    heading: bool = False
    search: str = ""
    follows: bool = False

    @property
    def is_passed_over(self) -> bool:
        """Whether the cursor never stops here."""
        return self.heading or self.follows

    def holds(self, wanted: str) -> bool:
        """Tell whether the filter text stands in this row; headings always stay."""
        return self.heading or wanted in " ".join((*self.cells, self.search)).casefold()


class SelectTable(ScrollView, can_focus=True, inherit_bindings=False):
    """A list: ``SelectTable(columns, *, empty="", show_header=True, id=None)``.

    - ``show_rows(rows)`` replaces the rows, keeps the cursor on its key, and repaints only lines that differ.
    - ``filter_text`` narrows the rows to those that hold it; setting it keeps the cursor where it can.
    - ``current`` is the `TableRow` at the cursor or None; ``move_to(key)`` sets it.
    - ``empty`` is what stands there without rows: say what to do about it.

    Posts `RowMoved` when the cursor comes to a row, and `RowSelected` on Enter, or a double click.
    """

    @dataclass
    class RowMoved(Message):
        """The cursor came to a row; None when the list has become empty."""

        table: "SelectTable"
        row: TableRow | None

        @property
        def control(self) -> "SelectTable":
            """The widget that posted it, for Textual's selectors."""
            return self.table

        def can_replace(self, message: Message) -> bool:
            """Let the newest of several moves stand for all."""
            return isinstance(message, SelectTable.RowMoved) and message.table is self.table

    @dataclass
    class RowSelected(Message):
        """A row was chosen."""

        table: "SelectTable"
        row: TableRow

        @property
        def control(self) -> "SelectTable":
            """The widget that posted it, for Textual's selectors."""
            return self.table

    @dataclass
    class WidthChanged(Message):
        """The list has another width, for those who break long texts into rows."""

        table: "SelectTable"

        @property
        def control(self) -> "SelectTable":
            """The widget that posted it, for Textual's selectors."""
            return self.table

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("table.up", "up,k", "move(-1)", _("Up"), _("Go to the line above"), show=False),
        ActionSpec("table.down", "down,j", "move(1)", _("Down"), _("Go to the line below"), show=False),
        ActionSpec("table.page-up", "pageup", "page(-1)", _("Page up"), _("Go up by a page"), show=False),
        ActionSpec(
            "table.page-down", "pagedown", "page(1)", _("Page down"), _("Go down by a page"), show=False
        ),
        ActionSpec(
            "table.first", "home,ctrl+home", "edge(-1)", _("First"), _("Go to the first line"), show=False
        ),
        ActionSpec("table.last", "end,ctrl+end", "edge(1)", _("Last"), _("Go to the last line"), show=False),
        ActionSpec(
            "table.open", "enter", "select", pgettext("verb", "Open"), _("Open this line"), show=False
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"select-table--{name}" for name in _STYLES}
    DEFAULT_CSS = """
    SelectTable {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .select-table--header { color: $primary; text-style: bold; }
        & > .select-table--heading { color: $accent; text-style: bold; }
        & > .select-table--muted { color: $foreground 60%; }
        & > .select-table--strong { text-style: bold; }
        & > .select-table--good { color: $success; }
        & > .select-table--warning { color: $warning; }
        & > .select-table--error { color: $error; text-style: bold; }
        &:ansi > .select-table--header { color: ansi_default; text-style: bold underline; }
        &:ansi > .select-table--heading { color: ansi_default; text-style: bold; }
        &:ansi > .select-table--muted { color: ansi_default; }
    }
    """

    def __init__(
        self,
        columns: Iterable[TableColumn],
        *,
        empty: str = "",
        show_header: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self._empty = empty
        self._header_lines = 1 if show_header else 0
        self._all: tuple[TableRow, ...] = ()
        self._rows: tuple[TableRow, ...] = ()
        self._at = 0
        self._filter = ""
        self._told: str | None = None
        self._style_cache: dict[str, Style] = {}

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """The rows that pass the filter."""
        return self._rows

    @property
    def current(self) -> TableRow | None:
        """The row at the cursor."""
        row = self._rows[self._at] if self._at < len(self._rows) else None
        return None if row is None or row.is_passed_over else row

    @property
    def empty(self) -> str:
        """What stands there without rows."""
        return self._empty

    @empty.setter
    def empty(self, text: str) -> None:
        if text != self._empty:
            self._empty = text
            self._repaint(0)

    @property
    def filter_text(self) -> str:
        """The text that rows must hold to be shown."""
        return self._filter

    @filter_text.setter
    def filter_text(self, text: str) -> None:
        self._filter = " ".join(text.split()).casefold()
        self._take(self._all)

    def show_rows(self, rows: Iterable[TableRow]) -> None:
        """Show `rows` in place of the present ones."""
        self._all = tuple(rows)
        self._take(self._all)

    def show_columns(self, columns: Iterable[TableColumn]) -> None:
        """Show other columns."""
        self.columns = tuple(columns)
        self.refresh()

    def move_to(self, key: str) -> None:
        """Put the cursor at the row with this key; one that is not there is passed over."""
        for index, row in enumerate(self._rows):
            if row.key == key and not row.is_passed_over:
                self._go(index)

    def _take(self, rows: tuple[TableRow, ...]) -> None:
        key = self.current.key if self.current else ""
        before, old_at = self._rows, self._at
        kept = [row for row in rows if row.holds(self._filter)] if self._filter else list(rows)
        self._rows = tuple(
            row
            for index, row in enumerate(kept)
            if not row.heading or not self._filter or (index + 1 < len(kept) and not kept[index + 1].heading)
        )
        at = next(
            (i for i, row in enumerate(self._rows) if row.key == key and not row.is_passed_over), old_at
        )
        self._at = self._nearest(min(at, max(0, len(self._rows) - 1)))
        if len(before) != len(self._rows) or not self.is_mounted:
            self.virtual_size = Size(self._width, self._header_lines + max(1, len(self._rows)))
            self.refresh(layout=bool(self.styles.auto_dimensions))
        else:
            changed = {i for i, row in enumerate(self._rows) if row != before[i]}
            for index in changed | ({old_at, self._at} if old_at != self._at else set()):
                self._repaint(index)
        if self.is_mounted:
            self.call_after_refresh(self._reveal)
        self._tell()

    def _nearest(self, at: int) -> int:
        """Return the nearest row that is no heading, downwards first."""
        below = (index for index in range(at, len(self._rows)) if not self._rows[index].is_passed_over)
        above = (index for index in range(at - 1, -1, -1) if not self._rows[index].is_passed_over)
        return next(below, next(above, at))

    def _tell(self) -> None:
        key = self.current.key if self.current else None
        if key != self._told:
            self._told = key
            if self.is_attached:
                self.post_message(self.RowMoved(self, self.current))

    # Drawing

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    @property
    def _lines(self) -> int:
        return max(0, self.scrollable_content_region.height - self._header_lines)

    def on_resize(self) -> None:
        """Lay the columns out anew for another width."""
        self.post_message(self.WidthChanged(self))
        self.virtual_size = Size(self._width, self._header_lines + max(1, len(self._rows)))
        self.call_after_refresh(self._reveal)

    def on_focus(self) -> None:
        """Show the cursor strongly."""
        self._repaint(self._at)

    def on_blur(self) -> None:
        """Show the cursor faintly."""
        self._repaint(self._at)

    def notify_style_update(self) -> None:
        """Draw everything anew in the styles of another theme."""
        super().notify_style_update()
        self._style_cache.clear()

    def _repaint(self, row: int) -> None:
        line = row - round(self.scroll_y)
        if 0 <= line < self._lines:
            self.refresh(Region(0, line + self._header_lines, self._width, 1))

    def _style(self, name: str) -> Style:
        if name not in self._style_cache:
            base = self.rich_style
            if name in _STYLES:
                base += self.get_component_rich_style(f"select-table--{name}", partial=True)
            self._style_cache[name] = base
        return self._style_cache[name]

    def column_widths(self) -> tuple[int, ...]:
        """Return the width of each column; those without one share what the others leave."""
        fixed = sum(column.width for column in self.columns)
        room = self._width - 1 - fixed - GAP * max(0, len(self.columns) - 1)
        flexible = sum(1 for column in self.columns if not column.width)
        widths: list[int] = []
        for column in self.columns:
            if column.width:
                widths.append(column.width)
            else:
                share = max(LEAST_FLEXIBLE, room // max(1, flexible))
                widths.append(share)
                room, flexible = room - share, flexible - 1
        return tuple(widths)

    def render_line(self, y: int) -> Strip:
        """Return one line of the widget as it is in view."""
        base = self._style("")
        if y < self._header_lines:
            return self._strip(self._joined([column.title for column in self.columns]), self._style("header"))
        index = y - self._header_lines + round(self.scroll_y)
        if index < len(self._rows):
            row = self._rows[index]
            if row.heading:
                return self._strip(shown(row.cells[0]), self._style("heading"))
            style = self._style(row.style)
            if index == self._at:
                style += Style(reverse=True) if self.has_focus else Style(underline=True)
            return self._strip(" " + self._joined(row.cells), style)
        if index == 0 and not self._rows:
            text = _("Nothing matches the filter.") if self._filter and self._all else self._empty
            return self._strip(" " + shown(text), self._style("muted"))
        return Strip.blank(self._width, base)

    def _joined(self, cells: Iterable[str]) -> str:
        return (" " * GAP).join(
            fit(text, width) for text, width in zip(cells, self.column_widths(), strict=False)
        )

    def _strip(self, text: str, style: Style) -> Strip:
        width = self._width
        return Strip([Segment(text, style)]).adjust_cell_length(width, style).crop(0, width)

    # Moving

    def _go(self, at: int, step: int = 1) -> None:
        if not self._rows:
            return
        at = max(0, min(at, len(self._rows) - 1))
        while 0 <= at < len(self._rows) and self._rows[at].is_passed_over:
            at += step
        if not 0 <= at < len(self._rows):
            self.scroll_to(y=0 if step < 0 else None, animate=False)
            return
        old, self._at = self._at, at
        if old != at:
            self._repaint(old)
            self._repaint(at)
            self._reveal()
        self._tell()

    def _reveal(self) -> None:
        first, lines = round(self.scroll_y), self._lines
        top = self._at - 1 if self._at and self._rows and self._rows[self._at - 1].heading else self._at
        step = max(1, lines // 3)
        if top < first:
            self.scroll_to(y=max(0, min(top, first - step)), animate=False, force=True)
        elif lines and (bottom := self._bottom(lines)) >= first + lines:
            below = min(max(bottom - lines + 1, first + step), top)
            self.scroll_to(y=below, animate=False, force=True)

    def _bottom(self, lines: int) -> int:
        """Return the last row that carries on the one at the cursor and fits into `lines` with it."""
        bottom = self._at
        for row in self._rows[self._at + 1 : self._at + lines - 1]:
            if not row.follows:
                break
            bottom += 1
        return bottom

    def action_move(self, rows: int) -> None:
        """Move the cursor by so many rows."""
        self._go(self._at + rows, -1 if rows < 0 else 1)

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self._go(self._at + pages * max(1, self._lines - 1), -1 if pages > 0 else 1)

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first or the last row; headings above the first come into sight."""
        self._go(0 if end < 0 else len(self._rows) - 1, 1 if end < 0 else -1)
        if end < 0 and self._at < self._lines:
            self.scroll_to(y=0, animate=False, force=True)

    def action_select(self) -> None:
        """Choose the row at the cursor."""
        if self.current is not None:
            self.post_message(self.RowSelected(self, self.current))

    def on_click(self, event: events.Click) -> None:
        """Move to the clicked row; choose it on a double click."""
        index = event.y - self._header_lines + round(self.scroll_y)
        if event.y >= self._header_lines and index < len(self._rows) and not self._rows[index].is_passed_over:
            event.stop()
            self._go(index)
            if event.chain >= DOUBLE_CLICK:
                self.action_select()
