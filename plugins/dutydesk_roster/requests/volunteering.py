"""The pool of those who can be called for a further duty."""

from datetime import date

from dutydesk.api import DataProblem, Desk
from dutydesk.api.people_named import names_by_key
from dutydesk.domain import clean_line, new_id
from dutydesk.wording import _
from dutydesk_roster.requests.duty import days_text
from dutydesk_roster.requests.people import known_person
from dutydesk_roster.swap import Volunteer


def volunteer(desk: Desk, person: str, first: date, last: date, note: str = "") -> Volunteer:
    """Say that `person` can be called for a further duty on the days `first` to `last`, both included.

    Raises:
        DataProblem: nobody has that key, the days are the wrong way round or over, or they have said so of
            one of these days already.
    """
    name = known_person(desk, person).name
    if last < first:
        raise DataProblem(_("the last day, {last}, is before the first").format(last=last))
    if last < desk.today():
        raise DataProblem(_("{last} has gone by").format(last=last))
    offered = Volunteer(id=new_id(), person=person, first=first, last=last, note=clean_line(note))
    why = _("{name} can be called, {days}").format(name=name, days=days_text(first, last))
    with desk.change(why) as change:
        for each in change.table(Volunteer).where(person=person):
            if each.first <= last and first <= each.last:
                raise DataProblem(
                    _("{name} can be called already, {days}").format(
                        name=name, days=days_text(each.first, each.last)
                    )
                )
        return change.add(offered)


def stop_volunteering(desk: Desk, offered: Volunteer) -> None:
    """Take a person out of the pool on the days of `offered`.

    Raises:
        StaleChange: somebody has done so already.
    """
    names = names_by_key(desk)
    why = _("{name} cannot be called any more, {days}").format(
        name=names.get(offered.person, offered.person), days=days_text(offered.first, offered.last)
    )
    with desk.change(why) as change:
        change.remove(offered)


def coming_volunteers(desk: Desk) -> tuple[Volunteer, ...]:
    """Return who can be called today or later, in order of day."""
    found = desk.table(Volunteer).between("last", desk.today(), date.max)
    return tuple(sorted(found, key=lambda each: (each.first, each.person)))
