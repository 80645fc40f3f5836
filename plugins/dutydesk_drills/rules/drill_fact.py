"""A drill as rules see it: when, of which kinds, under which conditions, held or planned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from dutydesk.api import Desk
from dutydesk.api.holding import CANCELLED, HELD, wall_now
from dutydesk_drills.drills import Drill, drills
from dutydesk_drills.preparing.taking_part import BUS, buildings_taking_part
from dutydesk_drills.rules.rule import DrillRule
from dutydesk_drills.settings import DrillsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillFact:
    """A drill as rules see it.

    `kinds` are the code of its kind and of those that it counts as, `start` its wall time. `held` says that
    somebody marked it so; one that is `over` and not held waits for that mark. `notice_on` is the day on
    which parents were told.
    """

    day: date
    start: time = time(10)
    kinds: frozenset[str]
    conditions: frozenset[str] = frozenset()
    held: bool = False
    over: bool = False
    announced: bool = True
    notice_on: date | None = None
    title: str = ""
    key: str = ""

    @property
    def is_unmarked(self) -> bool:
        """Whether its time has gone by and nobody has said that it was held."""
        return self.over and not self.held


def counts(rule: DrillRule, fact: DrillFact) -> bool:
    """Tell whether a drill is of the kinds that a rule speaks of, under its conditions."""
    return (
        (not rule.kinds or not fact.kinds.isdisjoint(rule.kinds))
        and fact.conditions.issuperset(rule.conditions)
        and fact.conditions.isdisjoint(rule.without)
    )


def conditions_of(
    start: time, kinds: Iterable[str], sorts: Iterable[str], settings: DrillsFile
) -> frozenset[str]:
    """Return the conditions that follow from when a drill begins, its kinds and its sorts of building."""
    hours, clock = settings.hours, f"{start:%H:%M}"
    found = set(sorts) & {"dormitory", BUS, "kindergarten"}
    if BUS in kinds:
        found.add(BUS)
    if hours.break_start <= clock < hours.break_end:
        found.add("break")
    if _is_night(clock, hours.night_start, hours.night_end):
        found.add("night")
    return frozenset(found)


def _is_night(clock: str, begins: str, ends: str) -> bool:
    if begins <= ends:
        return begins <= clock < ends
    return clock >= begins or clock < ends


def drill_facts(desk: Desk, first: date, last: date) -> tuple[DrillFact, ...]:
    """Return the drills of the days `first` to `last` that were not called off, in order of time."""
    settings = desk.settings(DrillsFile)
    sorts = {each.code: each.sort for each in settings.building}
    now = wall_now(desk)
    return tuple(
        _fact(drill, sorts, settings, over=drill.held.end <= now)
        for drill in drills(desk, first, last)
        if drill.held.state != CANCELLED
    )


def _fact(drill: Drill, sorts: dict[str, str], settings: DrillsFile, *, over: bool) -> DrillFact:
    kinds = frozenset({drill.kind.code, *drill.kind.counts_as})
    start = drill.held.start.time()
    conditions = conditions_of(
        start,
        kinds,
        (
            sorts[each.building]
            for each in buildings_taking_part(settings.building, drill)
            if each.building in sorts
        ),
        settings,
    )
    if not drill.is_announced:
        conditions |= {"unannounced"}
    return DrillFact(
        day=drill.day,
        start=start,
        kinds=kinds,
        conditions=conditions | frozenset(drill.plan.conditions),
        held=drill.held.state == HELD,
        over=over,
        announced=drill.is_announced,
        notice_on=drill.plan.notice_on,
        title=drill.title,
        key=drill.key,
    )
