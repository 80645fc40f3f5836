"""What the planner is asked, read from the desk."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.api.holding import CANCELLED, HELD, wall_now
from dutydesk.domain import Occurrence
from dutydesk.wording import _
from dutydesk_drills.drills import Drill, drills
from dutydesk_drills.kind import DrillKind
from dutydesk_drills.kinds import counts_as, drill_kinds
from dutydesk_drills.preparing.taking_part import BUS
from dutydesk_drills.proposing.asks import Ask, CountAsk, NoticeAsk, SpacingAsk, VarietyAsk
from dutydesk_drills.proposing.asks_of import asks_of_year
from dutydesk_drills.proposing.busy import Busy
from dutydesk_drills.proposing.observed_days import observed_days
from dutydesk_drills.proposing.places import PlaceReading, part_of
from dutydesk_drills.proposing.problem import DrillProblem, KindFacts, Part, StandingDrill
from dutydesk_drills.proposing.profiles import SORTS
from dutydesk_drills.rules.drill_fact import DrillFact, drill_facts
from dutydesk_drills.rules.in_force import packs_in_force
from dutydesk_drills.rules.rule import Condition
from dutydesk_drills.rules.school_time import SchoolTime
from dutydesk_drills.rules.standing import school_time
from dutydesk_drills.settings import DrillsFile

EVERY_UNANNOUNCED = 3
_A_YEAR = timedelta(days=366)
_A_DAY = timedelta(days=1)
_ADDABLE: tuple[Condition, ...] = ("second_way_out",)
"""What can be added to the plan of a drill that stands, without asking anybody else to come."""


@dataclass(frozen=True, slots=True)
class PlanWish:
    """What a leader asks of a plan.

    `packs` are planned under beside those in force, `begin` is the first day for a drill that is added or
    moved, each `every_unannounced`-th evacuation is to be unannounced, and `owner` leads the drills.
    """

    packs: tuple[str, ...] = ()
    begin: date | None = None
    every_unannounced: int = EVERY_UNANNOUNCED
    owner: str = ""


def drill_problem(desk: Desk, year: int, wish: PlanWish | None = None) -> DrillProblem:
    """Return what is to be planned for the school year that begins in `year`.

    Raises:
        DataProblem: a pack is not there or something is wrong with it, or nobody has the key of the owner.
    """
    wish = wish if wish is not None else PlanWish()
    time = school_time(desk)
    first, last = time.year(year)
    packs = packs_in_force(desk, wish.packs)
    kinds = tuple(drill_kinds(desk).values())
    found = tuple(
        each for each in drills(desk, first - _A_YEAR, last + _A_YEAR) if each.held.state != CANCELLED
    )
    asks = tuple(asks_of_year(packs, kinds, time, year, {each.kind.code for each in found}))
    begin = max(desk.today() + _A_DAY, wish.begin or date.min)
    owner = _owner(desk, wish.owner)
    busy = Busy(desk, first, last + _A_DAY, owner)
    conditions = frozenset(each for ask in asks if isinstance(ask, CountAsk) for each in ask.conditions)
    reading = _Reading(desk, time, first, last, begin, busy, asks)
    return DrillProblem(
        year=year,
        first=first,
        last=last,
        today=desk.today(),
        begin=begin,
        days=tuple(PlaceReading(time, busy, begin, conditions).days(first, last)),
        kinds=tuple(_facts(each, time.settings) for each in kinds),
        standing=tuple(reading.standing(each) for each in found),
        asks=asks,
        observed=tuple(
            observed_days((each for pack in packs for each in pack.observances), kinds, first, last)
        ),
        buildings=_buildings(time.settings),
        every_unannounced=wish.every_unannounced,
        owner=owner,
        remarks=tuple(_remarks(time, asks, first, last)),
    )


def _owner(desk: Desk, wanted: str) -> str:
    """Return who leads the drills: who was named, or else the first leader."""
    people = desk.people()
    if wanted and wanted not in {each.id for each in people}:
        raise DataProblem(
            _("nobody has the key {key!r}; expected one of {keys}").format(
                key=wanted, keys=", ".join(each.id for each in people)
            )
        )
    return wanted or next((each.id for each in people if each.rank == "leader"), "")


def _facts(kind: DrillKind, settings: DrillsFile) -> KindFacts:
    is_of_buses = counts_as(kind, (BUS,))
    sorts = {each.sort for each in settings.building if (each.sort == BUS) == is_of_buses}
    return KindFacts(
        kind.code,
        kind.name,
        kind.minutes,
        is_evacuation=counts_as(kind, ("evacuation",)),
        conditions=frozenset({BUS} if is_of_buses else ()),
        usual=frozenset(sorts & SORTS),
    )


def _buildings(settings: DrillsFile) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for each in settings.building:
        found[each.sort].append(each.code)
    return {sort: tuple(codes) for sort, codes in found.items()}


def _remarks(time: SchoolTime, asks: Sequence[Ask], first: date, last: date) -> Iterator[str]:
    if not asks:
        yield _("No rule holds yet: name packs in config/drills.toml, or plan under one with --pack.")
    terms = time.calendar.terms
    if not terms:
        yield _("config/calendar.toml names no [[term]]: every workday counts as a day of school.")
    elif not any(each.first <= last and first <= each.last for each in terms):
        yield _("config/calendar.toml names no [[term]] from {first} to {last}.").format(
            first=first, last=last
        )


@dataclass(slots=True)
class _Reading:
    """Reads drills that stand."""

    desk: Desk
    time: SchoolTime
    first: date
    last: date
    begin: date
    busy: Busy
    asks: Sequence[Ask]
    facts: dict[str, DrillFact] = field(default_factory=dict)

    def standing(self, drill: Drill) -> StandingDrill:
        """Return a drill as the planner sees it."""
        if not self.facts:
            found = drill_facts(self.desk, self.first - _A_YEAR, self.last + _A_YEAR)
            self.facts = {each.key: each for each in found}
        held, fact = drill.held, self.facts[drill.key]
        is_outside = not self.first <= drill.day <= self.last
        fixed_by = _("it lies outside the year") if is_outside else self._fixed_by(held, fact)
        conditions = frozenset(fact.conditions)
        return StandingDrill(
            key=drill.key,
            kind=drill.kind.code,
            title=held.activity.title,
            start=held.start,
            end=held.end,
            is_held=fact.held,
            fixed_by=fixed_by,
            misfit="" if fact.held or fact.over or is_outside else self._misfit(held, drill, conditions),
            announced=drill.is_announced,
            conditions=conditions,
            open_conditions=frozenset()
            if fact.held or fact.over or is_outside
            else self._open_conditions(conditions),
            buildings=tuple(each.building for each in drill.buildings),
            part=part_of(held.start, self.time.settings),
            told_on=fact.notice_on,
            is_outside=is_outside,
            revision=held.revision,
        )

    def _fixed_by(self, held: Occurrence, fact: DrillFact) -> str:
        if held.state == HELD:
            return _("it was held")
        if held.end <= wall_now(self.desk):
            return _("its time is over: say whether it was held")
        if held.activity.source:
            return _("config/{file} plans it; move it there").format(file=held.activity.source)
        if held.activity.rule:
            return _("it is one of a series")
        if fact.day < self.begin:
            return _("it is before {day}").format(day=self.begin)
        return ""

    def _misfit(self, held: Occurrence, drill: Drill, conditions: frozenset[str]) -> str:
        """Return in words why a drill cannot stay at its time, or nothing."""
        day = drill.day
        is_at_night = part_of(held.start, self.time.settings) is Part.NIGHT
        there = self.time.is_school_day(day) or (is_at_night and self.time.is_school_day(day + _A_DAY))
        if not there:
            holiday = self.time.calendar.holiday_name(day)
            return holiday or _("there is no school that day")
        taken = self.busy.at(held.start, held.end)
        if taken is not None:
            return _("{what} is then").format(what=taken.name)
        late = [
            each.days_before
            for each in self.asks
            if isinstance(each, NoticeAsk)
            and each.wants(drill.kind.code, conditions)
            and (day - min(drill.plan.notice_on or self.time.today, self.time.today)).days < each.days_before
        ]
        if late:
            return _("parents must hear of it {count} days before").format(count=max(late))
        return ""

    def _open_conditions(self, conditions: frozenset[str]) -> frozenset[str]:
        """Return what may be added to a plan: what some rule counts, and none shuts out or sets apart."""
        bound = {
            each
            for ask in self.asks
            for each in (
                *ask.without,
                *(ask.conditions if isinstance(ask, SpacingAsk | VarietyAsk) else ()),
            )
        }
        wanted = {each for ask in self.asks if isinstance(ask, CountAsk) for each in ask.conditions}
        return frozenset(
            each for each in _ADDABLE if each in wanted and each not in bound and each not in conditions
        )


def year_to_plan(desk: Desk) -> int:
    """Return the school year that a leader likely plans: the present one, or in its last weeks the next."""
    time = school_time(desk)
    return time.year_of(desk.today() + timedelta(days=60))
