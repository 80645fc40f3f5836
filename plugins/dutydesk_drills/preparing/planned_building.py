"""A building that takes part in a drill: who is in it, which way they leave, and where they gather."""

from collections.abc import Sequence
from dataclasses import dataclass

from dutydesk_drills.drill_plan import DrillBuilding
from dutydesk_drills.drills import Drill
from dutydesk_drills.preparing.taking_part import buildings_taking_part
from dutydesk_drills.settings import Building

SECOND_WAY_OUT = "second_way_out"
"""The condition under which people leave by the second route of each building."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedBuilding:
    """A building that takes part, with what holds for it in this drill; `kept` is what was said for it alone.

    `is_known` tells whether ``drills.toml`` has it still. `heads` is None where nobody has said how many.
    Where the plan names no building, those that the drill is about anyway stand here without being kept.
    """

    kept: DrillBuilding
    building: Building
    is_known: bool
    heads: int | None
    route: str
    assembly: str

    @property
    def code(self) -> str:
        """The building's code."""
        return self.kept.building

    @property
    def name(self) -> str:
        """What people call the building."""
        return self.building.name


def planned_buildings(usual: Sequence[Building], drill: Drill) -> tuple[PlannedBuilding, ...]:
    """Return the buildings of a drill in the order of ``drills.toml``, those that it knows no more last.

    What was said for a building in this drill goes before what was said for the whole drill, and that before
    what is `usual` for the building.
    """
    order = {each.code: place for place, each in enumerate(usual)}
    known = {each.code: each for each in usual}
    taking_part = buildings_taking_part(usual, drill)
    found = sorted(taking_part, key=lambda each: (order.get(each.building, len(order)), each.building))
    return tuple(_planned(each, known.get(each.building), drill) for each in found)


def _planned(kept: DrillBuilding, known: Building | None, drill: Drill) -> PlannedBuilding:
    building = known or Building(code=kept.building, name=kept.building)
    leaves, plan = drill.kind.leaves_buildings, drill.plan
    usual_route = building.second_route if SECOND_WAY_OUT in plan.conditions else building.route
    return PlannedBuilding(
        kept=kept,
        building=building,
        is_known=known is not None,
        heads=building.heads if kept.heads is None else kept.heads,
        route=kept.route or (usual_route if leaves else ""),
        assembly=kept.assembly or plan.assembly or (building.assembly if leaves else ""),
    )
