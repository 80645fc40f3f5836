"""What a search for the dates of drills has found."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dutydesk_drills.proposing.problem import StandingDrill


class What(StrEnum):
    """What a plan does with a drill."""

    NEW = "new"
    KEPT = "kept"
    MOVED = "moved"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """A drill of the plan at its time, in naive wall time.

    `standing` is the one that the desk has already. `conditions` are all that are true of it, `added` those
    to be written into the plan of one that stands, `buildings` those that take part. `hindrance` says what
    keeps whoever leads it.
    """

    kind: str
    start: datetime
    minutes: int
    conditions: frozenset[str]
    what: What
    announced: bool = True
    buildings: tuple[str, ...] = ()
    standing: StandingDrill | None = None
    added: frozenset[str] = frozenset()
    hindrance: str = ""

    @property
    def end(self) -> datetime:
        """When it ends."""
        return self.start + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class DrillSolution:
    """The drills in order of time; those outside the year, which only count, are among them.

    `is_proven` says that no plan can give the rules more; else the time was too short to know. `obstacles`
    are the numbers of asks, by the number of one that lacks something, without which it would lack less.
    """

    drills: tuple[PlannedDate, ...]
    is_proven: bool = True
    obstacles: tuple[tuple[int, tuple[int, ...]], ...] = ()
