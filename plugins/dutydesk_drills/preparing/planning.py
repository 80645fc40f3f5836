"""Changing the plan of a drill: its texts and conditions, its buildings, and that parents were told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.api.tables import keep
from dutydesk.domain import clean, clean_line
from dutydesk.wording import _
from dutydesk_drills.buildings import known_building, refuse_heads
from dutydesk_drills.drill_plan import DrillBuilding, DrillPart, DrillPlan
from dutydesk_drills.drills import Drill
from dutydesk_drills.preparing.planned_building import SECOND_WAY_OUT
from dutydesk_drills.preparing.taking_part import is_about
from dutydesk_drills.settings import DrillsFile
from dutydesk_drills.signing import refuse_signed

LONGEST_TEXT = 2000
PLAN_CONDITIONS = (SECOND_WAY_OUT,)
"""The conditions that the plan itself says; the others follow from time, buildings and who may know."""


def write_plan(
    desk: Desk,
    drill: Drill,
    *,
    scenario: str | None = None,
    routes: str | None = None,
    assembly: str | None = None,
    debrief: str | None = None,
    conditions: Iterable[str] | None = None,
) -> DrillPlan:
    """Keep the texts and conditions of a drill's plan, as one change; None leaves one as it is.

    Raises:
        DataProblem: a condition is not one of `PLAN_CONDITIONS`, or the record is signed off.
        StaleChange: somebody has changed the plan since `drill` was read.
    """
    after = plan_with(
        drill, scenario=scenario, routes=routes, assembly=assembly, debrief=debrief, conditions=conditions
    )
    return _keep(desk, drill, after, _("Plan of a drill: {drill}"))


def plan_with(
    drill: Drill,
    *,
    scenario: str | None = None,
    routes: str | None = None,
    assembly: str | None = None,
    debrief: str | None = None,
    conditions: Iterable[str] | None = None,
) -> DrillPlan:
    """Return the plan of a drill with other texts and conditions.

    The scenario of the kind itself is not kept, so that an empty one stands for it.

    Raises:
        DataProblem: a condition is not one of `PLAN_CONDITIONS`.
    """
    before = drill.plan
    said = before.scenario if scenario is None else clean(scenario, limit=LONGEST_TEXT)
    return replace(
        before,
        scenario="" if said == drill.kind.scenario else said,
        routes=before.routes if routes is None else clean(routes, limit=LONGEST_TEXT),
        assembly=before.assembly if assembly is None else clean_line(assembly),
        debrief=before.debrief if debrief is None else clean_line(debrief),
        conditions=before.conditions if conditions is None else _known_conditions(conditions),
    )


def tell_parents(desk: Desk, drill: Drill, day: date | None) -> DrillPlan:
    """Keep on which day parents were told of a drill, as one change; None takes that back.

    Raises:
        DataProblem: the day has not come yet or lies after the drill, or the record is signed off.
        StaleChange: somebody has changed the plan since `drill` was read.
    """
    if day is None:
        why = _("Parents were not told after all: {drill}")
    else:
        refuse_notice(desk, drill, day)
        why = _("Parents were told of a drill: {drill}")
    return _keep(desk, drill, replace(drill.plan, notice_on=day), why)


def refuse_notice(desk: Desk, drill: Drill, day: date) -> None:
    """Return where parents can have been told of a drill on `day`.

    Raises:
        DataProblem: the day has not come yet, or lies after the drill.
    """
    if day > desk.today():
        raise DataProblem(_("{day} has not come yet; note the notice once parents were told").format(day=day))
    if day > drill.day:
        raise DataProblem(_("{day} lies after the drill, which is on {held}").format(day=day, held=drill.day))


def put_building(
    desk: Desk,
    drill: Drill,
    code: str,
    *,
    heads: int | None = None,
    route: str = "",
    assembly: str = "",
    beside: Iterable[str] = (),
) -> DrillBuilding:
    """Let a building take part in a drill, or change what was said for it; what is empty is as usual for it.

    The buildings whose codes are `beside` it take part too: where the plan names none yet, those that the
    drill is about anyway are to stay.

    Raises:
        DataProblem: there is no such building, or the record is signed off.
        StaleChange: somebody has changed the building's line since `drill` was read.
    """
    building = known_building(desk, code)
    refuse_heads(heads)
    before = {each.building: each for each in drill.buildings}
    kept = before.get(building.code)
    after = replace(
        kept or DrillBuilding.of(drill.key, building.code),
        heads=heads,
        route=clean_line(route),
        assembly=clean_line(assembly),
    )
    why = (
        _("{building} takes part: {drill}") if kept is None else _("{building}, as it is planned: {drill}")
    ).format(building=building.name, drill=drill.name)
    with desk.change(why) as change:
        refuse_signed(change, drill.key)
        add_plain(change, drill, (each for each in beside if each not in before and each != building.code))
        return keep(change, after)


def put_all_buildings(desk: Desk, drill: Drill) -> None:
    """Let every building that such a drill is about take part, as one change.

    Raises:
        DataProblem: there is none to add, or the record is signed off.
    """
    there = {each.building for each in drill.buildings}
    about = [each for each in desk.settings(DrillsFile).building if is_about(drill, each)]
    missing = [each.code for each in about if each.code not in there]
    if not missing:
        raise DataProblem(
            _("no building is left to add; buildings stand in config/drills.toml, one [[building]] each")
        )
    with desk.change(_("Every building takes part: {drill}").format(drill=drill.name)) as change:
        refuse_signed(change, drill.key)
        add_plain(change, drill, missing)


def drop_building(desk: Desk, drill: Drill, code: str, beside: Iterable[str] = ()) -> None:
    """Let a building take no part in a drill, and take back the parts in it, as one change.

    `beside` are the codes of those that stay, where the plan names none yet.

    Raises:
        DataProblem: it takes no part, no other would be left, or the record is signed off.
    """
    kept = next((each for each in drill.buildings if each.building == code), None)
    staying = [each for each in beside if each != code]
    if kept is None and not (staying and code in set(beside)):
        raise DataProblem(
            _("{code!r} is not among the buildings that this plan names: {known}").format(
                code=code, known=", ".join(each.building for each in drill.buildings) or _("none yet")
            )
        )
    name = next((each.name for each in desk.settings(DrillsFile).building if each.code == code), code)
    why = _("{building} takes no part: {drill}").format(building=name, drill=drill.name)
    with desk.change(why) as change:
        refuse_signed(change, drill.key)
        if kept is not None:
            change.remove(kept)
        else:
            add_plain(change, drill, staying)
        remove_parts_in(change, drill, code)


def remove_parts_in(change: Change, drill: Drill, code: str) -> None:
    """Take back every part in the building with this code."""
    for part in change.table(DrillPart).where(drill=drill.key):
        if part.place.partition(":")[0] == code:
            change.remove(part)


def add_plain(change: Change, drill: Drill, codes: Iterable[str]) -> None:
    """Let the buildings with these codes take part, as is usual for them."""
    for code in codes:
        change.add(DrillBuilding.of(drill.key, code))


def _keep(desk: Desk, drill: Drill, after: DrillPlan, why: str) -> DrillPlan:
    if after == drill.plan:
        return after
    with desk.change(why.format(drill=drill.name)) as change:
        refuse_signed(change, drill.key)
        return keep(change, after)


def _known_conditions(conditions: Iterable[str]) -> tuple[str, ...]:
    wanted = set(conditions)
    for each in wanted - set(PLAN_CONDITIONS):
        raise DataProblem(
            _(
                "{condition!r} is not said in a plan; expected {known} (night and break follow from the "
                "time, dormitory and bus from the buildings)"
            ).format(condition=clean_line(each, 40), known=", ".join(PLAN_CONDITIONS))
        )
    return tuple(each for each in PLAN_CONDITIONS if each in wanted)
