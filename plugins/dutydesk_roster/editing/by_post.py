"""Edits of the roster by post, where what is typed is who stands there."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dutydesk.api import DataProblem
from dutydesk.domain import Person
from dutydesk.wording import _, ngettext
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.editing.cells import cell_text
from dutydesk_roster.editing.draft import Draft, Edit, Place
from dutydesk_roster.editing.reach import Reach
from dutydesk_roster.roster import Roster


def person_put(roster: Roster, place: Place, day: date, person: Person) -> Edit:
    """Return the edit that puts `person` at a place on a day.

    They take an open head if there is one, else they stand in place of whoever stands there first and is not
    pinned, whose record becomes theirs.

    Raises:
        DataProblem: they stand there already.
    """
    draft = Draft(roster)
    if not _put(draft, place, day, person):
        raise DataProblem(
            _("{cell}: they stand {duty} already").format(
                cell=cell_text(person.name, day), duty=duty_title(roster.plan, *place)
            )
        )
    duty = duty_title(roster.plan, *place)
    return draft.edit(_("{cell}: {duty}").format(cell=cell_text(person.name, day), duty=duty))


def person_filled(roster: Roster, cells: Iterable[tuple[Place, date]], person: Person, reach: Reach) -> Edit:
    """Return the edit that puts `person` at each of these places, passing over where they cannot stand."""
    draft, done = Draft(roster), 0
    for place, day in cells:
        if not draft.wanted(place, day):
            draft.pass_over(person.id, day, _("nobody is asked for"))
        elif why := reach.why_not(person.id, day):
            draft.pass_over(person.id, day, why)
        elif _put(draft, place, day, person):
            done += 1
    text = ngettext("{name} in {n} place", "{name} in {n} places", done)
    return draft.edit(text.format(name=person.name, n=done))


def _put(draft: Draft, place: Place, day: date, person: Person) -> bool:
    there = draft.standing(place, day)
    if any(each.person == person.id for each in there):
        return False
    if draft.room(place, day) or not there:
        draft.add(person.id, day, place)
        return True
    leaver = next((each for each in there if not each.pinned), there[0])
    draft.move(replace(leaver, note=""), person.id, day, place)
    return True
