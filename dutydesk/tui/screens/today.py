"""Who stands where now and next, what is due, and what does not fit together."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from dutydesk.api import Desk, DueItem, DueState, PluginFault
from dutydesk.domain import Clash, Window
from dutydesk.tui.screens.duty_groups import DutyGroup, duty_groups
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.area import AreaScreen
from dutydesk.tui.widgets.days import day_name, length_text, weekday_name
from dutydesk.tui.widgets.table import SelectTable, TableColumn, TableRow
from dutydesk.tui.widgets.text import wrapped
from dutydesk.wording import _

AHEAD = timedelta(hours=24)
CLASH_DAYS = 7
DUE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Board:
    """What the board was read from: one look at the desk."""

    now: datetime
    today: date
    duties: tuple[DutyGroup, ...]
    due: tuple[DueItem, ...]
    clashes: tuple[Clash, ...]
    faults: tuple[PluginFault, ...]


def read_board(desk: Desk) -> Board:
    """Read the desk for the board; plugins are asked, so this belongs in a thread."""
    now, today = desk.now(), desk.today()
    names = {person.id: person.name for person in desk.people()}
    window = Window(now, now + AHEAD)
    return Board(
        now,
        today,
        duty_groups(desk.commitments(window), names),
        desk.due(today, today + timedelta(days=DUE_DAYS)),
        desk.clashes(today, today + timedelta(days=CLASH_DAYS - 1)),
        desk.faults(),
    )


class TodayScreen(AreaScreen):
    """The board that stands open all day."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("today.jump", "enter", "jump", _("Go there"), _("Open the area where this item is done")),
        ActionSpec(
            "today.other", "tab", "other", _("Other list"), _("Go between who is on duty and what is due")
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
            (
                TableColumn("time", "", 11),
                TableColumn("post", "", 30),
                TableColumn("people", ""),
                TableColumn("left", "", 16),
            ),
            show_header=False,
            empty=_("Reading the desk..."),
            id="duty",
        )
        self.items = SelectTable(
            (TableColumn("sign", "", 8), TableColumn("day", "", 9), TableColumn("text", "")),
            show_header=False,
            id="items",
        )
        self._screens: dict[str, str] = {}
        self._board: Board | None = None

    @on(SelectTable.WidthChanged, "#items")
    def break_lines(self, event: SelectTable.WidthChanged) -> None:
        """Break long lines anew for another width."""
        event.stop()
        if self._board is not None:
            self.items.show_rows(self._item_rows(self._board))

    def compose_body(self) -> ComposeResult:
        """Lay the two lists out above each other, or side by side where there is room."""
        with Container(id="board"):
            yield self.duty
            yield self.items

    def reload(self) -> None:
        """Read the desk in a thread and show it."""
        self.in_background(lambda: read_board(self.desk), self.show_board)

    def tick(self) -> None:
        """Show how much time is left now; whoever comes on duty shows by themselves."""
        self.reload()

    def show_board(self, board: Board) -> None:
        """Show what was read."""
        self._board = board
        self.duty.show_rows(self._duty_rows(board))
        self.items.show_rows(self._item_rows(board))

    def _clock(self, window: Window) -> str:
        start, end = self.desk.zone.wall(window.start), self.desk.zone.wall(window.end)
        return f"{start:%H:%M}-{end:%H:%M}"

    def _duty_rows(self, board: Board) -> list[TableRow]:
        on_duty = [group for group in board.duties if group.window.holds(board.now)]
        coming = [group for group in board.duties if group.window.start > board.now]
        wall = self.desk.zone.wall(board.now)
        rows = [
            TableRow(
                "now",
                (_("On duty now, {day} {time}").format(day=day_name(board.today), time=f"{wall:%H:%M}"),),
                heading=True,
            )
        ]
        rows += [
            self._duty_row(group, "now", _("{length} left"), group.window.end - board.now)
            for group in on_duty
        ]
        if not on_duty:
            rows.append(TableRow("nobody", ("", _("Nobody is on duty."), "", ""), "muted"))
        rows.append(TableRow("next", (_("Next, within 24 hours"),), heading=True))
        rows += [
            self._duty_row(group, "next", _("in {length}"), group.window.start - board.now)
            for group in coming
        ]
        if not coming:
            rows.append(
                TableRow(
                    "none",
                    ("", _("No duty is arranged yet."), "", ""),
                    "muted",
                )
            )
        return rows

    def _duty_row(self, group: DutyGroup, part: str, text: str, length: timedelta) -> TableRow:
        key = f"{part}:{group.window.start.isoformat()}:{group.title}"
        cells = (
            self._clock(group.window),
            group.title,
            ", ".join(group.names),
            text.format(length=length_text(length)),
        )
        return TableRow(key, cells, "strong" if part == "now" else "")

    def _item_rows(self, board: Board) -> list[TableRow]:
        self._screens = {}
        rows = [TableRow("due", (_("Due"),), heading=True)]
        room = self.items.column_widths()[-1]
        words = {DueState.OVERDUE: _("overdue"), DueState.DUE: _("due"), DueState.PLANNED: _("planned")}
        styles = {DueState.OVERDUE: "error", DueState.DUE: "warning", DueState.PLANNED: ""}
        for number, item in enumerate(board.due):
            key = f"due:{item.day}:{item.title}:{number}"
            self._screens[key] = item.screen
            text = f"{item.title} ({item.detail})" if item.detail else item.title
            rows += _long_row(
                key, words[item.state], _short(item.day), text, style=styles[item.state], room=room
            )
        if not board.due:
            rows.append(TableRow("nothing", ("", "", _("Nothing is due in the next two weeks.")), "muted"))
        rows.append(TableRow("clashes", (_("Clashes in the next seven days"),), heading=True))
        for number, clash in enumerate(board.clashes):
            key = f"clash:{clash.day}:{clash.person}:{clash.rule}:{number}"
            self._screens[key] = "roster"
            rows += _long_row(key, _("! clash"), _short(clash.day), clash.text, style="error", room=room)
        if not board.clashes:
            rows.append(TableRow("no-clash", ("", "", _("Everything fits together.")), "muted"))
        if board.faults:
            rows.append(TableRow("faults", (_("Plugins at fault"),), heading=True))
        for number, fault in enumerate(board.faults):
            text = f"{fault.plugin}, {fault.where}: {fault.summary}"
            rows += _long_row(f"fault:{number}", _("! fault"), "", text, style="warning", room=room)
        return rows

    @on(SelectTable.RowSelected)
    async def open_row(self, event: SelectTable.RowSelected) -> None:
        """Go where the chosen item is done."""
        event.stop()
        await self.action_jump()

    async def action_jump(self) -> None:
        """Open the area of the item at the cursor."""
        row = self.items.current
        if self.duty.has_focus:
            await self.app.run_action("app.open_area('roster')")
        elif row is not None and self._screens.get(row.key):
            await self.app.run_action(f"app.open_area({self._screens[row.key]!r})")
        elif row is not None and row.key.startswith(("fault:", "clash:", "due:")):
            self.show_message(row.cells[-1])

    def action_other(self) -> None:
        """Go to the other list."""
        (self.items if self.duty.has_focus else self.duty).focus()

    def action_refresh_board(self) -> None:
        """Ask the desk again."""
        self.reload()


def _long_row(key: str, sign: str, day: str, text: str, *, style: str, room: int) -> list[TableRow]:
    """Return a row, and rows that carry on its text where it is longer than its column."""
    first, *more = wrapped(text, room)
    return [
        TableRow(key, (sign, day, first), style),
        *(TableRow(f"{key}+{n}", ("", "", line), style, follows=True) for n, line in enumerate(more)),
    ]


def _short(day: date) -> str:
    return f"{weekday_name(day)} {day:%m-%d}"
