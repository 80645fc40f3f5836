"""The days of a school year and the times on them at which a drill can begin."""

from collections.abc import Iterable, Iterator
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


def part_of(start: datetime, settings: DrillsFile) -> Part:
    """Return the part of the day in which something begins."""
    found = conditions_of(start.time(), (), (), settings)
    if Part.NIGHT in found:
        return Part.NIGHT
    return Part.BREAK if Part.BREAK in found else Part.DAY


def drill_days(
    time: SchoolTime, first: date, last: date, begin: date, busy: Busy, conditions: Iterable[str]
) -> Iterator[DrillDay]:
    """Yield the workdays from `first` to `last`; those with school from `begin` on have places.

    There are places in the break and at night only where `conditions` ask for them.
    """
    hours = _hours(time.settings, frozenset(conditions))
    numbers: dict[str, int] = {}
    for day in days_between(first, last):
        kind = time.calendar.kind(day)
        if kind is DayKind.WEEKEND or (kind is DayKind.HOLIDAY and day.weekday() >= SATURDAY):
            continue
        is_summer = time.in_summer_school(day)
        term = time.calendar.term(day)
        if time.calendar.terms and term is None and not is_summer:
            yield DrillDay(day, closing=Closing.NO_TERM)
            continue
        if kind is DayKind.HOLIDAY:
            yield DrillDay(day, closing=Closing.HOLIDAY, closed_by=time.calendar.holiday_name(day))
            continue
        name = term.name if term is not None else ""
        numbers[name] = numbers.get(name, 0) + 1
        number = numbers[name] if term is not None else 0
        blocked = time.all_day_block(day)
        if blocked is not None:
            yield DrillDay(day, (), Closing.BLOCKED, blocked.name, number, is_summer)
        elif day < begin:
            yield DrillDay(day, (), Closing.PAST, "", number, is_summer)
        else:
            places = tuple(_place(time, day, clock, busy) for clock in hours)
            yield DrillDay(day, places, number=number, is_summer=is_summer)


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


def _place(time: SchoolTime, day: date, clock: str, busy: Busy) -> Place:
    start = at_time(day, clock)
    part = part_of(start, time.settings)
    if part is Part.NIGHT and not time.is_school_day(day + _A_DAY):
        return Place(start, part, 0, Closing.HOME)
    taken = busy.at(start, start + _A_MINUTE)
    if taken is not None:
        return Place(start, part, 0, taken.closing, taken.name)
    taken = busy.at(start, start + timedelta(minutes=MOST_MINUTES))
    minutes = MOST_MINUTES if taken is None else int((taken.start - start) / _A_MINUTE)
    return Place(
        start,
        part,
        minutes,
        closed_by="" if taken is None else taken.name,
        hindrance=busy.hindrance(start, start + timedelta(minutes=min(minutes, 30))),
    )
