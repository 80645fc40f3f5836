"""With what the activities of a safety week clash."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from dutydesk.api import Desk
from dutydesk.api.blocked import blocked_clashes
from dutydesk.api.holding import CANCELLED, HELD
from dutydesk.api.people_named import names_by_key
from dutydesk.domain import Absence, AbsenceState, Clash
from dutydesk.wording import _
from dutydesk_safetyweek.entries import WeekEntry, week_entries, weeks
from dutydesk_safetyweek.school_days import why_no_school
from dutydesk_safetyweek.settings import SafetyWeekFile
from dutydesk_safetyweek.words import day_name

HOLIDAY, OVERLOAD, OWNER_AWAY = "week-holiday", "owner-overload", "owner-away"


def clashes_of(desk: Desk, entries: Sequence[WeekEntry]) -> tuple[Clash, ...]:
    """Return the clashes in which any of these entries has a part that is still to be held, by day.

    That is duty, meetings and other activities of those who take part, hours that the timetable blocks, days
    without school, and owners who are away or in charge of too much on one day.
    """
    planned = [entry for entry in entries if entry.activity.state not in {CANCELLED, HELD}]
    if not planned:
        return ()
    sources = {entry.source for entry in planned}
    days = [entry.day for entry in planned]
    return tuple(each for each in desk.clashes(min(days), max(days)) if not sources.isdisjoint(each.sources))


def own_clashes(desk: Desk, first: date, last: date) -> Iterator[Clash]:
    """Yield what clashes on the days `first` to `last` by the rules of safety weeks alone."""
    for week in weeks(desk):
        entries = [
            entry
            for entry in week_entries(desk, week)
            if first <= entry.day <= last and entry.activity.state != CANCELLED
        ]
        if entries:
            yield from _without_school(desk, entries)
            yield from blocked_clashes(desk, [entry.occurrence() for entry in entries])
            yield from _away(desk, entries)
            yield from _overloads(desk, entries)


def _without_school(desk: Desk, entries: Iterable[WeekEntry]) -> Iterator[Clash]:
    calendar = desk.school_calendar()
    for entry in entries:
        if why := why_no_school(calendar, entry.day):
            yield Clash(
                person="",
                day=entry.day,
                rule=HOLIDAY,
                text=_("{title} is on {day}, when there is no school: {why}.").format(
                    title=entry.activity.title, day=day_name(entry.day), why=why
                ),
                sources=(entry.source,),
            )


def _away(desk: Desk, entries: Sequence[WeekEntry]) -> Iterator[Clash]:
    """Yield the entries whose owner is on leave, or no longer in the squadron; duty finds the engine."""
    people = {person.id: person for person in desk.people()}
    first, last = min(entry.day for entry in entries), max(entry.day for entry in entries)
    leave = [
        each
        for each in desk.table(Absence).between("last", first, date.max)
        if each.first <= last and each.state is AbsenceState.APPROVED
    ]
    for entry in entries:
        owner = people.get(entry.activity.owner)
        if owner is None:
            continue
        away = any(each.person == owner.id and each.first <= entry.day <= each.last for each in leave)
        if away or not owner.serves_on(entry.day):
            text = (
                _("{name} is away on {day} and in charge of {title}.")
                if away
                else _("{name} is not in the squadron on {day} and in charge of {title}.")
            )
            yield Clash(
                person=owner.id,
                day=entry.day,
                rule=OWNER_AWAY,
                text=text.format(name=owner.name, day=day_name(entry.day), title=entry.activity.title),
                sources=(entry.source,),
            )


def _overloads(desk: Desk, entries: Sequence[WeekEntry]) -> Iterator[Clash]:
    most = desk.settings(SafetyWeekFile).most_hours_a_day
    names = names_by_key(desk)
    for (owner, day), led in led_by_day(entries).items():
        hours = sum(entry.hours for entry in led)
        if hours > most:
            yield Clash(
                person=owner,
                day=day,
                rule=OVERLOAD,
                text=overload_text(names.get(owner, owner), day, hours, most),
                sources=tuple(entry.source for entry in led),
            )


def led_by_day(entries: Iterable[WeekEntry]) -> Mapping[tuple[str, date], Sequence[WeekEntry]]:
    """Return what each owner is in charge of on each day, cancelled entries and those all day left out."""
    led: defaultdict[tuple[str, date], list[WeekEntry]] = defaultdict(list)
    for entry in entries:
        if entry.activity.owner and entry.hours and entry.activity.state != CANCELLED:
            led[entry.activity.owner, entry.day].append(entry)
    return led


def overload_text(name: str, day: date, hours: float, most: float) -> str:
    """Say that someone is in charge for more hours of a day than the settings allow."""
    return _("{name} is in charge for {hours:g} h on {day}, {most:g} h at most.").format(
        name=name, hours=round(hours, 2), day=day_name(day), most=most
    )
