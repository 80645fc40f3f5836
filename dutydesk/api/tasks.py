"""Tasks as plugins and screens make and finish them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dutydesk.api.desk import Desk
from dutydesk.api.problem import DataProblem
from dutydesk.domain import Task, TaskKind, clean, clean_line, new_id
from dutydesk.wording import _, headed


def new_task(
    title: str,
    *,
    kind: TaskKind = TaskKind.TASK,
    owner: str = "",
    due: date | None = None,
    about: str = "",
    place: str = "",
    note: str = "",
) -> Task:
    """Return a new task, its texts cleaned; it is kept by ``change.add``.

    Raises:
        DataProblem: it has no title.
    """
    cleaned = clean_line(title, 200)
    if not cleaned:
        raise DataProblem(_("a task needs some words that say what is to be done"))
    return Task(
        id=new_id(),
        title=cleaned,
        kind=kind,
        owner=owner,
        due=due,
        about=about,
        place=clean_line(place, 200),
        note=clean(note, limit=2000),
    )


def finished(task: Task, day: date, outcome: str = "") -> Task:
    """Return `task` as done on `day`; without an `outcome` it keeps the one it has."""
    return replace(task, done=day, outcome=clean(outcome, limit=2000) or task.outcome)


def reopened(task: Task) -> Task:
    """Return `task` as not done after all."""
    return replace(task, done=None)


def tasks_about(desk: Desk, about: str) -> Sequence[Task]:
    """Return the tasks that belong to `about`, by due day."""
    return in_order(desk.table(Task).where(about=about))


def tasks_in_order(desk: Desk) -> Sequence[Task]:
    """Return every task: open ones first, by due day."""
    return in_order(desk.table(Task).all())


def in_order(found: Sequence[Task]) -> Sequence[Task]:
    """Return open tasks first, those due soonest at the top, then those done, the last one first."""
    still = sorted(
        (each for each in found if each.done is None), key=lambda each: (each.due or date.max, each.title)
    )
    done = sorted(
        ((each.done, each) for each in found if each.done is not None),
        key=lambda each: (each[0], each[1].title),
        reverse=True,
    )
    return (*still, *(each for _day, each in done))


def task_state_name(task: Task, today: date) -> str:
    """Return what people call the state of a task."""
    if not task.is_open:
        return _("done")
    return _("overdue") if task.is_overdue(today) else _("open")


def what_became_of(task: Task, today: date) -> str:
    """Say of something to be mended whether it was, and how, or by when it is to be."""
    if task.done is not None:
        text = _("mended on {day}").format(day=task.done)
        return headed(text, task.outcome) if task.outcome else text
    if task.due is None:
        return _("open")
    if task.is_overdue(today):
        return _("overdue since {day}").format(day=task.due)
    return _("open, due {day}").format(day=task.due)


def task_values(task: Task, today: date) -> dict[str, Any]:
    """Return a task as JSON can hold it."""
    return {
        "key": task.id,
        "title": task.title,
        "kind": task.kind.value,
        "state": "done" if not task.is_open else "overdue" if task.is_overdue(today) else "open",
        "owner": task.owner,
        "due": task.due,
        "done": task.done,
        "about": task.about,
        "place": task.place,
        "note": task.note,
        "outcome": task.outcome,
    }
