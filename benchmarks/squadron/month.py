"""Months to measure on: people, leave, qualifications, carried-in burdens, wishes, the last days' duties."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import msgspec

from dutydesk.domain.school_calendar import DayKind
from dutydesk_roster.engine import (
    Burden,
    Busy,
    BusyKind,
    DaysInARow,
    DutiesADay,
    EnginePerson,
    EnginePost,
    EngineShift,
    Held,
    HoursAWeek,
    NightsInARow,
    Problem,
    Rest,
    Slot,
    WeekendsOff,
    Wish,
)

FIRST = date(2026, 12, 1)
LAST = date(2026, 12, 30)
HOLIDAY = date(2026, 12, 25)
_DAY = timedelta(days=1)

SHIFTS = {
    2: (
        EngineShift(code="day", name="Day", start=7 * 60, end=19 * 60),
        EngineShift(code="night", name="Night", start=19 * 60, end=7 * 60, night=True),
    ),
    3: (
        EngineShift(code="day", name="Day", start=6 * 60, end=14 * 60),
        EngineShift(code="late", name="Late", start=14 * 60, end=22 * 60),
        EngineShift(code="night", name="Night", start=22 * 60, end=6 * 60, night=True),
    ),
}


def times(shift: EngineShift, day: date) -> tuple[datetime, datetime]:
    """Return when a shift starts and ends, in a zone without clock changes."""
    midnight = datetime.combine(day, datetime.min.time(), UTC)
    end = shift.end if shift.end > shift.start else shift.end + 24 * 60
    return midnight + timedelta(minutes=shift.start), midnight + timedelta(minutes=end)


def leave(person: str, first: date, last: date, title: str = "annual leave") -> Busy:
    """Return a person's absence over whole days."""
    midnight = datetime.combine(first, datetime.min.time(), UTC)
    return Busy(
        person=person,
        start=midnight,
        end=datetime.combine(last + _DAY, datetime.min.time(), UTC),
        what=BusyKind.ABSENCE,
        title=title,
    )


def squadron_month(guards: int, posts: int, shifts: int, seed: int) -> Problem:
    """Return a month of 30 days that can be covered, if barely where guards are few."""
    random = Random(seed)
    kinds = SHIFTS[shifts]
    days = [FIRST + timedelta(days=index) for index in range((LAST - FIRST).days + 1)]
    people = tuple(_person(index, random) for index in range(guards))
    slots = tuple(
        Slot(
            post=f"post{post:02}",
            shift=kind.code,
            day=day,
            start=times(kind, day)[0],
            end=times(kind, day)[1],
            needs=("armed",) if post % 8 == 0 else ("first-aid",) if post % 8 == 1 else (),
        )
        for day in days
        for kind in kinds
        for post in range(posts)
    )
    wishes = tuple(
        Wish(person=person.key, day=day, on=False, weight=20)
        for person in people
        for day in random.sample(days, 2)
    )
    return Problem(
        first=FIRST,
        last=LAST,
        people=people,
        posts=tuple(EnginePost(code=f"post{post:02}", name=f"Post {post + 1}") for post in range(posts)),
        shifts=kinds,
        slots=slots,
        rules=(
            Rest(hours=11),
            DutiesADay(),
            DaysInARow(most=6),
            NightsInARow(most=3),
            HoursAWeek(most=48),
            WeekendsOff(fewest=1, weight=30),
        ),
        wishes=wishes,
        busy=tuple(_month_of_leave(people, days, random)),
        held=tuple(_last_days(people, kinds[0], posts)),
        day_kinds={
            day: DayKind.HOLIDAY if day == HOLIDAY else DayKind.WEEKEND
            for day in days
            if day.weekday() >= 5 or day == HOLIDAY
        },
    )


def _person(index: int, random: Random) -> EnginePerson:
    has = (("armed", 0.6), ("first-aid", 0.5))
    return EnginePerson(
        key=f"g{index:03}",
        name=f"Guard {index + 1}",
        qualifications=tuple(qualification for qualification, odds in has if random.random() < odds),
        rank="deputy" if index % 6 == 0 else "guard",
        share=0.5 if index % 15 == 14 else 1.0,
        carried=Burden(
            nights=random.randint(6, 10),
            weekends=random.randint(5, 8),
            holidays=random.randint(0, 2),
            hours=float(random.randint(150, 176)),
        ),
    )


def _month_of_leave(people: tuple[EnginePerson, ...], days: list[date], random: Random) -> list[Busy]:
    found = []
    for person in random.sample(people, max(1, len(people) // 6)):
        first = days[random.randrange(len(days) - 5)]
        found.append(leave(person.key, first, first + 2 * _DAY))
    return found


def _last_days(people: tuple[EnginePerson, ...], shift: EngineShift, posts: int) -> list[Held]:
    """Return the duties of the four days before the month, a few people further each day."""
    found = []
    for back in range(1, 5):
        day = FIRST - back * _DAY
        start, end = times(shift, day)
        for post in range(posts):
            person = people[(back * posts + post) % len(people)].key
            found.append(
                Held(person=person, post=f"post{post:02}", shift=shift.code, day=day, start=start, end=end)
            )
    return found


def impossible(problem: Problem, seed: int) -> Problem:
    """Return the month with so much leave over three days that some slot cannot be filled."""
    random = Random(seed)
    first = problem.first + timedelta(days=random.randrange(5, 20))
    armed = [person.key for person in problem.people if "armed" in person.qualifications]
    away = tuple(leave(key, first, first + 2 * _DAY, "course") for key in armed[1:])
    return msgspec.structs.replace(problem, busy=(*problem.busy, *away))
