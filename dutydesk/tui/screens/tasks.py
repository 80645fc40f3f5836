"""What someone must do by a day: decisions, preparations, weak points and hazards in one list."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.api.people_named import names_by_key
from dutydesk.api.tasks import finished, reopened, tasks_in_order
from dutydesk.domain import Task
from dutydesk.tui.screens.tasks_forms import task_form
from dutydesk.tui.screens.tasks_rows import COLUMNS, task_line, task_rows
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.area import AreaScreen
from dutydesk.tui.widgets.filter_bar import FilterBar
from dutydesk.tui.widgets.line_bar import LineBar, LinePart
from dutydesk.tui.widgets.outcomes import outcome_form
from dutydesk.tui.widgets.table import SelectTable, TableRow
from dutydesk.wording import _, phrases

_ACTIVITY = "activity:"


@dataclass(frozen=True, slots=True)
class _TasksRead:
    """The tasks of a desk at one moment, their lines, and what those about an activity are called."""

    tasks: dict[str, Task]
    rows: tuple[TableRow, ...]
    about: dict[str, str]
    open_count: int
    overdue_count: int


class TasksScreen(AreaScreen):
    """The open tasks by due day; those that are done can be shown below them."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("tasks.add", "a", "add", _("Add"), _("Add a task")),
        ActionSpec("tasks.edit", "e", "edit", _("Edit"), _("Change this task")),
        ActionSpec(
            "tasks.done", "d", "done", _("Done"), _("Say what was done, or that it is not done after all")
        ),
        ActionSpec("tasks.drop", "delete,x", "drop", _("Remove"), _("Remove this task, after asking")),
        ActionSpec(
            "tasks.settled", "g", "settled", _("With done"), _("Show those that are done too, or not")
        ),
        ActionSpec("tasks.filter", "slash", "filter", _("Filter"), _("Show only what holds a text")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = SelectTable(COLUMNS, empty=_("Nothing to do. Press a to add a task."), id="tasks")
        self.counts = LineBar(id="task-counts")
        self.detail = LineBar(id="task-detail")
        self._read = _TasksRead({}, (), {}, 0, 0)
        self._shows_done = False
        self._wanted = ""

    def compose_body(self) -> ComposeResult:
        """Lay out the counts, the tasks, and what more is known of one."""
        self.detail.add_class("gives-way")
        yield self.counts
        yield FilterBar(self.list)
        yield self.list
        yield self.detail

    def reload(self) -> None:
        """Read the tasks in a thread."""
        with_done = self._shows_done
        self.in_background(lambda: self._tasks(with_done=with_done), self._show)

    def tick(self) -> None:
        """Look anew: a day may have ended."""
        self.reload()

    def _tasks(self, *, with_done: bool) -> _TasksRead:
        desk, today = self.desk, self.desk.today()
        tasks = tasks_in_order(desk)
        names = names_by_key(desk)
        shown = [task for task in tasks if with_done or task.is_open]
        titles = {each.id: each.title for each in desk.activities()}
        return _TasksRead(
            {task.id: task for task in tasks},
            tuple(task_rows(shown, names, today)),
            {task.id: _about(task, titles) for task in shown},
            sum(task.is_open for task in tasks),
            sum(task.is_overdue(today) for task in tasks),
        )

    def _show(self, read: _TasksRead) -> None:
        self._read = read
        if self._wanted and not self._shows_done and self._is_done(self._wanted):
            self.action_settled()
            return
        self.list.show_rows(read.rows)
        overdue = _("{count} overdue").format(count=read.overdue_count)
        self.counts.show_parts(
            [
                LinePart(" " + _("{count} open").format(count=read.open_count), "strong"),
                *([LinePart(phrases(("", overdue)), "error")] if read.overdue_count else []),
            ],
            [
                LinePart(
                    _(" g: without done ") if self._shows_done else _(" g: with done "),
                    "muted",
                    "screen.settled",
                )
            ],
        )
        if self._wanted:
            self.list.move_to(self._wanted)
            self._wanted = ""
        self._show_detail()

    def _is_done(self, key: str) -> bool:
        task = self._read.tasks.get(key)
        return task is not None and not task.is_open

    @property
    def chosen(self) -> Task | None:
        """The task at the cursor."""
        row = self.list.current
        return self._read.tasks.get(row.key) if row is not None else None

    @on(SelectTable.RowMoved)
    def follow_cursor(self, event: SelectTable.RowMoved) -> None:
        """Tell more of the task at the cursor."""
        event.stop()
        self._show_detail()

    @on(SelectTable.RowSelected)
    def open_task(self, event: SelectTable.RowSelected) -> None:
        """Change the chosen task."""
        event.stop()
        self.action_edit()

    def _show_detail(self) -> None:
        task = self.chosen
        text = task_line(task, self._read.about.get(task.id, "")) if task is not None else ""
        self.detail.show_parts([LinePart(f" {text}", "muted")] if text else [])

    # What can be done

    def action_go_to(self, task: str) -> None:
        """Go to the task with this key."""
        self.action_unfilter()
        self._wanted = task
        self.reload()

    def action_add(self) -> None:
        """Ask for a new task."""

        def save(task: Task) -> bool:
            self._wanted = task.id
            return self.run_change(
                _("Task: {title}").format(title=task.title), lambda change: change.add(task)
            )

        self.show_form(task_form(self.desk, _("New task"), save))

    def action_edit(self) -> None:
        """Change the task at the cursor by form."""
        task = self._chosen_or_told()
        if task is None:
            return

        def save(after: Task) -> bool:
            return self.run_change(
                _("Task changed: {title}").format(title=after.title), lambda change: change.replace(after)
            )

        self.show_form(task_form(self.desk, task.title, save, task))

    def action_done(self) -> None:
        """Mark the task at the cursor done, or take that back."""
        task = self._chosen_or_told()
        if task is None:
            return
        if not task.is_open:
            self.run_change(
                _("Not done: {title}").format(title=task.title), lambda change: change.replace(reopened(task))
            )
            return

        def save(outcome: str) -> bool:
            after = finished(task, self.desk.today(), outcome)
            return self.run_change(
                _("Done: {title}").format(title=task.title), lambda change: change.replace(after)
            )

        self.show_form(outcome_form(task, save))

    def action_drop(self) -> None:
        """Remove the task at the cursor, after asking."""
        task = self._chosen_or_told()
        if task is not None:
            self.ask(
                _("Remove the task {title}?").format(title=task.title),
                lambda: self.run_change(
                    _("Task removed: {title}").format(title=task.title), lambda change: change.remove(task)
                ),
            )

    def action_settled(self) -> None:
        """Show those that are done too, or no more."""
        self._shows_done = not self._shows_done
        self.reload()

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterBar).open()

    def _chosen_or_told(self) -> Task | None:
        task = self.chosen
        if task is None:
            self.show_message(_("Go to a task first; a adds one."), "warning")
        return task


def _about(task: Task, titles: dict[str, str]) -> str:
    """Return what an activity is called to which a task belongs; its key may be that of one occurrence."""
    key = task.about.removeprefix(_ACTIVITY)
    if key == task.about:
        return ""
    series, _dash, day = key.rpartition("-")
    return titles.get(key) or (phrases((titles[series], day)) if series in titles else "")
