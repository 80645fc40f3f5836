"""Open tasks as events in the calendars of those who must do them."""

from collections.abc import Iterator
from datetime import timedelta

from dutydesk.api import Desk, FeedEvent
from dutydesk.domain import Task, Window, task_kind_name
from dutydesk.wording import _

TASK_KIND = "task"
_A_DAY = timedelta(days=1)


def task_events(desk: Desk, window: Window) -> Iterator[FeedEvent]:
    """Yield an all-day event, which takes no time, for each open task that someone must do in `window`."""
    first, last = desk.zone.day_of(window.start), desk.zone.day_of(window.end)
    for task in desk.table(Task).between("due", first, last, done=None):
        if task.due is None or not task.owner:
            continue
        yield FeedEvent(
            uid=f"task-{task.id}",
            start=task.due,
            end=task.due + _A_DAY,
            title=_("To do: {task}").format(task=task.title),
            place=task.place,
            description="\n".join(filter(None, (task_kind_name(task.kind), task.note))),
            kind=TASK_KIND,
            category=_("Task"),
            colour="slategray",
            people=(task.owner,),
            revision=max(task.revision, 1),
            changed=task.changed,
            busy=False,
        )
