"""What a drill has shown to be mended: tasks of the desk, each with who does it, by when, and the proof."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from dutydesk.api import Desk, DigestLine
from dutydesk.api.attachments import attach, attached
from dutydesk.api.holding import HELD
from dutydesk.api.people_named import key_named, names_by_key
from dutydesk.api.tasks import finished, in_order, new_task, tasks_about
from dutydesk.domain import Attachment, Occurrence, Task, TaskKind
from dutydesk.wording import _, clauses, ngettext
from dutydesk_drills.buildings import building_named
from dutydesk_drills.drill_plan import drill_subject
from dutydesk_drills.drills import EVER, Drill, drill_occurrences, refuse_unheld
from dutydesk_drills.settings import DrillsFile


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
        attach(desk, task.subject, source)
    with desk.change(_("Done: {title}").format(title=task.title)) as change:
        change.replace(finished(task, desk.today(), outcome))


def findings_of(desk: Desk, key: str) -> Sequence[Task]:
    """Return what the drill with this key has shown, open ones first."""
    return tuple(each for each in tasks_about(desk, drill_subject(key)) if each.kind is TaskKind.FINDING)


def all_findings(desk: Desk, drills: Iterable[Occurrence]) -> dict[str, tuple[Task, ...]]:
    """Return what each of `drills` that was held has shown, by the drill's key."""
    keys = {drill_subject(each.key): each.key for each in drills if each.state == HELD}
    found: dict[str, tuple[Task, ...]] = {}
    for task in in_order(desk.table(Task).where(kind=TaskKind.FINDING)):
        key = keys.get(task.about)
        if key is not None:
            found[key] = (*found.get(key, ()), task)
    return found


def files_of(desk: Desk, key: str, findings: Iterable[Task]) -> tuple[Attachment, ...]:
    """Return what is attached to the drill with this key, then what is attached to its weak points."""
    subjects = (drill_subject(key), *(task.subject for task in findings))
    return tuple(each for subject in subjects for each in attached(desk, subject))


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
        told = clauses(
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
            heading=heading, text=text, order=order, records=tuple(task.subject for task in late)
        )
