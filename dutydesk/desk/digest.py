"""What the host itself tells of some days: tasks done and not done, and who was away."""

from collections.abc import Iterator, Sequence
from datetime import date

from dutydesk.api import Desk, DigestLine
from dutydesk.api.people_named import names_by_key
from dutydesk.domain import Absence, AbsenceState, Task
from dutydesk.wording import _, clauses, listed, ngettext

TASKS_ORDER, AWAY_ORDER = 80, 90


def host_digest(desk: Desk, first: date, last: date) -> Iterator[DigestLine]:
    """Yield the tasks done in the days `first` to `last`, those overdue at their end, and who was away."""
    tasks = desk.table(Task).all()
    names = names_by_key(desk)
    done = [task for task in tasks if task.done is not None and first <= task.done <= last]
    overdue = [
        task
        for task in tasks
        if task.due is not None and task.due <= last and (task.done is None or task.done > last)
    ]
    if done:
        text = ngettext("{count} task done: {titles}", "{count} tasks done: {titles}", len(done))
        yield _task_line(text, done)
    if overdue:
        text = ngettext(
            "{count} task due and not done: {titles}",
            "{count} tasks due and not done: {titles}",
            len(overdue),
        )
        yield _task_line(text, overdue)
    away = [
        each
        for each in desk.table(Absence).between("last", first, date.max)
        if each.first <= last and each.state is AbsenceState.APPROVED
    ]
    if away:
        people = listed(dict.fromkeys(names.get(each.person, each.person) for each in away))
        yield DigestLine(
            heading=_("Away"),
            text=people,
            order=AWAY_ORDER,
            records=tuple(f"absence:{each.id}" for each in away),
        )


def _task_line(text: str, tasks: Sequence[Task]) -> DigestLine:
    return DigestLine(
        heading=_("Tasks"),
        text=text.format(count=len(tasks), titles=clauses(task.title for task in tasks)),
        order=TASKS_ORDER,
        records=tuple(task.subject for task in tasks),
    )
