"""The days of a school year and the times on them at which a drill can begin."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dutydesk.api.settings_values import at_time
from dutydesk.domain import DayKind
from dutydesk.domain.school_calendar import SATURDAY
from dutydesk_drills.proposing.busy import Busy
from dutydesk_drills.proposing.problem import Closing, DrillDay, Part, Place
from dutydesk_drills.rules.drill_fact import conditions_of
from dutydesk_drills.rules.school_time import SchoolTime, days_between
from dutydesk_drills.settings import DrillsFile

_A_DAY = timedelta(days=1)
_A_MINUTE = timedelta(minutes=1)
MOST_MINUTES = 240
USUAL_MINUTES = 30


def part_of(start: datetime, settings: DrillsFile) -> Part:
    """Return the part of the day in which something begins."""
    found = conditions_of(start.time(), (), (), settings)
    if Part.NIGHT in found:
        return Part.NIGHT
    return Part.BREAK if Part.BREAK in found else Part.DAY


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """Reads days: what the school's time is, what is busy, and from when on drills may be added or moved.

    There are places in the break and at night only where `conditions` ask for them.
    """

    time: SchoolTime
    busy: Busy
    begin: date
    conditions: frozenset[str] = frozenset()

    def days(self, first: date, last: date) -> Iterator[DrillDay]:
        """Yield the workdays from `first` to `last`; those with school on which one may plan have places."""
        hours = _hours(self.time.settings, self.conditions)
        numbers = _numbers(self.time, first, last)
        for day in days_between(first, last):
            kind = self.time.calendar.kind(day)
            if kind is DayKind.WEEKEND or (kind is DayKind.HOLIDAY and day.weekday() >= SATURDAY):
                continue
            is_summer = self.time.in_summer_school(day)
            term = self.time.calendar.term(day)
            if self.time.calendar.terms and term is None and not is_summer:
                yield DrillDay(day, closing=Closing.NO_TERM)
                continue
            if kind is DayKind.HOLIDAY:
                yield DrillDay(day, closing=Closing.HOLIDAY, closed_by=self.time.calendar.holiday_name(day))
                continue
            number, left = numbers.get(day, (0, 0))
            made = DrillDay(day, number=number, left=left, is_summer=is_summer)
            blocked = self.time.all_day_block(day)
            if blocked is not None:
                yield replace(made, closing=Closing.BLOCKED, closed_by=blocked.name)
            elif day < self.begin:
                yield replace(made, closing=Closing.PAST)
            else:
                yield replace(made, places=tuple(self._place(day, clock) for clock in hours))

    def _place(self, day: date, clock: str) -> Place:
        start = at_time(day, clock)
        part = part_of(start, self.time.settings)
        if part is Part.NIGHT and not self.time.is_school_day(day + _A_DAY):
            return Place(start, part, 0, Closing.HOME)
        taken = self.busy.at(start, start + _A_MINUTE)
        if taken is not None:
            return Place(start, part, 0, taken.closing, taken.name)
        taken = self.busy.at(start, start + timedelta(minutes=MOST_MINUTES))
        minutes = MOST_MINUTES if taken is None else int((taken.start - start) / _A_MINUTE)
        return Place(
            start,
            part,
            minutes,
            closed_by="" if taken is None else taken.name,
            hindrance=self.busy.hindrance(start, start + timedelta(minutes=min(minutes, USUAL_MINUTES))),
        )


def _numbers(time: SchoolTime, first: date, last: date) -> dict[date, tuple[int, int]]:
    """Return by day of school of a term which one it is and how many come after it."""
    of_term: defaultdict[str, list[date]] = defaultdict(list)
    for term in time.calendar.terms:
        for day in days_between(max(first, term.first), min(last, term.last)):
            if time.calendar.is_school_day(day):
                of_term[term.name].append(day)
    return {
        day: (index + 1, len(days) - index - 1) for days in of_term.values() for index, day in enumerate(days)
    }


def _hours(settings: DrillsFile, conditions: frozenset[str]) -> tuple[str, ...]:
    hours = settings.hours
    return tuple(
        sorted(
            {
                *hours.drills,
                *((hours.break_drill,) if "break" in conditions else ()),
                *((hours.night_drill,) if "night" in conditions else ()),
            }
        )
    )
