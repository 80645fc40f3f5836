"""Planning a drill as the last one of its kind was planned."""

from dataclasses import replace

from dutydesk.api import DataProblem, Desk
from dutydesk.api.tables import keep
from dutydesk.wording import _
from dutydesk_drills.drill_plan import DrillBuilding, DrillPart, DrillPlan
from dutydesk_drills.drills import EVER, Drill, drill_occurrences, with_plans
from dutydesk_drills.signing import refuse_signed


def drill_before(desk: Desk, drill: Drill) -> Drill:
    """Return the last drill of the same kind before `drill` of which anything was planned.

    Raises:
        DataProblem: there is none.
    """
    parts = {each.drill for each in desk.table(DrillPart).all()}
    earlier = [
        each
        for each in drill_occurrences(desk, EVER[0], drill.day)
        if each.start < drill.held.start and each.activity.kind == drill.held.activity.kind
    ]
    for each in reversed(with_plans(desk, earlier)):
        if each.plan.revision or each.buildings or each.key in parts:
            return each
    raise DataProblem(
        _("no earlier drill of this kind has a plan to copy: {kind}").format(kind=drill.kind.name)
    )


def copy_plan(desk: Desk, drill: Drill, source: Drill) -> None:
    """Take over texts, buildings and parts of `source` where nothing was said for `drill` yet, as one change.

    Parts go to the same people, as if given by hand; nobody learns of an unannounced drill by it. When
    parents were told and what was checked stay with the earlier drill.

    Raises:
        DataProblem: the record of the drill is signed off.
        StaleChange: somebody has changed the plan since `drill` was read.
    """
    why = _("Planned as {source}: {drill}").format(source=source.name, drill=drill.name)
    with desk.change(why) as change:
        refuse_signed(change, drill.key)
        plan = _joined(drill.plan, source.plan)
        if plan != drill.plan:
            keep(change, plan)
        there = {each.building for each in drill.buildings}
        for each in source.buildings:
            if each.building not in there:
                added = DrillBuilding.of(drill.key, each.building)
                change.add(replace(added, heads=each.heads, route=each.route, assembly=each.assembly))
        taken = {each.id for each in change.table(DrillPart).where(drill=drill.key)}
        for part in change.table(DrillPart).where(drill=source.key):
            mine = DrillPart.of(drill.key, part.role, part.place)
            if mine.id not in taken:
                change.add(replace(mine, person=part.person, name=part.name))


def _joined(plan: DrillPlan, source: DrillPlan) -> DrillPlan:
    return replace(
        plan,
        scenario=plan.scenario or source.scenario,
        routes=plan.routes or source.routes,
        assembly=plan.assembly or source.assembly,
        debrief=plan.debrief or source.debrief,
        conditions=plan.conditions or source.conditions,
    )
