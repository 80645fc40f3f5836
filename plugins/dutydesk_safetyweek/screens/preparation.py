"""What is to be prepared for a safety week, and what was found weak in it: tasks with an owner and a day."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.api.people_named import key_named, names_by_key
from dutydesk.api.tasks import finished, reopened
from dutydesk.domain import Task, clean_line, short_day, task_kind_name
from dutydesk.tui.widgets import (
    ActionSpec,
    Form,
    FormField,
    LinePart,
    OverListScreen,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
)
from dutydesk.wording import _, ngettext, pgettext
from dutydesk_safetyweek.board import BoardEntry, WeekBoard
from dutydesk_safetyweek.changing import add_preparation
from dutydesk_safetyweek.screens.typed_values import day_of, owner_field
from dutydesk_safetyweek.screens.week_forms import entry_name


class PreparationScreen(OverListScreen[Task]):
    """Lists the tasks of a week by activity: ``PreparationScreen(desk, week_id, activity_id)``.

    The cursor begins at the tasks of that activity, which stands there without any too.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "week-tasks.done", "d,space", "done", _("Done"), _("Mark this task done, or open it again")
        ),
        ActionSpec("week-tasks.add", "a", "add", _("Add"), _("Add a task to the activity at the cursor")),
        ActionSpec("week-tasks.edit", "e", "edit", _("Edit"), _("Change this task")),
        ActionSpec(
            "week-tasks.remove", "delete", "remove_task", _("Remove"), _("Remove this task, after asking")
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = (
        TableColumn("due", _("By"), 9),
        TableColumn("state", _("State"), 8),
        TableColumn("task", _("Task")),
        TableColumn("owner", pgettext("owner", "Who"), 12),
        TableColumn("kind", _("Kind"), 11),
    )
    EMPTY: ClassVar[str] = _("Nothing is to be prepared.")
    NOTHING_CHOSEN: ClassVar[str] = _("There is no task here yet; a adds one.")

    def __init__(self, desk: Desk, week_id: str, activity_id: str) -> None:
        super().__init__(desk)
        self._week_id, self._activity_id = week_id, activity_id
        self._is_placed = False
        self._board: WeekBoard | None = None
        self._names: dict[str, str] = {}

    def reload(self) -> None:
        """Read the week in a thread, then show it."""
        desk, week_id = self.desk, self._week_id
        self.in_background(
            lambda: (WeekBoard.of(desk, week_id), names_by_key(desk)),
            lambda read: self._show(*read),
        )

    def _show(self, board: WeekBoard, names: dict[str, str]) -> None:
        self._board, self._names = board, names
        today = self.desk.today()
        tasks = [task for entry in board.entries for task in entry.tasks] + list(board.tasks)
        still = sum(task.is_open for task in tasks)
        late = sum(task.is_overdue(today) for task in tasks)
        if not self._is_placed:
            self._is_placed = True
            self.move_to(self._first_row_of(board, self._activity_id))
        self.show_list(
            [
                LinePart(" " + ngettext("{n} task open", "{n} tasks open", still).format(n=still), "strong"),
                LinePart(
                    "  ! " + ngettext("{n} is late", "{n} are late", late).format(n=late) if late else "",
                    "error",
                ),
                LinePart("   "),
                LinePart(_(" Esc goes back to the board "), "key", "close", self),
            ],
            self._rows(board, today),
            {task.id: task for task in tasks},
        )

    def _rows(self, board: WeekBoard, today: date) -> Iterator[TableRow]:
        for entry in board.entries:
            if not entry.tasks and entry.id != self._activity_id:
                continue
            yield TableRow(f"head-{entry.id}", (entry_name(entry),), heading=True)
            if not entry.tasks:
                yield TableRow(_none_key(entry), ("", "", _("nothing yet; a adds something")), "muted")
            yield from (self._row(task, today) for task in entry.tasks)
        if board.tasks:
            yield TableRow("head-week", (_("For the whole week"),), heading=True)
            yield from (self._row(task, today) for task in board.tasks)

    def _row(self, task: Task, today: date) -> TableRow:
        due = short_day(task.due) if task.due else ""
        state = _("open") if task.is_open else _("done")
        style = "" if task.is_open else "muted"
        if task.is_overdue(today):
            state, style = _("! late"), "warning"
        owner = self._names.get(task.owner, task.owner)
        return TableRow(task.id, (due, state, task.title, owner, task_kind_name(task.kind)), style)

    def _first_row_of(self, board: WeekBoard, activity_id: str) -> str:
        entry = next((each for each in board.entries if each.id == activity_id), None)
        if entry is None:
            return ""
        return entry.tasks[0].id if entry.tasks else _none_key(entry)

    @property
    def _entry(self) -> BoardEntry | None:
        """The activity at the cursor; None at a task of the whole week."""
        row = self.table.current
        if row is None or self._board is None:
            return None
        return next(
            (
                entry
                for entry in self._board.entries
                if row.key == _none_key(entry) or any(task.id == row.key for task in entry.tasks)
            ),
            None,
        )

    # Doing

    def action_done(self) -> None:
        """Mark the task at the cursor done, or open it again."""
        task = self.chosen()
        if task is None:
            return
        after = finished(task, self.desk.today()) if task.is_open else reopened(task)
        why = _("Done: {title}") if task.is_open else _("Not done: {title}")
        self.run_change(why.format(title=task.title), lambda change: change.replace(after))

    def action_add(self) -> None:
        """Ask for something to be prepared for the activity at the cursor."""
        entry = self._entry
        if entry is None:
            self.show_message(_("Go to an activity first."), "warning")
            return

        def save(title: str, owner: str, due: date | None) -> bool:
            return self.attempt(
                lambda: add_preparation(self.desk, entry, title, owner, due),
                _("To prepare: {title}").format(title=title),
            )

        title = _("To prepare for {what}").format(what=entry_name(entry))
        self.show_form(task_form(self.desk, title, save, owner=entry.activity.owner))

    @on(SelectTable.RowSelected)
    def action_edit(self) -> None:
        """Ask what the task at the cursor is to be."""
        task = self.chosen()
        if task is None:
            return

        def save(title: str, owner: str, due: date | None) -> bool:
            return self.run_change(
                _("Changed: {title}").format(title=title),
                lambda change: change.replace(
                    replace(task, title=clean_line(title, 200), owner=owner, due=due)
                ),
            )

        title = _("Change {what}").format(what=task.title)
        self.show_form(
            task_form(self.desk, title, save, text=task.title, owner=task.owner, due=task.due, about=task.id)
        )

    def action_remove_task(self) -> None:
        """Remove the task at the cursor, after asking."""
        task = self.chosen()
        if task is not None:
            self.ask(
                _("Remove {what}?").format(what=task.title),
                lambda: self.run_change(
                    _("Removed: {title}").format(title=task.title), lambda change: change.remove(task)
                ),
            )


def _none_key(entry: BoardEntry) -> str:
    return f"none-{entry.id}"


def task_form(
    desk: Desk,
    heading: str,
    save: Callable[[str, str, date | None], bool],
    *,
    text: str = "",
    owner: str = "",
    due: date | None = None,
    about: str = "",
) -> Form:
    """Return the form of a task: what, who and by when; `about` is its key, where it is no new one."""

    def keep(values: dict[str, str]) -> bool:
        return save(values["title"], key_named(desk, values["owner"]), day_of(values["due"]))

    return Form(
        heading,
        [
            FormField("title", _("What"), value=text, required=True),
            owner_field(desk, owner, pgettext("owner", "Who")),
            FormField(
                "due",
                _("By"),
                "date",
                due.isoformat() if due else "",
                hint=_("such as 03-20 or +7"),
                today=desk.today(),
            ),
        ],
        keep,
        about=about,
    )
