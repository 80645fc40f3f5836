"""What meetings decided: tasks with an owner and a due day that come back on the next agenda until done."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dutydesk.api import DataProblem, Desk
from dutydesk.api.people_named import names_by_key
from dutydesk.api.tasks import new_task
from dutydesk.domain import Activity, Occurrence, Task, TaskKind
from dutydesk.wording import _

_ABOUT = "activity:"
_DAY_ENDING = re.compile(r"-(\d{8})$")


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: its task, what its owner is called, and the meeting that took it.

    `day` is that of the meeting, None where the meeting is no longer known. `overdue` is seen from today.
    """

    task: Task
    owner: str
    series: str
    meeting: str
    day: date | None
    overdue: bool

    @property
    def state(self) -> str:
        """Open, overdue, or done and when."""
        if self.task.done is not None:
            return _("done {day}").format(day=self.task.done)
        return _("overdue") if self.overdue else _("open")


def about(held: Occurrence) -> str:
    """Return what decisions and materials of a session are about."""
    return f"{_ABOUT}{held.key}"


def decide(desk: Desk, held: Occurrence, text: str, *, owner: str, due: date) -> Task:
    """Keep what a meeting decided, who sees to it and by when, as one change; `owner` is a person's key.

    Raises:
        DataProblem: it has no words, or is due before the meeting.
    """
    if due < held.start.date():
        raise DataProblem(
            _("due on {due} is before the meeting of {day}; expected that day or a later one").format(
                due=due, day=held.start.date()
            )
        )
    task = new_task(text, kind=TaskKind.DECISION, owner=owner, due=due, about=about(held))
    with desk.change(_("Decided: {title}").format(title=task.title)) as change:
        return change.add(task)


def withdraw(desk: Desk, task: Task) -> None:
    """Take a decision back that was not taken after all, as one change."""
    with desk.change(_("Not decided: {title}").format(title=task.title)) as change:
        change.remove(task)


def all_decisions(desk: Desk) -> Sequence[Decision]:
    """Return every decision of any meeting, by the day of the meeting, then by due day."""
    names = names_by_key(desk)
    activities = {each.id: each for each in desk.activities()}
    today = desk.today()
    found = [
        _decision(task, names, activities, today) for task in desk.table(Task).where(kind=TaskKind.DECISION)
    ]
    return sorted(
        found,
        key=lambda each: (each.day or date.min, each.task.due or date.max, each.task.title, each.task.id),
    )


def decided_at(decisions: Iterable[Decision], held: Occurrence) -> tuple[Decision, ...]:
    """Return those of `decisions` that a meeting took."""
    return tuple(each for each in decisions if each.task.about == about(held))


def brought_to(decisions: Iterable[Decision], held: Occurrence) -> tuple[Decision, ...]:
    """Return those of earlier meetings that stand on the agenda of `held`: not done before its day.

    Of a series these are the decisions of its own earlier meetings, of a single meeting those of any.
    """
    day = held.start.date()
    return tuple(
        each
        for each in decisions
        if each.task.about != about(held)
        and (each.day is None or each.day < day)
        and (not held.activity.rule or each.series == held.activity.id)
        and (each.task.done is None or each.task.done >= day)
    )


def _decision(
    task: Task, names: Mapping[str, str], activities: Mapping[str, Activity], today: date
) -> Decision:
    key = task.about.removeprefix(_ABOUT)
    single = activities.get(key)
    ending = _DAY_ENDING.search(key)
    series = key if single is not None or ending is None else key[: ending.start()]
    activity = activities.get(series)
    if ending is not None and single is None:
        day = _day(ending[1])
    else:
        day = single.start.date() if single is not None else None
    return Decision(
        task=task,
        owner=names.get(task.owner, task.owner),
        series=series,
        meeting=activity.title if activity is not None else "",
        day=day,
        overdue=task.is_overdue(today),
    )


def _day(digits: str) -> date | None:
    try:
        return date.fromisoformat(digits)
    except ValueError:
        return None
