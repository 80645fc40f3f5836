"""The watch board: who stands where now and next, and all that waits for someone to do it."""

from datetime import datetime
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from dutydesk.api import Command, Desk
from dutydesk.tui.palette import PaletteApp
from dutydesk.tui.screens.board import GOOD_FOR, Duties, Pending, read_duties, read_pending
from dutydesk.tui.screens.duty_lines import duty_columns, duty_lines
from dutydesk.tui.screens.pending_lines import PENDING_COLUMNS, pending_lines
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.area import AreaScreen
from dutydesk.tui.widgets.table import SelectTable, TableColumn, TableRow
from dutydesk.wording import _


class TodayScreen(AreaScreen):
    """The board that stands open all day.

    It follows the clock by itself: what was read covers the hours ahead, so that a minute later only the
    lines that differ are drawn, and nothing is asked. The desk is read again when someone changes it, on
    another day, and every quarter of an hour for plugins that go by the clock.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("today.jump", "enter", "jump", _("Go there"), _("Go to where this is done")),
        ActionSpec(
            "today.other", "tab", "other", _("Other list"), _("Go between who is on duty and what waits")
        ),
        ActionSpec(
            "today.refresh", "f5", "refresh_board", _("Read again"), _("Ask the desk again"), show=False
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    TodayScreen #board { layout: vertical; height: 1fr; }
    TodayScreen #duty { height: auto; max-height: 50%; }
    TodayScreen #items { height: 1fr; }
    TodayScreen.-wide #board { layout: horizontal; }
    TodayScreen.-wide #duty { width: 1fr; height: 1fr; max-height: 100%; }
    TodayScreen.-wide #items { width: 1fr; height: 1fr; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.duty = SelectTable(
            (TableColumn("text", ""),), show_header=False, empty=_("Reading the desk..."), id="duty"
        )
        self.items = SelectTable(PENDING_COLUMNS, show_header=False, id="items")
        self._places: dict[SelectTable, dict[str, Command]] = {}
        self._duties: Duties | None = None
        self._pending: Pending | None = None

    def compose_body(self) -> ComposeResult:
        """Lay the two lists out above each other, or side by side where there is room."""
        with Container(id="board"):
            yield self.duty
            yield self.items

    # Reading

    def reload(self) -> None:
        """Read the desk in a thread: the duties at once, then what plugins take longer to tell."""
        self.in_background(lambda: read_duties(self.desk), self._then_pending)

    def _then_pending(self, duties: Duties) -> None:
        self._duties = duties
        self._show_duties()
        self.in_background(lambda: read_pending(self.desk), self._then_shown)

    def _then_shown(self, pending: Pending) -> None:
        self._pending = pending
        self._show_pending()

    def tick(self) -> None:
        """Show how much time is left, and who has come on duty this minute."""
        if self._duties is None:
            return
        self._show_duties()
        stale = self.desk.now() >= self._duties.read_at + GOOD_FOR
        if stale or (self._pending is not None and self._pending.today != self.desk.today()):
            self.reload()

    # Showing

    @property
    def _minute(self) -> datetime:
        """The present minute, as the clock shows it; the length of what is left then agrees with it."""
        return self.desk.now().replace(second=0, microsecond=0)

    def _show_duties(self) -> None:
        if self._duties is None:
            return
        columns = duty_columns(self._duties, self.duty.scrollable_content_region.width)
        if columns != self.duty.columns:
            self.duty.show_columns(columns)
        board = duty_lines(self._duties, self._minute, self.desk.zone, self.duty.column_widths())
        self._places[self.duty] = board.places
        self.duty.show_rows(board.rows)
        self._share_lines()

    def _show_pending(self) -> None:
        if self._pending is None:
            return
        board = pending_lines(self._pending, self.items.column_widths()[-1])
        self._places[self.items] = board.places
        self.items.show_rows(board.rows)
        self._share_lines()

    def _share_lines(self) -> None:
        """Give the duties the lines that the list beneath does not need, and at least half of them."""
        if self.has_class("-wide"):
            self.duty.styles.clear_rule("max_height")
            return
        lines = self.query_one("#board").size.height
        self.duty.styles.max_height = max(lines // 2, lines - max(1, len(self.items.rows)))

    @on(SelectTable.WidthChanged)
    def break_lines(self, event: SelectTable.WidthChanged) -> None:
        """Break long lines anew for another width."""
        event.stop()
        if event.table is self.duty:
            self._show_duties()
        else:
            self._show_pending()

    # Going where it is done

    @on(SelectTable.RowSelected)
    async def open_row(self, event: SelectTable.RowSelected) -> None:
        """Go where the chosen line is done."""
        event.stop()
        await self._go_to(event.table, event.row)

    async def action_jump(self) -> None:
        """Go where the line at the cursor is done."""
        table = self.duty if self.duty.has_focus else self.items
        if table.current is not None:
            await self._go_to(table, table.current)

    async def _go_to(self, table: SelectTable, row: TableRow) -> None:
        app, place = cast("PaletteApp", self.app), self._places.get(table, {}).get(row.key)
        if place is None or place.screen not in {area.name for area in app.areas}:
            self.show_message(self._whole_text(table, row))
        elif place.action:
            await app.run_command(place)
        else:
            await app.action_open_area(place.screen)

    @staticmethod
    def _whole_text(table: SelectTable, row: TableRow) -> str:
        """Return the text of a line with what carries it on."""
        parts = [each.cells[-1] for each in table.rows if each.key.startswith(f"{row.key}+")]
        return " ".join((row.cells[-1], *parts))

    def action_other(self) -> None:
        """Go to the other list."""
        (self.items if self.duty.has_focus else self.duty).focus()

    def action_refresh_board(self) -> None:
        """Ask the desk again."""
        self.reload()
