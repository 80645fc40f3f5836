"""The board of the safety education week as it is looked at: reading it, showing it, going about in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from dutydesk.api import Desk
from dutydesk.tui.widgets import AreaScreen, DutyGrid, Form, LineBar, LinePart
from dutydesk.wording import _
from dutydesk_safetyweek.board import BoardEntry, WeekBoard, weeks
from dutydesk_safetyweek.entries import week_at_hand
from dutydesk_safetyweek.safety_week import SafetyWeek, WeekActivity
from dutydesk_safetyweek.screens.board_actions import BOARD_ACTIONS
from dutydesk_safetyweek.screens.board_grid import BoardGrid, board_model
from dutydesk_safetyweek.screens.board_lines import (
    DETAIL_LINES,
    lines_of,
    state_parts,
    title_parts,
    year_parts,
)

_BOARD_ACTIONS = frozenset(each.action.partition("(")[0] for each in BOARD_ACTIONS)


class TitleLine(LineBar):
    """The theme and the state of the week; a long theme is cut so that the rest stays in sight."""

    FIRST_GIVES_WAY: ClassVar[bool] = True


class BoardView(AreaScreen):
    """Shows the safety week of a year: days across, activities down, and what is to be said of each.

    `SafetyWeekScreen` adds what is done to them.
    """

    DEFAULT_CSS = """
    BoardView .-none { display: none; }
    BoardView.-form-open BoardGrid { min-height: 4; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.week_id = ""
        self.board: WeekBoard | None = None
        self.grid = BoardGrid(id="week-grid")
        self.title_line = TitleLine(id="week-title")
        self.begin_lines = [LineBar(id=f"week-begin-{index}") for index in range(3)]
        self.detail_lines = [LineBar(id=f"week-detail-{index}") for index in range(DETAIL_LINES)]
        self._weeks: tuple[SafetyWeek, ...] = ()
        self._read_once = False
        self._waiting: list[Callable[[], object]] = []
        self._go_after = ""
        self._problem_at = -1

    def compose_body(self) -> ComposeResult:
        """Lay out the line of the week, how to begin where there is none, the grid, and the details."""
        yield self.title_line
        for line in self.begin_lines:
            line.add_class("-none")
            yield line
        yield self.grid
        for line in self.detail_lines:
            line.add_class("gives-way")
            yield line

    # Reading

    def reload(self) -> None:
        """Read the week in a thread, then show it."""
        desk, wanted = self.desk, self.week_id
        self.in_background(lambda: _read(desk, wanted), self._show)

    def on_resize(self) -> None:
        """Break what is wrong into lines of another width."""
        self._show_details()

    def tick(self) -> None:
        """Show what has begun or is over by now."""
        self.reload()

    def _show(self, read: "_Read") -> None:
        self._weeks, self.board = read.weeks, read.board
        is_first, self._read_once = not self._read_once, True
        for line in self.begin_lines:
            line.set_class(read.board is not None, "-none")
        self.grid.set_class(read.board is None, "-none")
        if read.board is None:
            self._show_how_to_begin()
        else:
            self.week_id = read.board.week.id
            self.grid.show(board_model(read.board, self.desk.today()))
            self._put_cursor(read.board, is_first=is_first)
            self.title_line.show_parts(title_parts(read.board, self), year_parts(read.board, self))
        self._show_details()
        self.refresh_bindings()
        if self.grid.has_class("-none") or self.focused is None:
            self.focus_body()
        waiting, self._waiting = self._waiting, []
        for work in waiting:
            work()

    def _show_how_to_begin(self) -> None:
        self.title_line.show_parts([LinePart(_(" No safety week is planned yet."), "strong")])
        self.begin_lines[0].show_parts([])
        self.begin_lines[1].show_parts(
            [
                LinePart(_(" g plans a week "), "key", "plan", self),
                LinePart(_("from a template pack, with its activities and tasks to prepare.")),
            ]
        )
        self.begin_lines[2].show_parts(
            [LinePart(_(" Each year after that, c copies the week of the year before."))]
        )

    def _put_cursor(self, board: WeekBoard, *, is_first: bool) -> None:
        wanted, self._go_after = self._go_after, ""
        entry = next((each for each in board.entries if each.id == wanted), None)
        if entry is None and is_first:
            today = self.desk.today()
            entry = next((each for each in board.entries if each.day >= today), None) or next(
                iter(board.entries), None
            )
        if entry is not None:
            self.grid.move_to(entry.id, entry.day.isoformat())

    def _show_details(self) -> None:
        board = self.board
        if board is None:
            lines: Sequence[Sequence[LinePart]] = ((),) * DETAIL_LINES
        else:
            lines = lines_of(board, self.current, self, self.size.width)
        for bar, parts in zip(self.detail_lines, lines, strict=True):
            bar.show_parts(parts, state_parts(self.current) if bar is self.detail_lines[0] else ())

    @property
    def current(self) -> BoardEntry | None:
        """The activity at the cursor."""
        cursor, board = self.grid.cursor, self.board
        if cursor is None or board is None:
            return None
        return next((each for each in board.entries if each.id == cursor[0]), None)

    @on(DutyGrid.CellMoved)
    def _moved(self, event: DutyGrid.CellMoved) -> None:
        event.stop()
        self._show_details()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no more of the board's actions than make sense: none behind a form, few without a week."""
        if action in _BOARD_ACTIONS and (
            self.has_class("-form-open") or (self._read_once and self.board is None and action != "plan")
        ):
            return False
        return super().check_action(action, parameters)

    @on(Form.Closed)
    def _offer_keys_again(self) -> None:
        """Offer the board's keys again, which do nothing behind a form."""
        self.call_after_refresh(self.refresh_bindings)

    def _once_read(self, work: Callable[[], object]) -> None:
        """Do `work` now, or as soon as the week is read, as when the palette opens the area for it."""
        if self._read_once:
            work()
        else:
            self._waiting.append(work)

    def _chosen(self) -> BoardEntry | None:
        if self._chosen_board() is not None and self.current is None:
            self.show_message(_("Nothing stands in this week yet; a adds an activity."), "warning")
        return self.current

    def _chosen_board(self) -> WeekBoard | None:
        if self.board is None and self._read_once:
            self.show_message(_("No safety week is planned yet; g plans one."), "warning")
        return self.board

    # Going about

    def action_step(self, steps: int) -> None:
        """Show an earlier or later safety week."""
        ids = [week.id for week in self._weeks]
        at = ids.index(self.week_id) + steps if self.week_id in ids else -1
        if not 0 <= at < len(ids):
            text = (
                _("There is no earlier safety week.")
                if steps < 0
                else _("There is no later safety week; c copies this one, g plans one.")
            )
            self.show_message(text, "warning")
            return
        self.show_week(ids[at])

    def show_week(self, week_id: str, activity_id: str = "") -> None:
        """Show another week, with the cursor at one of its activities, or where it stands best."""
        self.week_id, self._go_after = week_id, activity_id
        self._read_once, self._problem_at = False, -1
        self.message_bar.clear_message()
        self.reload()

    def action_go_to(self, activity_id: str) -> None:
        """Put the cursor at an activity, in whichever week it stands."""

        def go() -> None:
            if self.board is not None and any(each.id == activity_id for each in self.board.entries):
                self._go_after = activity_id
                self._put_cursor(self.board, is_first=False)
                return
            detail = self.desk.table(WeekActivity).get(activity_id)
            if detail is not None:
                self.show_week(detail.week, activity_id)

        self._once_read(go)

    def action_go_to_week(self, week_id: str) -> None:
        """Show a week."""

        def go() -> None:
            if self.week_id != week_id:
                self.show_week(week_id)

        self._once_read(go)

    def action_next_problem(self) -> None:
        """Go to the next activity that clashes or lacks something, then say what the whole week lacks."""
        board = self._chosen_board()
        if board is None:
            return
        found = [(entry.id, entry.title) for entry in board.entries if entry.problems]
        found += [("", text) for text in board.lacks]
        if not found:
            self.show_message(_("Nothing clashes, and nothing is lacking."))
            return
        self._problem_at = (self._problem_at + 1) % len(found)
        activity_id, text = found[self._problem_at]
        if activity_id:
            self._go_after = activity_id
            self._put_cursor(board, is_first=False)
        self.show_message(
            _("{n} of {all}: {what}").format(n=self._problem_at + 1, all=len(found), what=text), "warning"
        )


@dataclass(frozen=True, slots=True)
class _Read:
    """What the board shows at one moment; no `board` where no week is planned."""

    weeks: tuple[SafetyWeek, ...]
    board: WeekBoard | None


def _read(desk: Desk, wanted: str) -> _Read:
    """Read the week that is wanted, or the one at hand, or the last there was."""
    found = weeks(desk)
    named = next((each for each in found if each.id == wanted), None)
    week = named or week_at_hand(desk) or (found[-1] if found else None)
    return _Read(found, WeekBoard.of(desk, week.id) if week is not None else None)
