"""What the fair share remembers of earlier months."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from dutydesk.api import Desk
from dutydesk.domain import Absence, AbsenceState, Person
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.engine import Burden
from dutydesk_roster.month import Month
from dutydesk_roster.roster import DutyPlan, loads_of

_DAY = timedelta(days=1)


def carried_burdens(
    desk: Desk, plan: DutyPlan, people: Iterable[Person], month: Month
) -> Mapping[str, Burden]:
    """Return what each person carries into `month` from the months that the fair share remembers.

    That is what they stood then. Days on which they did not serve yet, or were away, count as if they had
    stood the squadron's average, so that a newcomer or someone back from leave has nothing to make up for.
    """
    months = plan.rules.memory_months
    if months == 0:
        return {}
    first, last = month.moved(-months).first, month.first - _DAY
    stood = _stood(desk, plan, first, last)
    if not stood:
        return {}
    absences = desk.table(Absence).between("last", first, date.max, state=AbsenceState.APPROVED)
    presence = {person.id: _presence(person, absences, first, last) for person in people}
    shares = {person.id: person.share for person in people}
    weight = sum(presence[key] * shares[key] for key in presence)
    if weight == 0:
        return stood
    known = [stood[key] for key in presence if key in stood]
    average = {name: sum(getattr(each, name) for each in known) / weight for name in _MEASURES}
    return {
        key: _with_average(stood.get(key, Burden()), average, (1 - presence[key]) * shares[key])
        for key in presence
    }


_MEASURES = ("nights", "weekends", "holidays", "hours")


def _with_average(stood: Burden, average: Mapping[str, float], part: float) -> Burden:
    return Burden(
        nights=round(stood.nights + part * average["nights"]),
        weekends=round(stood.weekends + part * average["weekends"]),
        holidays=round(stood.holidays + part * average["holidays"]),
        hours=stood.hours + part * average["hours"],
    )


def _stood(desk: Desk, plan: DutyPlan, first: date, last: date) -> Mapping[str, Burden]:
    standing = desk.table(Assignment).between("day", first, last)
    known = [each for each in standing if each.shift in plan.shifts]
    return {
        key: Burden(nights=load.nights, weekends=load.weekends, holidays=load.holidays, hours=load.hours)
        for key, load in loads_of(plan, known).items()
    }


def _presence(person: Person, absences: Iterable[Absence], first: date, last: date) -> float:
    """Return the part of the days `first` to `last` on which a person served and was not away."""
    away = [each for each in absences if each.person == person.id]
    days = (last - first).days + 1
    there = sum(
        person.serves_on(day) and not any(each.first <= day <= each.last for each in away)
        for day in (first + offset * _DAY for offset in range(days))
    )
    return there / days
