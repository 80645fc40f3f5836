"""What the host itself says is due: leave that waits for an answer, and tasks."""

from collections.abc import Iterable, Iterator
from datetime import date

from dutydesk.api import Desk, DueGroup, DueItem, DueState, Screen
from dutydesk.api.people_named import names_by_key
from dutydesk.domain import Absence, AbsenceState, Task, absence_kind_name, task_kind_name
from dutydesk.wording import _, phrases

REQUESTS_AREA = "requests"
"""The area in which requests for leave are decided, where a plugin brings one of this name."""

TASKS_AREA = "tasks"


def asked_leave(desk: Desk, screens: Iterable[Screen]) -> Iterator[DueItem]:
    """Yield the leave that is asked for and not over; an area for requests is where it is decided."""
    has_area = any(screen.name == REQUESTS_AREA for screen in screens)
    names = names_by_key(desk)
    asked = {"state": AbsenceState.ASKED}
    for absence in desk.table(Absence).between("last", desk.today(), date.max, **asked):
        yield DueItem(
            title=_("{name} asks for {kind}, {first} to {last}").format(
                name=names.get(absence.person, absence.person),
                kind=absence_kind_name(absence.kind),
                first=absence.first,
                last=absence.last,
            ),
            day=absence.first,
            state=DueState.OVERDUE if absence.first <= desk.today() else DueState.DUE,
            screen=REQUESTS_AREA if has_area else "people",
            group=DueGroup.REQUEST,
            action=(
                f"open_request({f'absence:{absence.id}'!r})"
                if has_area
                else f"go_to({absence.person!r}, {absence.id!r})"
            ),
        )


def due_tasks(desk: Desk, last: date) -> Iterator[DueItem]:
    """Yield the tasks that are due by `last` and not done."""
    names = names_by_key(desk)
    today = desk.today()
    for task in desk.table(Task).between("due", date.min, last, done=None):
        if task.due is None:
            continue
        yield DueItem(
            title=task.title,
            day=task.due,
            state=DueState.OVERDUE if task.due < today else DueState.DUE,
            screen=TASKS_AREA,
            detail=phrases(filter(None, (task_kind_name(task.kind), names.get(task.owner, task.owner)))),
            action=f"go_to({task.id!r})",
        )
