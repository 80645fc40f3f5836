"""How the times of drills have changed, drill by drill and year by year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median

from dutydesk.api import Desk
from dutydesk_drills.after.result import DrillResult, results_between
from dutydesk_drills.drills import EVER
from dutydesk_drills.rules.school_time import school_year_of
from dutydesk_drills.settings import DrillsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """The time of one drill: of one building, or until the last of all buildings was empty.

    `is_within` says of all buildings whether each reached its own target.
    """

    key: str
    day: date
    title: str
    kind: str
    seconds: int
    target: int
    is_within: bool
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTimes:
    """The times of one school year together."""

    year: int
    count: int
    median: float
    best: int
    within: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The times of drills of one kind or of all, of one building or of all, in order of time.

    `untimed` are the drills that were held and in which no such time was noted.
    """

    kind: str = ""
    building: str = ""
    points: tuple[TrendPoint, ...] = ()
    untimed: tuple[DrillResult, ...] = ()
    year_begins: str = "09-01"

    @classmethod
    def of(
        cls, results: Iterable[DrillResult], *, kind: str = "", building: str = "", year_begins: str = "09-01"
    ) -> "Trend":
        """Return the trend of those of `results` that are of the kind and that the building took part in."""
        points, untimed = [], []
        for each in sorted(results, key=lambda each: each.drill.held.start):
            if kind and each.drill.kind.code != kind:
                continue
            point = _point(each, building)
            if point is not None:
                points.append(point)
            elif (
                not building
                or not each.buildings
                or any(one.building.code == building for one in each.buildings)
            ):
                untimed.append(each)
        return cls(
            kind=kind,
            building=building,
            points=tuple(points),
            untimed=tuple(untimed),
            year_begins=year_begins,
        )

    @property
    def seconds(self) -> tuple[int, ...]:
        """The times, in order of the drills."""
        return tuple(each.seconds for each in self.points)

    @property
    def median(self) -> float | None:
        """The time that half of the drills were no slower than."""
        return median(self.seconds) if self.points else None

    @property
    def mean(self) -> float | None:
        """The time of the drills on average."""
        return fmean(self.seconds) if self.points else None

    @property
    def best(self) -> TrendPoint | None:
        """The fastest drill; of equals the latest."""
        return min(reversed(self.points), key=lambda each: each.seconds, default=None)

    @property
    def within(self) -> int:
        """How many drills reached their target."""
        return sum(each.is_within for each in self.points)

    @property
    def target(self) -> int | None:
        """The target of the last drill."""
        return self.points[-1].target if self.points else None

    @property
    def years(self) -> Sequence[YearTimes]:
        """The times of each school year in which there are any, in order."""
        found: dict[int, list[TrendPoint]] = {}
        for each in self.points:
            found.setdefault(school_year_of(each.day, self.year_begins), []).append(each)
        return [
            YearTimes(
                year=year,
                count=len(points),
                median=median(each.seconds for each in points),
                best=min(each.seconds for each in points),
                within=sum(each.is_within for each in points),
            )
            for year, points in found.items()
        ]


def trend_of(desk: Desk, *, kind: str = "", building: str = "", last: date = EVER[1]) -> Trend:
    """Return the trend of the drills that were held up to the day `last`. It belongs in a thread."""
    return Trend.of(
        results_between(desk, EVER[0], last),
        kind=kind,
        building=building,
        year_begins=desk.settings(DrillsFile).school.year_begins,
    )


def _point(result: DrillResult, building: str) -> TrendPoint | None:
    """Return the time of `result`: of a building where one is given, else of that which was empty last."""
    chosen = (
        next((each for each in result.timed if each.building.code == building), None)
        if building
        else result.slowest
    )
    if chosen is None or chosen.seconds is None:
        return None
    shown = (chosen,) if building else result.timed
    return TrendPoint(
        key=result.drill.key,
        day=result.drill.day,
        title=result.drill.title,
        kind=result.drill.kind.code,
        seconds=chosen.seconds,
        target=chosen.building.target_seconds,
        is_within=all(each.is_within for each in shown),
        records=tuple(record for each in shown for record in each.records),
    )
