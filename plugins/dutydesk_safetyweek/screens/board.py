"""The board of the safety education week: all that is done to a week and its activities."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from dutydesk.api.holding import wall_now
from dutydesk.tui.widgets import ActionSpec, AttachedFilesScreen, DutyGrid, bindings, day_name
from dutydesk.wording import _, listed
from dutydesk_safetyweek import changing
from dutydesk_safetyweek.board import BoardEntry, EntryState, WeekBoard, state_name
from dutydesk_safetyweek.copying import copy_week
from dutydesk_safetyweek.planning import PlannedWeek, plan_week
from dutydesk_safetyweek.safety_week import SafetyWeek
from dutydesk_safetyweek.screens.board_actions import BOARD_ACTIONS
from dutydesk_safetyweek.screens.board_view import BoardView
from dutydesk_safetyweek.screens.budget import BudgetScreen
from dutydesk_safetyweek.screens.plan_forms import (
    WantedWeek,
    copy_form,
    plan_form,
    theme_form,
)
from dutydesk_safetyweek.screens.preparation import PreparationScreen
from dutydesk_safetyweek.screens.week_forms import (
    WeakPoint,
    entry_form,
    entry_name,
    outcome_form,
    weak_point_form,
)

if TYPE_CHECKING:
    from dutydesk_safetyweek.screens.week_text import KeepText


class SafetyWeekScreen(BoardView):
    """The safety week of a year: planned, moved about, prepared, held and reported without leaving it."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = BOARD_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    # Putting on the board, moving, taking off

    def action_add(self) -> None:
        """Ask for an activity on the day at the cursor."""
        self._once_read(self._add)

    def _add(self) -> None:
        board = self._chosen_board()
        if board is None:
            return
        cursor = self.grid.cursor
        day = board.week.first if cursor is None else date.fromisoformat(cursor[1])

        def save(draft: changing.EntryDraft) -> bool:
            def add() -> None:
                self._go_after = changing.add_entry(self.desk, board.week, draft).id

            return self.attempt(add, _("{title} is on the board.").format(title=draft.title))

        self.show_form(entry_form(self.desk, day, save))

    @on(DutyGrid.CellActivated)
    def _activated(self, event: DutyGrid.CellActivated) -> None:
        event.stop()
        self.action_edit()

    def action_edit(self) -> None:
        """Ask what the activity at the cursor is to be."""
        entry = self._chosen()
        if entry is None:
            return

        def save(draft: changing.EntryDraft) -> bool:
            self._go_after = entry.id
            return self.attempt(
                lambda: changing.change_entry(self.desk, entry, draft),
                _("{title} is changed.").format(title=draft.title),
            )

        self.show_form(entry_form(self.desk, entry.day, save, entry))

    def action_move(self, steps: int) -> None:
        """Move the activity at the cursor to the day of school before or after."""
        entry, board = self._chosen(), self.board
        if entry is not None and board is not None:
            step = timedelta(days=1 if steps > 0 else -1)
            day = entry.day + step
            while day in board.holidays and board.week.first <= day + step <= board.week.last:
                day += step
            self._move(entry, day)

    @on(DutyGrid.CellDragged)
    def _dragged(self, event: DutyGrid.CellDragged) -> None:
        event.stop()
        entry = self.current
        if entry is not None and entry.id == event.row:
            self._move(entry, date.fromisoformat(event.to_column))

    def _move(self, entry: BoardEntry, day: date) -> None:
        self._go_after = entry.id
        moved = self.attempt(
            lambda: changing.move_entry(self.desk, entry, day),
            _("{title} is on {day} now.").format(title=entry.title, day=day_name(day)),
        )
        if not moved:
            self._go_after = ""

    def action_cancel(self) -> None:
        """Cancel the activity at the cursor, or hold it after all; both are asked first."""
        entry = self._chosen()
        if entry is None:
            return
        what = entry_name(entry)
        if entry.state is EntryState.CANCELLED:
            question, done, work = (
                _("Hold {what} after all?"),
                _("Held after all: {what}"),
                changing.restore_entry,
            )
        else:
            question, done, work = _("Cancel {what}?"), _("Cancelled: {what}"), changing.cancel_entry
        self.ask(
            question.format(what=what),
            lambda: self.attempt(lambda: work(self.desk, entry), done.format(what=what)),
        )

    def action_remove_entry(self) -> None:
        """Take the activity at the cursor off the board, after asking."""
        entry = self._chosen()
        if entry is not None:
            self.ask(
                _("Remove {what}, its tasks and files?").format(what=entry_name(entry)),
                lambda: self.attempt(
                    lambda: changing.remove_entry(self.desk, entry),
                    _("Removed: {what}").format(what=entry_name(entry)),
                ),
            )

    # Preparing and holding

    def action_ready(self) -> None:
        """Note that everything for the activity is prepared, or that it is not after all."""
        entry = self._chosen()
        if entry is None:
            return
        if entry.state not in {EntryState.PLANNED, EntryState.READY}:
            text = _("{title} is {state}; only what is to come can be made ready.")
            self.show_message(text.format(title=entry.title, state=state_name(entry.state)), "warning")
            return
        is_ready = entry.state is EntryState.READY
        done = _("{title} is not ready after all.") if is_ready else _("{title} is ready.")
        if entry.tasks_open and not is_ready:
            done = _("{title} is ready, though something is still to be prepared; p shows what.")
        self.attempt(
            lambda: changing.set_ready(self.desk, entry, ready=not is_ready), done.format(title=entry.title)
        )

    def action_done(self) -> None:
        """Ask whom the activity at the cursor reached, and mark it held; or take the mark back."""
        entry = self._chosen()
        if entry is None:
            return
        if entry.state is EntryState.CANCELLED:
            self.show_message(_("This one is cancelled; x holds it after all."), "warning")
            return
        if entry.activity.start > wall_now(self.desk):
            self.show_message(_("This one has not begun yet."), "warning")
            return

        def hold(outcome: changing.Outcome) -> bool:
            return self.attempt(
                lambda: changing.hold_entry(self.desk, entry, outcome),
                _("{title} is done.").format(title=entry.title),
            )

        def take_back() -> bool:
            return self.attempt(
                lambda: changing.unhold_entry(self.desk, entry),
                _("{title} is not done after all.").format(title=entry.title),
            )

        self.show_form(outcome_form(entry, hold, take_back))

    def action_weak_point(self) -> None:
        """Ask for a weak point that was found at the activity at the cursor."""
        entry = self._chosen()
        if entry is None:
            return

        def save(found: WeakPoint) -> bool:
            return self.attempt(
                lambda: changing.record_weak_point(
                    self.desk,
                    entry,
                    found.title,
                    found.owner,
                    found.due,
                    hazard=found.is_hazard,
                    place=found.place,
                ),
                _("Kept as a task: {title}").format(title=found.title),
            )

        self.show_form(weak_point_form(self.desk, entry, save))

    def action_preparation(self) -> None:
        """Show what is to be prepared, beginning at this activity."""
        board = self._chosen_board()
        if board is not None:
            key = self.current.id if self.current is not None else ""
            self.open_over(PreparationScreen(self.desk, board.week.id, key), _("To prepare"))

    def action_budget(self) -> None:
        """Show what the week costs."""
        board = self._chosen_board()
        if board is not None:
            key = self.current.id if self.current is not None else ""
            self.open_over(BudgetScreen(self.desk, board.week.id, key), _("Budget"))

    def action_files(self) -> None:
        """Show the files of the activity at the cursor."""
        entry = self._chosen()
        if entry is not None:
            self.open_over(AttachedFilesScreen(self.desk, entry.about, entry_name(entry)), _("Files"))

    # The week as a whole

    def action_plan(self) -> None:
        """Ask which week to plan from which pack."""
        self._once_read(self._plan)

    def _plan(self) -> None:
        def save(wanted: WantedWeek) -> bool:
            return self._keep_week(
                lambda: plan_week(
                    self.desk,
                    wanted.year,
                    pack=wanted.pack,
                    first=wanted.first,
                    skip_holidays=wanted.skip_holidays,
                )
            )

        self.show_form(plan_form(self.desk, save))

    def action_copy_week(self) -> None:
        """Ask to which year the week that is shown is copied."""
        self._once_read(self._copy)

    def _copy(self) -> None:
        board = self._chosen_board()
        if board is None:
            return

        def save(wanted: WantedWeek) -> bool:
            return self._keep_week(
                lambda: copy_week(
                    self.desk,
                    board.week.first.year,
                    wanted.year,
                    wanted.first,
                    skip_holidays=wanted.skip_holidays,
                )
            )

        self.show_form(copy_form(self.desk, board.week, save))

    def _keep_week(self, plan: Callable[[], PlannedWeek]) -> bool:
        """Plan a week, show it, and name those who were to be in charge but are not there any more."""
        made: list[PlannedWeek] = []
        if not self.attempt(lambda: made.append(plan())):
            return False
        week, left = made[0].week, made[0].left
        self.show_week(week.id)
        text = _("Planned: {theme}, {first} to {last}.").format(
            theme=week.theme, first=week.first, last=week.last
        )
        if left:
            text += " " + _("No longer here, so in charge of nothing: {names}.").format(names=listed(left))
        self.show_message(text, "warning" if left else "notice")
        return True

    def action_print(self) -> None:
        """Ask what of the week to write to which file."""
        self._once_read(self._print)

    def _print(self) -> None:
        from dutydesk_safetyweek.screens.print_form import print_form  # noqa: PLC0415 - only who prints waits

        board = self._chosen_board()
        if board is not None:
            self.show_form(print_form(self, board))

    def action_theme(self) -> None:
        """Ask for the theme of the week."""
        board = self._chosen_board()
        if board is None:
            return

        def save(theme: str) -> bool:
            return self.attempt(
                lambda: changing.change_week(self.desk, board.week, theme=theme), _("The theme is kept.")
            )

        self.show_form(theme_form(board.week, save))

    def action_aims(self) -> None:
        """Write the aims of the week, one on a line."""
        board = self._chosen_board()
        if board is None:
            return

        def keep(week: SafetyWeek, text: str) -> None:
            aims = tuple(line.strip() for line in text.split("\n") if line.strip())
            changing.change_week(self.desk, week, aims=aims)

        title = _("Aims of the safety week {week}, one on a line").format(week=board.week.id)
        self._write(board, title, "\n".join(board.week.aims), keep)

    def action_conclude(self) -> None:
        """Write what was learned in the week."""
        board = self._chosen_board()
        if board is not None:
            self._write(
                board,
                _("What was learned in the safety week {week}").format(week=board.week.id),
                board.week.conclusion,
                lambda week, text: changing.conclude(self.desk, week, text),
            )

    def _write(self, board: WeekBoard, title: str, text: str, keep: "KeepText") -> None:
        from dutydesk_safetyweek.screens.week_text import WeekTextScreen  # noqa: PLC0415 - only who writes waits

        self.open_over(WeekTextScreen(self.desk, board.week, title, text, keep), title)

    def action_remove_week(self) -> None:
        """Remove the week that is shown, after asking."""
        board = self._chosen_board()
        if board is not None:
            self.ask(
                _("Remove the safety week {week}, its {n} activities, budget and tasks?").format(
                    week=board.week.id, n=len(board.entries)
                ),
                lambda: self.attempt(
                    lambda: changing.remove_week(self.desk, board.week),
                    _("Removed: the safety week {week}").format(week=board.week.id),
                ),
            )
