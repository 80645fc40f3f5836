"""The lines of the Tasks area, made from records."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from dutydesk.api.tasks import task_state_name
from dutydesk.domain import Task, short_day, task_kind_name
from dutydesk.tui.widgets.table import TableColumn, TableRow
from dutydesk.wording import _, pgettext

COLUMNS = (
    TableColumn("due", _("Due"), 10),
    TableColumn("state", _("State"), 8),
    TableColumn("title", _("Task")),
    TableColumn("who", pgettext("owner", "Who"), 10),
    TableColumn("kind", _("Kind"), 11),
)
_SOON = timedelta(days=7)


def task_rows(tasks: Iterable[Task], names: Mapping[str, str], today: date) -> Iterator[TableRow]:
    """Yield a line for each task, under a heading for those overdue, of this week, later and done."""
    heading = ""
    for task in tasks:
        group = _group(task, today)
        if group != heading:
            heading = group
            yield TableRow(f"group-{group}", (group,), heading=True)
        who = names.get(task.owner, task.owner) or _("nobody")
        yield TableRow(
            task.id,
            (_day(task.due), task_state_name(task, today), task.title, who, task_kind_name(task.kind)),
            style="muted" if not task.is_open else "error" if task.is_overdue(today) else "",
            search=f"{task.place} {task.note} {task.outcome}",
        )


def task_line(task: Task, about: str) -> str:
    """Return what is known of a task beyond its line."""
    parts = (about, task.place, task.note.replace("\n", " "))
    outcome = task.outcome.replace("\n", " ")
    done = _("done {day}: {outcome}").format(day=task.done, outcome=outcome) if task.done and outcome else ""
    return " - ".join(part for part in (*parts, done) if part)


def _group(task: Task, today: date) -> str:
    if not task.is_open:
        return _("Done")
    if task.is_overdue(today):
        return _("Overdue")
    if task.due is None:
        return _("Without a day")
    return _("In the next seven days") if task.due <= today + _SOON else _("Later")


def _day(day: date | None) -> str:
    return short_day(day) if day is not None else ""
