"""What is known of a drill before it begins: its stages, and the buildings with heads and targets."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dutydesk.api import Desk
from dutydesk.wording import _
from dutydesk_drills.drills import Drill
from dutydesk_drills.kind import DrillKind, DrillStage
from dutydesk_drills.preparing.planned_building import planned_buildings
from dutydesk_drills.settings import Building, DrillsFile, SchoolTable


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedBuilding:
    """A building that takes part: how many people are expected out of it, and in how many seconds.

    Where a school names no buildings there is one without a code, which stands for the whole drill.
    """

    code: str
    name: str
    target_seconds: int
    heads: int | None = None


@dataclass(frozen=True, kw_only=True)
class DrillSetup:
    """The stages of a drill in their order, the first of which sets the clock, and its buildings.

    `others` are the buildings of the school that take no part, until something is noted of one. One that
    nobody knows any more is to be empty in `target_seconds`.
    """

    stages: tuple[DrillStage, ...]
    buildings: tuple[ExpectedBuilding, ...]
    others: tuple[ExpectedBuilding, ...] = ()
    target_seconds: int = SchoolTable().target_seconds

    @property
    def first(self) -> DrillStage:
        """The stage that sets the clock."""
        return self.stages[0]

    @cached_property
    def leaving(self) -> DrillStage | None:
        """The stage whose time counts for each building, or None where none is noted for each."""
        return leaving_stage(self.stages)

    @cached_property
    def closing(self) -> tuple[DrillStage, ...]:
        """The stages after all buildings, noted once: all accounted for, all clear."""
        last = max((at for at, each in enumerate(self.stages) if each.per == "building"), default=0)
        return self.stages[last + 1 :]

    def stage(self, code: str) -> DrillStage | None:
        """Return the stage with this code, or None."""
        return next((each for each in self.stages if each.code == code), None)

    def building(self, code: str) -> ExpectedBuilding | None:
        """Return the building with this code, or None."""
        every = (*self.buildings, *self.others)
        return next((each for each in every if each.code == code), None)

    def stage_name(self, code: str) -> str:
        """Return what people call a stage, or its code where the kind no more has it."""
        found = self.stage(code)
        return found.name if found else code

    def building_name(self, code: str) -> str:
        """Return what people call a building, or its code where the settings no more have it."""
        found = self.building(code)
        return found.name if found else code


def setup_of(desk: Desk, drill: Drill) -> DrillSetup:
    """Return the stages and buildings of a drill, these in the order of ``drills.toml``.

    The buildings are those of its plan; without any, those that such a drill is usually about.
    """
    settings, stages = desk.settings(DrillsFile), stages_of(drill.kind)
    leaving = leaving_stage(stages)
    usual = (leaving.target_seconds if leaving else None) or settings.school.target_seconds

    def expected(building: Building, heads: int | None) -> ExpectedBuilding:
        target = building.target_seconds or usual
        return ExpectedBuilding(code=building.code, name=building.name, target_seconds=target, heads=heads)

    planned = planned_buildings(settings.building, drill)
    taking_part = {each.code for each in planned}
    whole = ExpectedBuilding(code="", name=drill.held.place or _("Everyone"), target_seconds=usual)
    return DrillSetup(
        stages=stages,
        buildings=tuple(expected(each.building, each.heads) for each in planned) or (whole,),
        others=tuple(
            expected(each, each.heads) for each in settings.building if each.code not in taking_part
        ),
        target_seconds=usual,
    )


def leaving_stage(stages: Iterable[DrillStage]) -> DrillStage | None:
    """Return the stage whose time counts for each building: the one that counts heads, or else the first."""
    per_building = [each for each in stages if each.per == "building"]
    return next((each for each in per_building if each.counts_heads), next(iter(per_building), None))


def stages_of(kind: DrillKind) -> tuple[DrillStage, ...]:
    """Return the stages of a kind; of one without any, or whose file is gone, those that every drill has."""
    return kind.stages or (
        DrillStage(code="alarm", name=_("Alarm")),
        DrillStage(code="out", name=_("Out"), per="building", counts_heads=True),
        DrillStage(code="accounted", name=_("All accounted for")),
        DrillStage(code="clear", name=_("All clear")),
    )
