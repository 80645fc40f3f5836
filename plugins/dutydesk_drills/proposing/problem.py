"""What the planner is asked: places in the year for drills, drills that stand, and what the rules want."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from dutydesk_drills.proposing.asks import Ask, CountAsk, NoticeAsk, VarietyAsk


class Part(StrEnum):
    """The part of a day in which a drill begins."""

    DAY = "day"
    BREAK = "break"
    NIGHT = "night"


class Closing(StrEnum):
    """Why no drill can be held on a day, or at an hour."""

    HOLIDAY = "holiday"
    NO_TERM = "no-term"
    BLOCKED = "blocked"
    BUSY = "busy"
    PAST = "past"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Place:
    """A time at which a drill could begin, in naive wall time.

    From then on `minutes` are free. One that is closed says why: `closing` and, by name, `closed_by`.
    `hindrance` says in words what keeps whoever leads the drill; another may lead it then.
    """

    start: datetime
    part: Part
    minutes: int
    closing: Closing | None = None
    closed_by: str = ""
    hindrance: str = ""

    def fits(self, part: Part, minutes: int) -> bool:
        """Tell whether a drill of so many minutes can be held here in that part of the day."""
        return self.closing is None and self.part is part and self.minutes >= minutes


@dataclass(frozen=True, slots=True)
class DrillDay:
    """A day from Monday to Friday, or one worked to make up for a holiday, with its places.

    `number` counts the days of school of its term, the first is 1, and `left` those that come after it;
    `is_summer` marks a day of a summer school outside the terms. A day that is closed has no places.
    """

    day: date
    places: tuple[Place, ...] = ()
    closing: Closing | None = None
    closed_by: str = ""
    number: int = 0
    left: int = 0
    is_summer: bool = False


@dataclass(frozen=True, slots=True)
class KindFacts:
    """A kind of drill: how long it lasts, and whether it counts as an evacuation.

    `conditions` are true of each of its drills, whatever is planned, and `usual` of those whose plan names no
    buildings.
    """

    code: str
    name: str
    minutes: int
    is_evacuation: bool = False
    conditions: frozenset[str] = frozenset()
    usual: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StandingDrill:
    """A drill that the desk has already, in naive wall time.

    `fixed_by` says why one stays where it is: it was held, is over, or a file plans it. `misfit` says in
    words why it cannot stay, such as a holiday. `conditions` are true of it, and `open_conditions` can be
    added to its plan; parents were told of it on `told_on`. `is_outside` marks one before or after the year,
    which only counts.
    """

    key: str
    kind: str
    title: str
    start: datetime
    end: datetime
    is_held: bool = False
    fixed_by: str = ""
    misfit: str = ""
    announced: bool = True
    conditions: frozenset[str] = frozenset()
    open_conditions: frozenset[str] = frozenset()
    buildings: tuple[str, ...] = ()
    part: Part = Part.DAY
    told_on: date | None = None
    is_outside: bool = False
    revision: int = 0

    @property
    def day(self) -> date:
        """The day on which it is."""
        return self.start.date()

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.end - self.start) / timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class ObservedDay:
    """A day of the year that calls for drills of some kinds, and the first and last day of its week."""

    name: str
    day: date
    kinds: frozenset[str]

    @property
    def first(self) -> date:
        """The Monday of its week."""
        return self.day - timedelta(days=self.day.weekday())

    @property
    def last(self) -> date:
        """The Sunday of its week."""
        return self.first + timedelta(days=6)

    def is_near(self, start: datetime) -> bool:
        """Tell whether something begins in its week."""
        return self.first <= start.date() <= self.last


@dataclass(frozen=True)
class DrillProblem:
    """All that the planner goes by; picklable, so that a search can run elsewhere.

    A proposed drill is held on `begin` at the earliest. `buildings` are the codes of buildings by their sort;
    `every_unannounced` says that each so-many-th evacuation is to be unannounced, 0 that none need be.
    """

    year: int
    first: date
    last: date
    today: date
    begin: date
    days: tuple[DrillDay, ...]
    kinds: tuple[KindFacts, ...]
    standing: tuple[StandingDrill, ...] = ()
    asks: tuple[Ask, ...] = ()
    observed: tuple[ObservedDay, ...] = ()
    buildings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    every_unannounced: int = 3
    owner: str = ""
    remarks: tuple[str, ...] = ()

    @cached_property
    def day_of(self) -> Mapping[date, DrillDay]:
        """The days by their dates."""
        return {each.day: each for each in self.days}

    @cached_property
    def kind_of(self) -> Mapping[str, KindFacts]:
        """The kinds by their codes."""
        return {each.code: each for each in self.kinds}

    @property
    def counts(self) -> tuple[CountAsk, ...]:
        """Those who ask for so many drills in a stretch."""
        return tuple(each for each in self.asks if isinstance(each, CountAsk))

    @property
    def varieties(self) -> tuple[VarietyAsk, ...]:
        """Those who ask for different weekdays or hours."""
        return tuple(each for each in self.asks if isinstance(each, VarietyAsk))

    @property
    def notices(self) -> tuple[NoticeAsk, ...]:
        """Those who ask for notice to parents."""
        return tuple(each for each in self.asks if isinstance(each, NoticeAsk))

    @property
    def movable(self) -> tuple[StandingDrill, ...]:
        """The drills that stand and may be moved."""
        return tuple(each for each in self.standing if not each.fixed_by)

    def earliest(self, kind: str, conditions: frozenset[str]) -> date:
        """Return the first day on which such a drill can be held, parents being told today."""
        told = (
            self.today + timedelta(days=each.days_before)
            for each in self.notices
            if each.wants(kind, conditions)
        )
        return max(self.begin, *told, self.begin)

    def can_be_told(self, ask: NoticeAsk, day: date, told_on: date | None = None) -> bool:
        """Tell whether parents heard of a drill in time, on `told_on`, or can hear of it today."""
        told = self.today if told_on is None else min(told_on, self.today)
        return (day - told).days >= ask.days_before

    def places(self, day: DrillDay, part: Part, minutes: int) -> Iterator[Place]:
        """Yield the places of a day for a drill of so many minutes, those first that nothing hinders."""
        yield from sorted(
            (each for each in day.places if each.fits(part, minutes)),
            key=lambda each: (bool(each.hindrance), each.start),
        )
