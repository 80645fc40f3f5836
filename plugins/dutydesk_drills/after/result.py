"""How drills went that were held: which buildings were timed, and whether each reached its target."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dutydesk.api import Desk
from dutydesk_drills.drill_moment import DrillMoment
from dutydesk_drills.drills import Drill, drills
from dutydesk_drills.live.drill_run import BuildingRun, DrillRun, StageRun, drill_run
from dutydesk_drills.live.drill_setup import setup_of


@dataclass(frozen=True, kw_only=True)
class DrillResult:
    """How a drill went, by its `run`; of one in which nothing was noted only the minutes are known."""

    drill: Drill
    run: DrillRun

    @cached_property
    def buildings(self) -> tuple[BuildingRun, ...]:
        """The buildings that took part: those that the plan names, and those of which something was noted."""
        named = {each.building for each in self.drill.buildings}
        return tuple(
            each
            for each in self.run.buildings
            if each.building.code in named
            or (each.records and (each.building.code or each.out_at is not None))
        )

    @property
    def measured_name(self) -> str:
        """What the stage is called that buildings are held against, such as being empty."""
        leaving = self.run.setup.leaving
        return leaving.name if leaving else ""

    def is_like(self, other: "DrillResult") -> bool:
        """Tell whether buildings are held against the same in both, so that their times can be compared."""
        mine, others = self.run.setup.leaving, other.run.setup.leaving
        return (
            mine is not None
            and others is not None
            and (mine.name, mine.target_seconds) == (others.name, others.target_seconds)
        )

    @property
    def timed(self) -> tuple[BuildingRun, ...]:
        """The buildings whose time was noted."""
        return tuple(each for each in self.buildings if each.seconds is not None)

    @property
    def slowest(self) -> BuildingRun | None:
        """The building that was empty last, which tells when all were."""
        return max(self.timed, key=lambda each: each.seconds or 0, default=None)

    @property
    def is_within(self) -> bool | None:
        """Whether each building reached its own target; None where no time was noted."""
        return all(each.is_within for each in self.timed) if self.timed else None

    @property
    def expected(self) -> int | None:
        """How many people were expected out of the buildings that took part; None where of none is known."""
        known = [each.building.heads for each in self.buildings if each.building.heads is not None]
        return sum(known) if known else None

    @property
    def missing(self) -> tuple[str, ...]:
        """Who was missing and was not found."""
        return tuple(each.name for each in self.run.missing)

    @property
    def whole_stages(self) -> tuple[StageRun, ...]:
        """The stages after the alarm that the whole drill reached, such as all clear."""
        first = self.run.setup.first
        return tuple(
            each
            for each in self.run.stages
            if each.stage.per == "drill" and each.stage is not first and each.seconds is not None
        )


def result_of(desk: Desk, drill: Drill) -> DrillResult:
    """Return how one drill went."""
    return _result(desk, drill, desk.table(DrillMoment).where(drill=drill.key))


def results_between(desk: Desk, first: date, last: date) -> tuple[DrillResult, ...]:
    """Return how each drill of the days `first` to `last` went that was held, in order of time."""
    moments: dict[str, list[DrillMoment]] = {}
    for each in desk.table(DrillMoment).all():
        moments.setdefault(each.drill, []).append(each)
    return tuple(
        _result(desk, drill, moments.get(drill.key, ()))
        for drill in drills(desk, first, last)
        if drill.is_held
    )


def _result(desk: Desk, drill: Drill, moments: Iterable[DrillMoment]) -> DrillResult:
    return DrillResult(drill=drill, run=drill_run(setup_of(desk, drill), moments))
