"""How a desk stands for a bureau: what the host itself knows, and what its plugins say."""

from collections.abc import Sequence
from datetime import date, timedelta

from dutydesk.api import Desk, Standing, StandingState
from dutydesk.domain import Task, TaskKind
from dutydesk.wording import _, bracketed, clauses

_YESTERDAY = timedelta(days=1)
_MOST_NAMED = 3


def host_standing(desk: Desk) -> tuple[Standing, ...]:
    """Return how many hazards and how many other tasks are overdue."""
    late = desk.table(Task).between("due", date.min, desk.today() - _YESTERDAY, done=None)
    hazards = [task for task in late if task.kind is TaskKind.HAZARD]
    others = [task for task in late if task.kind is not TaskKind.HAZARD]
    return (
        _overdue("hazards.overdue", _("Hazards overdue"), hazards, 30, _("Hazards")),
        _overdue("tasks.overdue", _("Tasks overdue"), others, 40, _("Tasks")),
    )


def _overdue(key: str, title: str, tasks: Sequence[Task], order: int, short: str) -> Standing:
    return Standing(
        key=key,
        title=title,
        count=len(tasks),
        state=StandingState.URGENT if tasks else StandingState.FINE,
        order=order,
        short=short,
        detail=clauses(bracketed(task.title, str(task.due)) for task in tasks[:_MOST_NAMED]),
    )


def all_standings(desk: Desk) -> tuple[Standing, ...]:
    """Return how the desk stands today: by its plugins, and by its tasks."""
    return (*desk.ask("standing", Standing), *host_standing(desk))
