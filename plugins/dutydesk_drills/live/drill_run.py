"""How a drill runs, computed from its stages, its buildings and the moments that were noted, and no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from dutydesk_drills.drill_moment import DrillMoment, MomentSort
from dutydesk_drills.kind import DrillStage
from dutydesk_drills.live.drill_setup import DrillSetup, ExpectedBuilding

_RANK = {sort: at for at, sort in enumerate(MomentSort)}


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRun:
    """A stage: `at` is when it was reached, for one per building when the last of them did; None before.

    `seconds` are counted from the alarm. `reached` of `of` buildings have come to it, 1 of 1 without them.
    """

    stage: DrillStage
    at: datetime | None
    seconds: int | None
    reached: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingRun:
    """A building: when it was out, how many were counted there last, and who is still missing from it.

    `seconds` are those from the alarm until it was out, or locked. `records` name what was noted of it.
    """

    building: ExpectedBuilding
    out_at: datetime | None = None
    seconds: int | None = None
    counted: int | None = None
    missing: tuple[str, ...] = ()
    records: tuple[str, ...] = ()

    @property
    def over(self) -> int | None:
        """The seconds over its target, below 0 under it; None before it is out."""
        return None if self.seconds is None else self.seconds - self.building.target_seconds

    @property
    def is_within(self) -> bool | None:
        """Whether the target was reached; None before it is out."""
        return None if self.over is None else self.over <= 0

    def is_late(self, elapsed: int) -> bool:
        """Tell whether it is not out though its target has passed, so many seconds after the alarm."""
        return self.out_at is None and elapsed > self.building.target_seconds


@dataclass(frozen=True, slots=True)
class MissingName:
    """Somebody who was said to be missing and has not been found."""

    name: str
    building: str
    since: datetime


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be noted next: a stage, of a building where it is noted for each; without one, the end."""

    stage: DrillStage | None
    building: ExpectedBuilding | None = None


@dataclass(frozen=True, kw_only=True)
class DrillRun:
    """A drill as far as it has come; `moments` are all that were noted, by time."""

    setup: DrillSetup
    moments: tuple[DrillMoment, ...]

    @property
    def started(self) -> datetime | None:
        """When the clock was set: the earliest moment of the first stage."""
        return self.reached(self.setup.first.code)

    @property
    def ended(self) -> datetime | None:
        """When the drill was ended, or None."""
        return next((each.at for each in self.moments if each.sort is MomentSort.END), None)

    @property
    def is_running(self) -> bool:
        """Whether the clock was set and the drill was not ended."""
        return self.started is not None and self.ended is None

    @property
    def is_finished(self) -> bool:
        """Whether it was ended."""
        return self.ended is not None

    @cached_property
    def buildings(self) -> tuple[BuildingRun, ...]:
        """Those that take part; one of which something was noted though it takes no part comes after them."""
        setup = self.setup
        known = {each.code for each in setup.buildings}
        noted = dict.fromkeys(each.building for each in self.moments if each.building)
        others = (
            setup.building(code)
            or ExpectedBuilding(code=code, name=code, target_seconds=setup.target_seconds)
            for code in noted
            if code not in known
        )
        return tuple(self._building(each) for each in (*setup.buildings, *others))

    def _building(self, building: ExpectedBuilding) -> BuildingRun:
        leaving = self.setup.leaving
        out_at = self.reached(leaving.code, building.code) if leaving is not None else None
        seconds = None if out_at is None else self.seconds(out_at)
        return BuildingRun(
            building=building,
            out_at=out_at,
            seconds=seconds if seconds is not None and seconds >= 0 else None,
            counted=self._heads.get(building.code),
            missing=tuple(each.name for each in self.missing if each.building == building.code),
            records=tuple(each.subject for each in self.moments if each.building == building.code),
        )

    def elapsed(self, now: datetime) -> int:
        """Return the seconds from the alarm to the end, or to `now` while it runs; 0 before the alarm."""
        started = self.started
        return 0 if started is None else max(0, _seconds(started, self.ended or now))

    def seconds(self, at: datetime) -> int | None:
        """Return the seconds from the alarm to `at`, or None before there is a clock."""
        return None if self.started is None else _seconds(self.started, at)

    def reached(self, stage: str, building: str = "") -> datetime | None:
        """Return when a stage was first noted, for a building where it is noted for each."""
        return self._reached.get((stage, building))

    @cached_property
    def _reached(self) -> dict[tuple[str, str], datetime]:
        found: dict[tuple[str, str], datetime] = {}
        for each in self.moments:
            if each.sort is MomentSort.STAGE:
                found.setdefault((each.stage, each.building), each.at)
        return found

    @cached_property
    def stages(self) -> tuple[StageRun, ...]:
        """Every stage of the kind with when it was reached."""
        return tuple(self._stage(each) for each in self.setup.stages)

    def _stage(self, stage: DrillStage) -> StageRun:
        codes = [each.building.code for each in self.buildings] if stage.per == "building" else [""]
        times = [at for code in codes if (at := self.reached(stage.code, code)) is not None]
        at = max(times) if len(times) == len(codes) else None
        return StageRun(
            stage=stage,
            at=at,
            seconds=None if at is None else self.seconds(at),
            reached=len(times),
            of=len(codes),
        )

    @cached_property
    def missing(self) -> tuple[MissingName, ...]:
        """Those said to be missing and not found, the longest missing first."""
        found: dict[str, MissingName] = {}
        for each in self.moments:
            if each.sort is MomentSort.MISSING:
                found.setdefault(each.text.casefold(), MissingName(each.text, each.building, each.at))
            elif each.sort is MomentSort.FOUND:
                found.pop(each.text.casefold(), None)
        return tuple(found.values())

    @property
    def expected(self) -> int | None:
        """How many heads are expected in all, of the buildings where that is known; None where of none."""
        known = [each.building.heads for each in self.buildings if each.building.heads is not None]
        return sum(known) if known else None

    @cached_property
    def _heads(self) -> dict[str, int]:
        """The last count of heads by building; under no code, that of the whole drill."""
        return {each.building: each.heads for each in self.moments if each.heads is not None}

    @property
    def counted(self) -> int | None:
        """How many heads were counted: those of the whole drill, or else of all buildings; None if none."""
        whole = self._heads.get("")
        if whole is not None:
            return whole
        found = [each.counted for each in self.buildings if each.counted is not None]
        return sum(found) if found else None

    @property
    def next_step(self) -> NextStep | None:
        """What is to be noted next; None once the drill was ended.

        Stages before one that was noted for the whole drill were skipped, and are not asked for again.
        """
        if self.is_finished:
            return None
        stages = self.setup.stages
        passed = max(
            (at for at, each in enumerate(stages) if each.per == "drill" and self.reached(each.code)),
            default=-1,
        )
        for stage in stages[passed + 1 :]:
            if stage.per == "drill":
                return NextStep(stage)
            for each in self.buildings:
                if not self.is_passed(stage, each.building.code):
                    return NextStep(stage, each.building)
        return NextStep(None)

    def is_passed(self, stage: DrillStage, building: str) -> bool:
        """Tell whether a building has come to this stage, or to a later one without it being noted."""
        later = self.setup.stages[self.setup.stages.index(stage) :]
        return any(each.per == "building" and self.reached(each.code, building) for each in later)

    @property
    def next_number(self) -> int:
        """The number of the moment that is noted next."""
        return max((each.number for each in self.moments), default=0) + 1

    def building(self, code: str) -> BuildingRun | None:
        """Return how a building stands, or None where it takes no part."""
        return next((each for each in self.buildings if each.building.code == code), None)

    def moment(self, key: str) -> DrillMoment | None:
        """Return the moment with this `id`, or None."""
        return next((each for each in self.moments if each.id == key), None)


def drill_run(setup: DrillSetup, moments: Iterable[DrillMoment]) -> DrillRun:
    """Return how a drill of this `setup` stands after `moments`, given in any order.

    A stage noted twice counts from the earlier time; heads counted twice count as counted last.
    """
    return DrillRun(setup=setup, moments=tuple(sorted(moments, key=in_turn)))


def in_turn(moment: DrillMoment) -> tuple[datetime, int, int, str]:
    """Return by what moments are ordered: by time, and those of one second as they were noted."""
    return (moment.at, moment.number, _RANK[moment.sort], moment.id)


def _seconds(start: datetime, at: datetime) -> int:
    return int((at - start).total_seconds())
