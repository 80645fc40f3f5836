"""Duties over the clock changes of every zone of five continents: they last what they really last.

What is expected is reckoned from the offsets alone that a zone has at each instant, second by second of UTC,
and not from wall times, whose gaps and repeated hours are what can be got wrong.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo, available_timezones

from benchmarks.faults.desks import SHARED, new_desk, opened, scratch
from benchmarks.faults.trial import Outcome, Trial
from dutydesk.config.writing import write_toml
from dutydesk.desk import OpenDesk
from dutydesk.domain import Window
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.roster import DutyPlan, loads_of

CONTINENTS = ("Africa/", "America/", "Asia/", "Australia/", "Europe/", "Pacific/")
"""Oceania has two beginnings."""

ZONES = tuple(sorted(name for name in available_timezones() if name.startswith(CONTINENTS)))
SHIFTS = (
    ("day", "07:00", "15:00"), ("evening", "15:00", "23:00"), ("night", "23:00", "07:00"), ("late",
    "00:15", "01:45"),
    ("gap", "02:30", "03:15"), ("short", "01:59", "02:01"), ("to-gap", "18:00", "02:30"), ("round",
    "08:00", "08:00"),
    ("midnight", "00:00", "00:30"),
)  # fmt: skip
YEARS = (2026, 2027)
_PERSON, _POST = SHARED, "gate"
_UNCHANGED = date(2026, 11, 24)
_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_MOST_CHANGES = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of UTC in which a zone keeps one offset."""

    begin: datetime
    end: datetime
    offset: timedelta


@cache
def stretches(name: str) -> tuple[Stretch, ...]:
    """Return the stretches of a zone in the years that are tried, a year more at both ends."""
    zone = ZoneInfo(name)

    def offset(at: datetime) -> timedelta:
        return at.astimezone(zone).utcoffset() or timedelta()

    begin, end = datetime(YEARS[0] - 1, 1, 1, tzinfo=UTC), datetime(YEARS[-1] + 2, 1, 1, tzinfo=UTC)
    bounds = [begin]
    for low, high in pairwise(begin + _DAY * number for number in range((end - begin).days + 1)):
        while offset(low) != offset(high) and high - low > _SECOND:
            middle = (low + (high - low) / 2).replace(microsecond=0)
            low, high = (middle, high) if offset(middle) == offset(low) else (low, middle)  # noqa: PLW2901 - narrowed
        if offset(low) != offset(high):
            bounds.append(high)
    return tuple(Stretch(one, other, offset(one)) for one, other in pairwise((*bounds, end)))


def instant(name: str, wall: datetime) -> datetime:
    """Return the first instant at which clocks in a zone show `wall`; in a gap, by the offset before it."""
    before: Stretch | None = None
    for each in stretches(name):
        at = wall.replace(tzinfo=UTC) - each.offset
        if each.begin <= at < each.end:
            return at
        if at >= each.end:
            before = each
    if before is None:
        raise ValueError(wall)
    return wall.replace(tzinfo=UTC) - before.offset


def span(name: str, start: datetime, end: datetime) -> Window:
    """Return the instants of a duty; one that begins in a gap and would end before it keeps its length."""
    begin, finish = instant(name, start), instant(name, end)
    return Window(begin, finish if begin <= finish else begin + (end - start))


def run(count: int, seed: int) -> Outcome:
    """Try so many zones."""
    zones = list(ZONES)
    Random(seed).shuffle(zones)
    failures: list[str] = []
    changes = duties = 0
    with scratch() as place:
        folder = _found(place / "desk")
        with opened(folder) as desk:
            for name in zones[:count]:
                days = _days(name)
                changes += len(days)
                tried, wrong = _try_zone(desk, folder, name, days)
                duties += tried
                failures += (f"{name}: {each}" for each in wrong)
    figures = {"zones": min(count, len(zones)), "clock_changes": changes, "duties_reckoned": duties}
    return Outcome(min(count, len(zones)), tuple(failures), figures)


def _found(folder: Path) -> Path:
    """Make a desk with one person and one post, at which somebody stands in every shift."""
    new_desk(folder)
    shifts = [
        {"code": code, "short": f"{code[0]}{number}", "name": code, "start": start, "end": end}
        for number, (code, start, end) in enumerate(SHIFTS)
    ]
    heads = dict.fromkeys(("weekday", "weekend", "holiday"), 1)
    write_toml(folder / "config" / "shifts.toml", {"shift": shifts})
    write_toml(folder / "config" / "posts.toml", {"post": [{"code": _POST, "short": "G", "name": "Gate"}]})
    demand = [{"post": _POST, "shift": code, **heads} for code, _start, _end in SHIFTS]
    write_toml(folder / "config" / "demand.toml", {"demand": demand})
    return folder


def _days(name: str) -> list[date]:
    """Return the days on which the clocks of a zone change in these years, or one where they never do."""
    found = [
        (each.begin + before.offset).date()
        for before, each in pairwise(stretches(name))
        if YEARS[0] <= each.begin.year <= YEARS[-1]
    ]
    return found[:_MOST_CHANGES] or [_UNCHANGED]


def _try_zone(desk: OpenDesk, folder: Path, name: str, days: list[date]) -> tuple[int, list[str]]:
    """Give the desk the zone, and someone every shift around each change; return how many, and what broke."""
    write_toml(folder / "desk.toml", {"desk": {"name": "School", "uid": "z.dutydesk", "zone": name}})
    desk.renew_settings()
    plan = DutyPlan.of(desk)
    wrong: list[str] = []
    kept: list[Assignment] = []
    expected: list[Window] = []
    for number, day in enumerate(sorted({each + _DAY * step for each in days for step in (-1, 0, 1)})):
        for code, start, end in SHIFTS:
            begin = datetime.combine(day, _clock(start))
            finish = datetime.combine(day if _clock(end) > _clock(start) else day + _DAY, _clock(end))
            meant, found = span(name, begin, finish), plan.window(code, day)
            if found != meant or plan.times(code, day) != (begin, finish):
                wrong.append(f"{code} on {day} is {found}, and should be {meant}")
            duty = Assignment(id=f"z{number}-{code}", person=_PERSON, post=_POST, shift=code, day=day)
            kept.append(duty)
            expected.append(meant)
    hours = sum(each.hours for each in expected)
    counted = loads_of(plan, kept)[_PERSON].hours
    if abs(counted - hours) > 1e-6:
        wrong.append(f"{counted} hours are counted, and {hours} were stood")
    wrong += _in_calendars(desk, plan, kept, expected)
    return len(kept), wrong


def _in_calendars(
    desk: OpenDesk, plan: DutyPlan, kept: list[Assignment], expected: list[Window]
) -> list[str]:
    """Return what is wrong with these duties as commitments and as events of feeds."""
    around = Window(min(each.start for each in expected) - _DAY, max(each.end for each in expected) + _DAY)
    with desk.change("duties") as change:
        added = [change.add(each) for each in kept]
        seen = [change.add(_published(each, plan)) for each in kept]
    taken = sorted(each.window for each in desk.commitments(around) if each.source.startswith("assignment:"))
    shown = sorted(
        Window(each.start, each.end)
        for each in desk.feed_events(around)
        if isinstance(each.start, datetime) and isinstance(each.end, datetime) and each.kind == "duty"
    )
    with desk.change("no duties") as change:
        for record in (*added, *seen):
            change.remove(record)
    wrong: list[str] = []
    if taken != sorted(expected):
        wrong.append(f"duties take the time of {_unlike(taken, expected)}")
    if shown != sorted(expected):
        wrong.append(f"calendars show {_unlike(shown, expected)}")
    return wrong


def _published(duty: Assignment, plan: DutyPlan) -> PublishedAssignment:
    times = plan.times(duty.shift, duty.day)
    if times is None:
        raise LookupError(duty.shift)
    return PublishedAssignment(
        id=duty.id,
        person=duty.person,
        post=duty.post,
        shift=duty.shift,
        day=duty.day,
        start=times[0],
        end=times[1],
    )


def _unlike(found: list[Window], meant: list[Window]) -> str:
    return f"{sorted(set(found) - set(meant))[:3]} where {sorted(set(meant) - set(found))[:3]} were meant"


def _clock(text: str):  # noqa: ANN202 - a time of day
    return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - wall time


ZONE_CHANGES = Trial(
    name="zones",
    what="the clocks change: in every zone of five continents, over two years",
    promise="each duty lasts what it really lasts: in hours, clashes and calendars",
    full_count=len(ZONES),
    unit="zones",
    section="Clocks",
    run=run,
)
