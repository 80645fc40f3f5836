"""Which buildings take part in a drill: those of its plan, or those that it is about without any."""

from collections.abc import Sequence

from dutydesk_drills.drill_plan import DrillBuilding
from dutydesk_drills.drills import Drill
from dutydesk_drills.kinds import counts_as
from dutydesk_drills.settings import Building

BUS = "bus"
"""The kind of drill and the sort of building that have to do with each other alone, and what both meet."""


def usual_buildings(every: Sequence[Building], drill: Drill) -> tuple[Building, ...]:
    """Return which of the school's buildings a drill is about where its plan names none.

    That is the one that its place names, or else all: of buses in a drill for buses, and without these in
    any other.
    """
    place = drill.held.place
    named = tuple(each for each in every if place in {each.code, each.name})
    return named or tuple(each for each in every if is_about(drill, each))


def is_about(drill: Drill, building: Building) -> bool:
    """Tell whether a drill of this kind is about buildings of this sort: buses have drills of their own."""
    return (building.sort == BUS) == counts_as(drill.kind, (BUS,))


def buildings_taking_part(every: Sequence[Building], drill: Drill) -> tuple[DrillBuilding, ...]:
    """Return the buildings that take part; those that nobody has named are not kept, and have no revision."""
    return drill.buildings or tuple(
        DrillBuilding.of(drill.key, each.code) for each in usual_buildings(every, drill)
    )
