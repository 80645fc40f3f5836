"""Asking the engine: a stretch of a desk's days as an engine `Problem`."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from dutydesk.api import Desk
from dutydesk.domain import CommitmentKind, Person
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.base_of import base_complaints, base_of
from dutydesk_roster.brought_rules import brought_complaints, brought_rules
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
    Slot,
)
from dutydesk_roster.engine.checker import incurable
from dutydesk_roster.memory import carried_burdens
from dutydesk_roster.month import Month
from dutydesk_roster.qualified import lasting_and_limited
from dutydesk_roster.roster import DutyPlan, Roster
from dutydesk_roster.rules_of import abilities_of, rules_complaints, rules_of, weights_of, wishes_of
from dutydesk_roster.settings import Shift
from dutydesk_roster.squadron import Ability, Squadron

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
                        least=line.least,
                        most=line.most,
                        needs=line.needs,
                    )
                )
    return tuple(slots)


def problem_of(
    desk: Desk, roster: Roster, *, keep_published: bool = False, remembers: bool = True
) -> Problem:
    """Return the problem of filling `roster`'s days.

    Pinned assignments are pins; with `keep_published`, what staff have been told is kept too, unless it
    breaks a rule by now. Other assignments that stand are worth keeping. Assignments that no demand asks for
    are left to the leader: they count for rest and for runs of days. Who only checks a roster need not have
    it remember what people stood in earlier months.
    """
    plan = roster.plan
    slots = wanted_slots(plan, roster.days)
    standing = roster.asked
    kept = {each.id for each in standing}
    extra = [each for each in roster.assignments if each.id not in kept]
    squadron = squadron_of(roster)
    abilities = abilities_of(plan.rules, squadron)
    carried = carried_burdens(desk, plan, squadron.serving, Month.of(roster.first)) if remembers else {}
    problem = Problem(
        first=roster.first,
        last=roster.last,
        people=tuple(
            _person(each, squadron, abilities, carried.get(each.id, Burden())) for each in squadron.serving
        ),
        posts=tuple(EnginePost(code=each.code, name=each.name) for each in plan.posts.values()),
        shifts=tuple(_shift(each) for each in plan.shifts_in(roster.first - _BEFORE, roster.last + _AFTER)),
        slots=slots,
        rules=(*rules_of(plan.rules, squadron), *brought_rules(desk)),
        weights=weights_of(plan.rules.weights),
        wishes=wishes_of(plan.rules, squadron, roster.first, roster.last),
        base=base_of(plan, squadron, roster.first, roster.last),
        need_names={**plan.qualification_names, **{each.code: each.name for each in abilities}},
        busy=tuple(_busy(desk, roster)),
        held=(*_around(desk, roster), *_held(plan, extra)),
        pins=tuple(_pin(each) for each in standing if each.pinned),
        kept=tuple(
            Kept(each.person, each.post, each.shift, each.day) for each in standing if not each.pinned
        ),
        day_kinds={day: plan.day_kind(day) for day in roster.days},
    )
    return _with_published(problem, roster, standing) if keep_published else problem


def squadron_of(roster: Roster) -> Squadron:
    """Return the squadron as the settings speak of it in the roster's days."""
    serving = tuple(person for person in roster.people if _serves(person, roster))
    gone = frozenset(
        person.id for person in roster.people if person.ends is not None and person.ends < roster.first
    )
    names = roster.plan.qualification_names
    return Squadron(roster.people, serving, names, roster.certificates, roster.first, roster.last, gone)


def settings_complaints(desk: Desk, roster: Roster) -> tuple[str, ...]:
    """Return a line for each name in ``rules.toml`` and ``rotations.toml`` that nothing can be done with.

    So too for each rule of a plugin that does not work. What they ask for is left out of the problem.
    """
    squadron = squadron_of(roster)
    return (
        *rules_complaints(roster.plan.rules, squadron),
        *base_complaints(roster.plan, squadron, roster.first, roster.last),
        *brought_complaints(desk),
    )


def _serves(person: Person, roster: Roster) -> bool:
    return (person.starts is None or person.starts <= roster.last) and (
        person.ends is None or person.ends >= roster.first
    )


def _pin(each: Assignment) -> Pin:
    return Pin(each.person, each.post, each.shift, each.day)


def _with_published(problem: Problem, roster: Roster, standing: Iterable[Assignment]) -> Problem:
    told = [each for each in standing if not each.pinned and roster.state(each) == "published"]
    pinned = [placed(each) for each in standing if each.pinned]
    broken = {(each.person, each.day) for each in incurable(problem, [*pinned, *map(placed, told)])}
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


def _person(
    person: Person, squadron: Squadron, abilities: Iterable[Ability], carried: Burden
) -> EnginePerson:
    given = (span for each in abilities for key, span in each.given if key == person.id)
    spans = (*squadron.certificates.spans(person), *given)
    lasting, limited = lasting_and_limited(spans, squadron.first, squadron.last)
    return EnginePerson(
        key=person.id,
        name=person.name,
        qualifications=lasting,
        limited=limited,
        rank=person.rank,
        share=person.share,
        starts=person.starts,
        ends=person.ends,
        carried=carried,
    )
