"""What a drill has shown to be mended: tasks of the desk, each with who does it, by when, and the proof."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from dutydesk.api import Desk, DigestLine
from dutydesk.api.attachments import attach
from dutydesk.api.holding import HELD
from dutydesk.api.people_named import key_named, names_by_key
from dutydesk.api.tasks import finished, in_order, new_task
from dutydesk.domain import Occurrence, Task, TaskKind
from dutydesk.wording import _, ngettext
from dutydesk_drills.after.buildings import building_named
from dutydesk_drills.after.held import refuse_unheld
from dutydesk_drills.drill_plan import drill_subject
from dutydesk_drills.drills import Drill, drill_occurrences
from dutydesk_drills.settings import DrillsFile

EVER = (date(1970, 1, 1), date(2999, 12, 31))


def add_finding(
    desk: Desk, drill: Drill, text: str, *, owner: str, due: date | None, building: str = ""
) -> Task:
    """Keep something to be mended that a drill has shown, as one change; `owner` and `building` name them.

    Raises:
        DataProblem: the drill was not held yet, there are no words, or there is no such person or building.
    """
    refuse_unheld(drill)
    found = building_named(desk, building)
    task = new_task(
        text,
        kind=TaskKind.FINDING,
        owner=key_named(desk, owner),
        due=due,
        about=drill_subject(drill.key),
        place=found.name if found else "",
    )
    with desk.change(_("Weak point of a drill: {title}").format(title=task.title)) as change:
        return change.add(task)


def change_finding(
    desk: Desk, task: Task, text: str, *, owner: str, due: date | None, building: str = ""
) -> Task:
    """Keep other words, another owner, day or building of a weak point, as one change.

    A place that is no building of the school stays where no building is given.

    Raises:
        DataProblem: there are no words, or there is no such person or building.
        StaleChange: somebody else has changed it since it was read.
    """
    found = building_named(desk, building)
    known = {each.name for each in desk.settings(DrillsFile).building}
    other = "" if task.place in known else task.place
    wanted = new_task(text, owner=key_named(desk, owner), due=due, place=found.name if found else other)
    after = replace(task, title=wanted.title, owner=wanted.owner, due=wanted.due, place=wanted.place)
    with desk.change(_("Weak point changed: {title}").format(title=after.title)) as change:
        return change.replace(after)


def mend_finding(desk: Desk, task: Task, outcome: str, source: str = "") -> None:
    """Keep that a weak point is mended and what was done; `source` is a file or link that proves it.

    Raises:
        DataProblem: the file cannot be kept.
        StaleChange: somebody else has changed it since it was read.
    """
    if source.strip():
        attach(desk, f"task:{task.id}", source)
    with desk.change(_("Done: {title}").format(title=task.title)) as change:
        change.replace(finished(task, desk.today(), outcome))


def findings_of(desk: Desk, key: str) -> Sequence[Task]:
    """Return what the drill with this key has shown, open ones first."""
    return in_order(desk.table(Task).where(about=drill_subject(key), kind=TaskKind.FINDING))


def all_findings(desk: Desk, drills: Iterable[Occurrence]) -> dict[str, tuple[Task, ...]]:
    """Return what each of `drills` that was held has shown, by the drill's key."""
    keys = {drill_subject(each.key): each.key for each in drills if each.state == HELD}
    found: dict[str, tuple[Task, ...]] = {}
    for task in in_order(desk.table(Task).where(kind=TaskKind.FINDING)):
        key = keys.get(task.about)
        if key is not None:
            found[key] = (*found.get(key, ()), task)
    return found


def what_became_of(task: Task, today: date) -> str:
    """Say whether a weak point was mended, and how, or by when it is to be."""
    if task.done is not None:
        text = _("mended on {day}").format(day=task.done)
        return f"{text}: {task.outcome}" if task.outcome else text
    if task.due is None:
        return _("open")
    if task.is_overdue(today):
        return _("overdue since {day}").format(day=task.due)
    return _("open, due {day}").format(day=task.due)


def overdue_findings(desk: Desk, last: date, heading: str, order: int) -> Iterator[DigestLine]:
    """Yield a line on what drills have shown and nobody had mended by its day, seen from the day `last`."""
    names = names_by_key(desk)
    late = [
        task
        for tasks in all_findings(desk, drill_occurrences(desk, *EVER)).values()
        for task in tasks
        if task.due is not None and task.due < last and (task.done is None or task.done > last)
    ]
    if late:
        told = "; ".join(
            _("{title} ({who}, due {day})").format(
                title=task.title, who=names.get(task.owner, task.owner) or _("nobody"), day=task.due
            )
            for task in sorted(late, key=lambda each: (each.due or date.max, each.title))
        )
        text = ngettext(
            "{count} weak point of drills is past its day: {told}",
            "{count} weak points of drills are past their day: {told}",
            len(late),
        ).format(count=len(late), told=told)
        yield DigestLine(
            heading=heading, text=text, order=order, records=tuple(f"task:{task.id}" for task in late)
        )
