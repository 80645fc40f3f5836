"""What calendars tell of an announced drill: where each building gathers, and who has which part."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dutydesk.api import ActivityNote, Desk
from dutydesk.api.people_named import names_by_key
from dutydesk.domain import Occurrence
from dutydesk.wording import _
from dutydesk_drills.drill_plan import DrillPart
from dutydesk_drills.drills import Drill, with_plans
from dutydesk_drills.kinds import is_drill
from dutydesk_drills.preparing.plan_of_drill import needed_parts
from dutydesk_drills.preparing.planned_building import planned_buildings
from dutydesk_drills.settings import DrillsFile


def drill_notes(desk: Desk, found: Iterable[Occurrence]) -> Sequence[ActivityNote]:
    """Return what is planned of each announced drill among `found`; of an unannounced one, nothing."""
    ours = [each for each in found if is_drill(each.activity.kind) and not each.activity.private]
    if not ours:
        return ()
    keys = tuple(each.key for each in ours)
    given: dict[str, dict[tuple[str, str], DrillPart]] = {}
    for each in desk.table(DrillPart).where(drill=keys):
        given.setdefault(each.drill, {})[each.role, each.place] = each
    names = names_by_key(desk)
    notes: list[ActivityNote] = []
    for drill in with_plans(desk, ours):
        text = "\n".join(_lines(desk, drill, given.get(drill.key, {}), names))
        if text:
            notes.append(ActivityNote(drill.key, text))
    return notes


def _lines(
    desk: Desk, drill: Drill, given: Mapping[tuple[str, str], DrillPart], names: Mapping[str, str]
) -> Iterator[str]:
    buildings = planned_buildings(desk.settings(DrillsFile).building, drill)
    for each in buildings:
        yield (
            _("{building}: {assembly}").format(building=each.name, assembly=each.assembly)
            if each.assembly
            else each.name
        )
    if drill.plan.assembly and not buildings:
        yield _("Assembly point: {place}").format(place=drill.plan.assembly)
    for part in needed_parts(drill, buildings):
        who = given.get((part.role.code, part.place))
        if who is not None:
            yield _("{part}: {name}").format(part=part.title, name=who.who(names))
