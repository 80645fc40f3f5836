"""How a drill went: times against target by building, people counted and missing, stages of the whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dutydesk.api import Desk
from dutydesk.api.holding import HELD
from dutydesk_drills.drill_moment import DrillMoment
from dutydesk_drills.drills import Drill, drills
from dutydesk_drills.live.drill_run import BuildingRun, DrillRun, StageRun, drill_run
from dutydesk_drills.live.drill_setup import setup_of
from dutydesk_drills.settings import DrillsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingResult:
    """How one building did: `seconds` from the alarm until it was empty, or locked, against its target.

    `seconds` is None where nobody noted it. `records` name what was noted about it.
    """

    code: str
    name: str
    target: int
    seconds: int | None = None
    counted: int | None = None
    expected: int | None = None
    missing: tuple[str, ...] = ()
    records: tuple[str, ...] = ()

    @property
    def is_within(self) -> bool | None:
        """Whether the target was reached; None where no time was noted."""
        return None if self.seconds is None else self.seconds <= self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillResult:
    """How a drill went, from what was noted in it; of one without moments only the minutes are known."""

    drill: Drill
    run: DrillRun
    buildings: tuple[BuildingResult, ...] = ()

    @classmethod
    def of(cls, drill: Drill, run: DrillRun, school: DrillsFile) -> "DrillResult":
        """Return how a drill went, with buildings in the order and with the targets of ``drills.toml``.

        A building that took no part and of which nothing was noted is left out.
        """
        order = {each.code: place for place, each in enumerate(school.building)}
        usual = school.school.target_seconds
        planned = {each.building for each in drill.buildings}
        noted = {each.building for each in run.moments}
        took_part = [
            each
            for each in run.buildings
            if each.building.code in planned | noted or (not each.building.code and each.out_at is not None)
        ]
        took_part.sort(key=lambda each: order.get(each.building.code, len(order)))
        return cls(
            drill=drill, run=run, buildings=tuple(_building(each, run.moments, usual) for each in took_part)
        )

    @property
    def was_held(self) -> bool:
        """Whether somebody has said that it was held."""
        return self.drill.held.state == HELD

    @property
    def minutes(self) -> int:
        """How many minutes the whole drill took."""
        return round((self.drill.held.end - self.drill.held.start).total_seconds() / 60)

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
    def timed(self) -> tuple[BuildingResult, ...]:
        """The buildings whose time was noted."""
        return tuple(each for each in self.buildings if each.seconds is not None)

    @property
    def slowest(self) -> BuildingResult | None:
        """The building that was empty last, which tells when all were."""
        return max(self.timed, key=lambda each: each.seconds or 0, default=None)

    @property
    def is_within(self) -> bool | None:
        """Whether each building reached its own target; None where no time was noted."""
        return all(each.is_within for each in self.timed) if self.timed else None

    @property
    def counted(self) -> int | None:
        """How many people were counted in all."""
        return self.run.counted

    @property
    def expected(self) -> int | None:
        """How many people were expected out of the buildings that took part; None where of none is known."""
        known = [each.expected for each in self.buildings if each.expected is not None]
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


def _building(run: BuildingRun, moments: Iterable[DrillMoment], usual: int) -> BuildingResult:
    code = run.building.code
    return BuildingResult(
        code=code,
        name=run.building.name,
        target=run.building.target_seconds or usual,
        seconds=run.seconds if run.seconds is not None and run.seconds >= 0 else None,
        counted=run.counted,
        expected=run.building.heads,
        missing=run.missing,
        records=tuple(f"moment:{each.id}" for each in moments if each.building == code),
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
        if drill.held.state == HELD
    )


def _result(desk: Desk, drill: Drill, moments: Iterable[DrillMoment]) -> DrillResult:
    return DrillResult.of(drill, drill_run(setup_of(desk, drill), moments), desk.settings(DrillsFile))
