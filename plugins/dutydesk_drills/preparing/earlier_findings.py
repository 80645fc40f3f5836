"""What earlier drills have shown and nobody has mended yet, so that the next drill looks at it again."""

from collections.abc import Mapping
from dataclasses import dataclass

from dutydesk.api import Desk
from dutydesk.api.people_named import names_by_key
from dutydesk.api.tasks import in_order
from dutydesk.domain import Occurrence, Task, TaskKind
from dutydesk_drills.drill_plan import DrillBuilding, drill_subject
from dutydesk_drills.drills import EVER, Drill, drill_occurrences


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A weak point that an earlier drill has shown; `owner` is what people call who sees to it."""

    task: Task
    drill: Occurrence
    owner: str = ""


def open_findings(desk: Desk, drill: Drill, buildings: Mapping[str, str]) -> tuple[OpenFinding, ...]:
    """Return the open findings of earlier drills of the same kind, or in one of the same buildings, as due.

    `buildings` are the names of this drill's buildings by code. A finding in a building that this drill
    leaves alone does not come back here.
    """
    tasks = [each for each in desk.table(Task).where(kind=TaskKind.FINDING, done=None) if each.about]
    if not tasks:
        return ()
    earlier = {
        drill_subject(each.key): each
        for each in drill_occurrences(desk, EVER[0], drill.day)
        if each.start < drill.held.start
    }
    part_in: dict[str, set[str]] = {}
    for kept in desk.table(DrillBuilding).all():
        part_in.setdefault(drill_subject(kept.drill), set()).add(kept.building)
    names = names_by_key(desk)
    found: list[OpenFinding] = []
    for task in in_order(tasks):
        shown_by = earlier.get(task.about)
        if shown_by is None:
            continue
        same_kind = shown_by.activity.kind == drill.held.activity.kind
        there = task.place in buildings.values()
        same_building = there or not buildings.keys().isdisjoint(part_in.get(task.about, ()))
        elsewhere = bool(buildings) and bool(task.place) and not there
        if (same_kind or same_building) and not elsewhere:
            found.append(OpenFinding(task, shown_by, names.get(task.owner, task.owner)))
    return tuple(found)
