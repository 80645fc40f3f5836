"""The drills of a school year in a line each, for lists."""

from dataclasses import dataclass

from dutydesk.api import Desk
from dutydesk.api.holding import occurrence_state_name, wall_now
from dutydesk_drills.drill_plan import DrillPart
from dutydesk_drills.drills import Drill, drill_id, drills
from dutydesk_drills.preparing.plan_of_drill import needed_parts
from dutydesk_drills.preparing.planned_building import planned_buildings
from dutydesk_drills.rules.standing import school_time
from dutydesk_drills.settings import DrillsFile

_ENOUGH = 6


@dataclass(frozen=True, slots=True)
class DrillLine:
    """A drill, its state in words, and how many of the parts that it `needed` were `given`."""

    drill: Drill
    state: str
    needed: int
    given: int

    @property
    def short(self) -> str:
        """As much of the drill's key as names it in commands."""
        return short_key(self.drill)


def short_key(drill: Drill) -> str:
    """Return as much of a drill's key as names it in commands: its code in the file, or a beginning."""
    if drill.held.activity.source:
        return drill.key.removeprefix(drill_id(""))
    return drill.key[:_ENOUGH]


def lines_of_year(desk: Desk, year: int | None) -> tuple[DrillLine, ...]:
    """Return the drills of the school year that begins in `year`, or of the present one."""
    settings, now = desk.settings(DrillsFile), wall_now(desk)
    time = school_time(desk)
    given: dict[str, set[tuple[str, str]]] = {}
    for each in desk.table(DrillPart).all():
        given.setdefault(each.drill, set()).add((each.role, each.place))
    found: list[DrillLine] = []
    for drill in drills(desk, *time.year(time.year_of(desk.today()) if year is None else year)):
        parts = {
            (each.role.code, each.place)
            for each in needed_parts(drill, planned_buildings(settings.building, drill))
        }
        found.append(
            DrillLine(
                drill,
                occurrence_state_name(drill.held, now),
                len(parts),
                len(parts & given.get(drill.key, set())),
            )
        )
    return tuple(found)
