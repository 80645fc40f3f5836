"""Changing much of a drill's plan at once: all of it is kept, or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.api.tables import keep
from dutydesk.wording import _
from dutydesk_drills.buildings import known_building, refuse_heads
from dutydesk_drills.drill_plan import DrillBuilding
from dutydesk_drills.drills import Drill
from dutydesk_drills.preparing.announcing import announced, kept_activity
from dutydesk_drills.preparing.planning import (
    add_plain,
    plan_with,
    refuse_notice,
    remove_parts_in,
)
from dutydesk_drills.preparing.taking_part import is_about, usual_buildings
from dutydesk_drills.settings import DrillsFile
from dutydesk_drills.signing import refuse_signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """What is to be changed in a drill's plan; None, or nothing, leaves a thing as it is.

    `buildings` are heads by code, None where they are as usual; with `every_building` all take part.
    `is_announced` tells whether those who take part, `people` where anyone is named, may know of it.
    """

    scenario: str | None = None
    routes: str | None = None
    assembly: str | None = None
    debrief: str | None = None
    conditions: Sequence[str] = ()
    no_conditions: Sequence[str] = ()
    buildings: Mapping[str, int | None] = field(default_factory=dict)
    no_buildings: Sequence[str] = ()
    every_building: bool = False
    is_announced: bool | None = None
    people: Sequence[str] = ()
    told_parents_on: date | None = None


def prepare_drill(desk: Desk, drill: Drill, wanted: Preparation) -> None:
    """Keep what is wanted for a drill, as one change.

    Raises:
        DataProblem: anything of it is not so: a building, a condition, a day, a person; or a file plans the
            drill, or its record is signed off.
        StaleChange: somebody has changed the plan since `drill` was read.
    """
    plan = plan_with(
        drill,
        scenario=wanted.scenario,
        routes=wanted.routes,
        assembly=wanted.assembly,
        debrief=wanted.debrief,
        conditions=(
            {*drill.plan.conditions, *wanted.conditions} - set(wanted.no_conditions)
            if wanted.conditions or wanted.no_conditions
            else None
        ),
    )
    if wanted.told_parents_on is not None:
        refuse_notice(desk, drill, wanted.told_parents_on)
        plan = replace(plan, notice_on=wanted.told_parents_on)
    buildings = {known_building(desk, each).code: heads for each, heads in wanted.buildings.items()}
    for heads in buildings.values():
        refuse_heads(heads)
    dropped = [known_code(desk, drill, each) for each in wanted.no_buildings]
    activity = None
    if wanted.is_announced is not None:
        activity = announced(
            desk,
            kept_activity(desk, drill, is_announced=wanted.is_announced),
            is_announced=wanted.is_announced,
            people=wanted.people,
        )
    with desk.change(_("Prepared: {drill}").format(drill=drill.name)) as change:
        refuse_signed(change, drill.key)
        if plan != drill.plan:
            keep(change, plan)
        added = _added(desk, drill, buildings, every=wanted.every_building, dropped=dropped)
        add_plain(change, drill, added)
        _put(change, drill, buildings)
        _drop(change, drill, dropped)
        if activity is not None:
            change.replace(activity)


def known_code(desk: Desk, drill: Drill, text: str) -> str:
    """Return the code of a building of the school, or of one that only the plan of a drill still names.

    Raises:
        DataProblem: it is neither.
    """
    kept = {each.building for each in drill.buildings}
    return text if text in kept else known_building(desk, text).code


def _added(
    desk: Desk, drill: Drill, buildings: Iterable[str], *, every: bool, dropped: Sequence[str]
) -> list[str]:
    """Return the buildings that come in as usual: all, or those that are left when one of them is dropped."""
    school = desk.settings(DrillsFile).building
    kept, named = {each.building for each in drill.buildings}, set(buildings)
    if every:
        wanted = [each.code for each in school if is_about(drill, each)]
    elif dropped and not kept and not named:
        wanted = [each.code for each in usual_buildings(school, drill)]
    else:
        wanted = []
    staying = [each for each in wanted if each not in kept and each not in named and each not in dropped]
    if dropped and not staying and not named and not kept - set(dropped):
        raise DataProblem(_("a drill is about one building at least; name another one first"))
    return staying


def _put(change: Change, drill: Drill, buildings: Mapping[str, int | None]) -> None:
    kept = {each.building: each for each in drill.buildings}
    for code, heads in buildings.items():
        keep(change, replace(kept.get(code) or DrillBuilding.of(drill.key, code), heads=heads))


def _drop(change: Change, drill: Drill, dropped: Sequence[str]) -> None:
    kept = {each.building: each for each in drill.buildings}
    for code in dropped:
        if code in kept:
            change.remove(kept[code])
        remove_parts_in(change, drill, code)
