"""Asking the engine: a stretch of a desk's days as an engine `Problem`."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from dutydesk.api import Desk
from dutydesk.domain import CommitmentKind, Person
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.engine import (
    Burden,
    Busy,
    BusyKind,
    EnginePerson,
    EnginePost,
    EngineShift,
    Held,
    Kept,
    Pin,
    Placed,
    Problem,
    Rules,
    Slot,
    check,
)
from dutydesk_roster.memory import carried_burdens
from dutydesk_roster.month import Month
from dutydesk_roster.roster import DutyPlan, Roster
from dutydesk_roster.settings import Shift

_BEFORE = timedelta(days=31)
_AFTER = timedelta(days=8)
_BUSY_KINDS = {CommitmentKind.ABSENCE: BusyKind.ABSENCE, CommitmentKind.ACTIVITY: BusyKind.ACTIVITY}


def placed(assignment: Assignment) -> Placed:
    """Return an assignment as the engine knows it."""
    return Placed(assignment.person, assignment.post, assignment.shift, assignment.day)


def wanted_slots(plan: DutyPlan, days: Iterable[date]) -> tuple[Slot, ...]:
    """Return the slots that the demand asks for on `days`."""
    slots: list[Slot] = []
    for day in days:
        for line, heads in plan.demand_on(day):
            window = plan.window(line.shift, day)
            if window is not None:
                slots.append(
                    Slot(
                        post=line.post,
                        shift=line.shift,
                        day=day,
                        start=window.start,
                        end=window.end,
                        heads=heads,
                        needs=line.needs,
                    )
                )
    return tuple(slots)


def problem_of(desk: Desk, roster: Roster, *, keep_published: bool = False) -> Problem:
    """Return the problem of filling `roster`'s days.

    Pinned assignments are pins; with `keep_published`, what staff have been told is kept too, unless it
    breaks a rule by now. Other assignments that stand are worth keeping. Assignments that no demand asks for
    are left to the leader: they count for rest and for runs of days.
    """
    plan = roster.plan
    slots = wanted_slots(plan, roster.days)
    standing = roster.asked
    kept = {each.id for each in standing}
    extra = [each for each in roster.assignments if each.id not in kept]
    serving = [person for person in roster.people if _serves(person, roster)]
    problem = Problem(
        first=roster.first,
        last=roster.last,
        people=tuple(_people(desk, roster, serving)),
        posts=tuple(EnginePost(code=each.code, name=each.name) for each in plan.posts.values()),
        shifts=tuple(_shift(each) for each in plan.shifts.values()),
        slots=slots,
        rules=Rules(
            rest_hours=plan.rules.rest_hours,
            most_days_in_a_row=plan.rules.most_days_in_a_row,
            most_nights_in_a_row=plan.rules.most_nights_in_a_row,
            most_hours_a_week=plan.rules.most_hours_a_week,
        ),
        busy=tuple(_busy(desk, roster)),
        held=(*_around(desk, roster), *_held(plan, extra)),
        pins=tuple(_pin(each) for each in standing if each.pinned),
        kept=tuple(
            Kept(each.person, each.post, each.shift, each.day) for each in standing if not each.pinned
        ),
        day_kinds={day: plan.day_kind(day) for day in roster.days},
    )
    return _with_published(problem, roster, standing) if keep_published else problem


def _serves(person: Person, roster: Roster) -> bool:
    return (person.starts is None or person.starts <= roster.last) and (
        person.ends is None or person.ends >= roster.first
    )


def _pin(each: Assignment) -> Pin:
    return Pin(each.person, each.post, each.shift, each.day)


def _with_published(problem: Problem, roster: Roster, standing: Iterable[Assignment]) -> Problem:
    told = [each for each in standing if not each.pinned and roster.state(each) == "published"]
    pinned = [placed(each) for each in standing if each.pinned]
    broken = {(each.person, each.day) for each in check(problem, [*pinned, *map(placed, told)])}
    sound = [each for each in told if (each.person, each.day) not in broken]
    kept = {(*placed(each).place, each.person) for each in sound}
    return msgspec.structs.replace(
        problem,
        pins=(*problem.pins, *map(_pin, sound)),
        kept=tuple(each for each in problem.kept if (*each.place, each.person) not in kept),
    )


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _shift(shift: Shift) -> EngineShift:
    return EngineShift(
        code=shift.code,
        name=shift.name,
        start=_minutes(shift.start),
        end=_minutes(shift.end),
        night=shift.night,
    )


def _busy(desk: Desk, roster: Roster) -> Iterable[Busy]:
    window = desk.zone.days(roster.first, roster.last + timedelta(days=1))
    for each in desk.commitments(window):
        what = _BUSY_KINDS.get(each.kind)
        if what is not None and not each.yields:
            yield Busy(
                person=each.person,
                start=each.window.start,
                end=each.window.end,
                what=what,
                title=each.title,
            )


def _held(plan: DutyPlan, assignments: Iterable[Assignment]) -> Iterable[Held]:
    for each in assignments:
        window = plan.window(each.shift, each.day)
        if window is not None:
            yield Held(
                person=each.person,
                post=each.post,
                shift=each.shift,
                day=each.day,
                start=window.start,
                end=window.end,
            )


def _around(desk: Desk, roster: Roster) -> Iterable[Held]:
    table, day = desk.table(Assignment), timedelta(days=1)
    yield from _held(roster.plan, table.between("day", roster.first - _BEFORE, roster.first - day))
    yield from _held(roster.plan, table.between("day", roster.last + day, roster.last + _AFTER))


def _people(desk: Desk, roster: Roster, serving: Sequence[Person]) -> Iterable[EnginePerson]:
    carried = carried_burdens(desk, roster.plan, serving, Month.of(roster.first))
    for person in serving:
        yield EnginePerson(
            key=person.id,
            name=person.name,
            qualifications=person.qualifications,
            rank=person.rank,
            share=person.share,
            starts=person.starts,
            ends=person.ends,
            carried=carried.get(person.id, Burden()),
        )
