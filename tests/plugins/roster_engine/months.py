"""Months to try the engine on."""

from datetime import date, datetime, timedelta
from random import Random

from dutydesk.domain.school_calendar import DayKind
from dutydesk.domain.zone import Zone
from dutydesk_roster.engine.problem import (
    Burden,
    Busy,
    BusyKind,
    EnginePerson,
    EnginePost,
    EngineShift,
    Held,
    Problem,
    Slot,
)

DAY = EngineShift(code="day", name="Day", start=6 * 60, end=14 * 60)
LATE = EngineShift(code="late", name="Late", start=14 * 60, end=22 * 60)
NIGHT = EngineShift(code="night", name="Night", start=22 * 60, end=6 * 60, night=True)
LONG_DAY = EngineShift(code="longday", name="Long day", start=7 * 60, end=19 * 60)
LONG_NIGHT = EngineShift(code="longnight", name="Long night", start=19 * 60, end=7 * 60, night=True)
SHANGHAI = Zone("Asia/Shanghai")


def window(shift, day, zone=SHANGHAI):
    midnight = datetime.combine(day, datetime.min.time())
    start = midnight + timedelta(minutes=shift.start)
    end = midnight + timedelta(minutes=shift.end, days=shift.end <= shift.start)
    return zone.span(start, end)


def slot(post, shift, day, heads=1, needs=(), *, zone=SHANGHAI):
    span = window(shift, day, zone)
    return Slot(
        post=post, shift=shift.code, day=day, start=span.start, end=span.end, heads=heads, needs=tuple(needs)
    )


def held(person, shift, day, post="gate", zone=SHANGHAI):
    span = window(shift, day, zone)
    return Held(person=person, post=post, shift=shift.code, day=day, start=span.start, end=span.end)


def away(person, first, last, title="annual leave", zone=SHANGHAI):
    span = zone.days(first, last)
    return Busy(person=person, start=span.start, end=span.end, what=BusyKind.ABSENCE, title=title)


def guard(key, **more):
    return EnginePerson(key=key, name=more.pop("name", key.title()), **more)


def problem(people, slots, *, first=date(2026, 11, 2), last=None, shifts=(DAY, LATE, NIGHT), **more):
    posts = sorted({one.post for one in slots} | {"gate"})
    return Problem(
        first=first,
        last=last or max([one.day for one in slots], default=first),
        people=tuple(people),
        posts=tuple(EnginePost(code=code, name=f"{code.title()} post") for code in posts),
        shifts=tuple(shifts),
        slots=tuple(slots),
        **more,
    )


def squadron_month(guards=26, posts=6, shifts=3, days=31, *, seed=1, leave=True):
    """A month with leave, qualifications, a carried-in burden and the last week's duties."""
    random = Random(seed)  # noqa: S311 - the same month every time
    first = date(2026, 12, 1)
    kinds = (DAY, LATE, NIGHT) if shifts == 3 else (LONG_DAY, LONG_NIGHT)
    dates = [first + timedelta(days=index) for index in range(days)]
    people = [
        guard(
            f"g{index:02}",
            qualifications=tuple(
                q for q, odds in (("armed", 0.6), ("first-aid", 0.4)) if random.random() < odds
            ),
            rank="deputy" if index % 6 == 0 else "guard",
            carried=Burden(
                nights=random.randint(6, 10),
                weekends=random.randint(5, 8),
                holidays=random.randint(0, 2),
                hours=float(random.randint(150, 176)),
            ),
        )
        for index in range(guards)
    ]
    slots = [
        slot(f"post{number}", kind, day, needs=("armed",) if number == 0 else ())
        for day in dates
        for kind in kinds
        for number in range(posts)
    ]
    busy = []
    if leave:
        for index in random.sample(range(guards), guards // 6):
            start = dates[random.randrange(max(1, days - 5))]
            busy.append(away(f"g{index:02}", start, start + timedelta(days=2)))
    order = list(range(guards))
    duties = []
    for back in range(1, 5):
        order = order[posts:] + order[:posts]
        duties += [
            held(f"g{index:02}", kinds[0], first - timedelta(days=back), "post0") for index in order[:posts]
        ]
    day_kinds = {
        day: DayKind.HOLIDAY if day == date(2026, 12, 31) else DayKind.WEEKEND
        for day in dates
        if day.weekday() >= 5 or day == date(2026, 12, 31)
    }
    return problem(
        people,
        slots,
        first=first,
        last=dates[-1],
        shifts=kinds,
        busy=tuple(busy),
        held=tuple(duties),
        day_kinds=day_kinds,
    )
