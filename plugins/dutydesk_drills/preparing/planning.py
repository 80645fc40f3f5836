"""Changing the plan of a drill: its texts and conditions, its buildings, and that parents were told."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.domain import clean, clean_line
from dutydesk.wording import _
from dutydesk_drills.after.signing import refuse_signed
from dutydesk_drills.drill_plan import DrillBuilding, DrillPart, DrillPlan
from dutydesk_drills.drills import Drill
from dutydesk_drills.kinds import counts_as
from dutydesk_drills.preparing.plan_of_drill import SECOND_WAY_OUT
from dutydesk_drills.settings import Building, DrillsFile

BUS = "bus"
"""The sort of building, and the kind of drill, that have to do with each other alone."""
LONGEST_TEXT = 2000
MOST_HEADS = 20_000
PLAN_CONDITIONS = (SECOND_WAY_OUT,)
"""The conditions that the plan itself says; the others follow from time, buildings and who may know."""


def named_drill(drill: Drill) -> str:
    """Return how messages and the journal name a drill: its title and day."""
    return _("{title}, {day}").format(title=drill.held.activity.title, day=drill.day)


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
    """Keep the texts and conditions of a drill's plan; None leaves one as it is.

    The scenario of the kind itself is not kept, so that an empty one stands for it.

    Raises:
        DataProblem: a condition is not one of `PLAN_CONDITIONS`, or the record is signed off.
        StaleChange: somebody has changed the plan since `drill` was read.
    """
    before = drill.plan
    said = None if scenario is None else clean(scenario, limit=LONGEST_TEXT)
    after = replace(
        before,
        scenario=before.scenario if said is None else said if said != drill.kind.scenario else "",
        routes=before.routes if routes is None else clean(routes, limit=LONGEST_TEXT),
        assembly=before.assembly if assembly is None else clean_line(assembly),
        debrief=before.debrief if debrief is None else clean_line(debrief),
        conditions=before.conditions if conditions is None else _known_conditions(conditions),
    )
    return _keep(desk, drill, after, _("Plan of a drill: {drill}"))


def tell_parents(desk: Desk, drill: Drill, day: date | None) -> DrillPlan:
    """Keep on which day parents were told of a drill; None takes that back.

    Raises:
        DataProblem: the day has not come yet or lies after the drill, or the record is signed off.
        StaleChange: somebody has changed the plan since `drill` was read.
    """
    if day is not None and day > desk.today():
        raise DataProblem(_("{day} has not come yet; note the notice once parents were told").format(day=day))
    if day is not None and day > drill.day:
        raise DataProblem(_("{day} lies after the drill, which is on {held}").format(day=day, held=drill.day))
    why = (
        _("Parents were not told after all: {drill}")
        if day is None
        else _("Parents were told of a drill: {drill}")
    )
    return _keep(desk, drill, replace(drill.plan, notice_on=day), why)


def put_building(
    desk: Desk,
    drill: Drill,
    code: str,
    *,
    heads: int | None = None,
    route: str = "",
    assembly: str = "",
) -> DrillBuilding:
    """Let a building take part in a drill, or change what was said for it; what is empty is as usual for it.

    Raises:
        DataProblem: there is no such building, or the record is signed off.
        StaleChange: somebody has changed the building's line since `drill` was read.
    """
    building = known_building(desk, code)
    if heads is not None and not 0 <= heads <= MOST_HEADS:
        raise DataProblem(_("{heads} people; expected 0 to {most}").format(heads=heads, most=MOST_HEADS))
    before = next((each for each in drill.buildings if each.building == building.code), None)
    after = DrillBuilding(
        id=building_id(drill.key, building.code),
        revision=before.revision if before else 0,
        drill=drill.key,
        building=building.code,
        heads=heads,
        route=clean_line(route),
        assembly=clean_line(assembly),
    )
    why = (
        _("{building} takes part: {drill}") if before is None else _("{building}, as it is planned: {drill}")
    ).format(building=building.name, drill=named_drill(drill))
    with desk.change(why) as change:
        refuse_signed(change, drill.key)
        if before is None:
            return change.add(after)
        return change.replace(replace(after, changed=before.changed))


def put_all_buildings(desk: Desk, drill: Drill) -> Sequence[DrillBuilding]:
    """Let every building of ``drills.toml`` that does not yet take part do so, as one change.

    Buses stay out of it: they take part in drills of their own.

    Raises:
        DataProblem: there is none to add, or the record is signed off.
    """
    there = {each.building for each in drill.buildings}
    missing = [
        each
        for each in desk.settings(DrillsFile).building
        if each.code not in there and (each.sort == BUS) == counts_as(drill.kind, (BUS,))
    ]
    if not missing:
        raise DataProblem(
            _("no building is left to add; buildings stand in config/drills.toml, one [[building]] each")
        )
    with desk.change(_("Every building takes part: {drill}").format(drill=named_drill(drill))) as change:
        refuse_signed(change, drill.key)
        return [
            change.add(
                DrillBuilding(id=building_id(drill.key, each.code), drill=drill.key, building=each.code)
            )
            for each in missing
        ]


def drop_building(desk: Desk, drill: Drill, code: str) -> None:
    """Let a building take no part in a drill, and take back the parts in it, as one change.

    Raises:
        DataProblem: it takes no part, or the record is signed off.
    """
    kept = next((each for each in drill.buildings if each.building == code), None)
    if kept is None:
        raise DataProblem(
            _("{code!r} takes no part in this drill; expected one of {known}").format(
                code=code, known=", ".join(each.building for each in drill.buildings) or _("none yet")
            )
        )
    name = next((each.name for each in desk.settings(DrillsFile).building if each.code == code), code)
    why = _("{building} takes no part: {drill}").format(building=name, drill=named_drill(drill))
    with desk.change(why) as change:
        refuse_signed(change, drill.key)
        change.remove(kept)
        for part in change.table(DrillPart).where(drill=drill.key):
            if part.place.partition(":")[0] == code:
                change.remove(part)


def known_building(desk: Desk, text: str) -> Building:
    """Return the building that `text` names by its code or its name.

    Raises:
        DataProblem: there is none.
    """
    wanted = text.strip().casefold()
    buildings = desk.settings(DrillsFile).building
    for each in buildings:
        if wanted in {each.code.casefold(), each.name.casefold()}:
            return each
    raise DataProblem(
        _("{text!r} is no building; expected one of {known}").format(
            text=clean_line(text, 60),
            known=", ".join(each.code for each in buildings) or _("those of config/drills.toml: none yet"),
        )
    )


def building_id(key: str, code: str) -> str:
    """Return the identity of a building's line in the plan of the drill with this key."""
    return f"{key}:{code}"


def kept_plan(change: Change, before: DrillPlan, after: DrillPlan) -> DrillPlan:
    """Keep `after` in place of the plan `before`, which is not in the desk before anything was said in it."""
    return change.replace(after) if before.revision else change.add(after)


def _keep(desk: Desk, drill: Drill, after: DrillPlan, why: str) -> DrillPlan:
    if after == drill.plan:
        return after
    with desk.change(why.format(drill=named_drill(drill))) as change:
        refuse_signed(change, drill.key)
        return kept_plan(change, drill.plan, after)


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
