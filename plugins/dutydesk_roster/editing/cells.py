"""Edits of single cells, and of all marked cells alike: typing, clearing, pinning, notes, moving."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from dutydesk.api import DataProblem
from dutydesk.domain import Person
from dutydesk.wording import _, ngettext, phrases
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.codes import TypedCode, resolve
from dutydesk_roster.editing.draft import Draft, Edit, Place
from dutydesk_roster.roster import Roster


def cell_text(name: str, day: date) -> str:
    """Return how a cell is called in messages and in the journal."""
    return phrases((name, f"{day:%m-%d}"))


def wanted_text(roster: Roster, code: TypedCode) -> str:
    """Return what a code asks for, in words."""
    if code.shift and code.post:
        return duty_title(roster.plan, code.post, code.shift)
    return roster.plan.shift_name(code.shift) if code.shift else roster.plan.post_name(code.post or "")


def typed(roster: Roster, person: Person, day: date, code: TypedCode) -> Edit:
    """Return the edit that puts `person` where `code` says on `day`, in place of what stands in that cell.

    Raises:
        DataProblem: the day asks for no such shift or post.
    """
    draft = Draft(roster)
    place = resolve(roster, code, person, day)
    if place is None:
        raise DataProblem(
            _("{wanted} is not asked for on {day:%m-%d}").format(wanted=wanted_text(roster, code), day=day)
        )
    draft.put(person.id, day, place)
    duty = duty_title(roster.plan, *place)
    return draft.edit(_("{cell}: {duty}").format(cell=cell_text(person.name, day), duty=duty))


def cleared(roster: Roster, duties: Sequence[Assignment]) -> Edit:
    """Return the edit that takes duties out of the roster."""
    draft = Draft(roster)
    for each in duties:
        draft.take_out(each)
    return draft.edit(ngettext("Clear {n} duty", "Clear {n} duties", len(duties)).format(n=len(duties)))


def pinned_edit(roster: Roster, duties: Iterable[Assignment], *, pinned: bool) -> Edit:
    """Return the edit that pins duties, or unpins them."""
    draft = Draft(roster)
    for each in duties:
        draft.change(replace(each, pinned=pinned))
    return draft.edit(_("Pin duties") if pinned else _("Unpin duties"))


def noted(roster: Roster, duties: Sequence[Assignment], note: str) -> Edit:
    """Return the edit that keeps a note on duties, or takes it away where it is empty."""
    draft = Draft(roster)
    for each in duties:
        draft.change(replace(each, note=note))
    first = duties[0]
    cell = cell_text(roster.names.get(first.person, first.person), first.day)
    return draft.edit(_("Note on {cell}: {note}").format(cell=cell, note=note or "-"))


def moved(roster: Roster, duty: Assignment, person: str, day: date, place: Place | None = None) -> Edit:
    """Return the edit that moves a duty to another cell; what stands there changes places with it.

    With a `place`, the duty comes to stand there too: in the roster by post that is what a cell means, and
    who stands there changes places with it where no head is open.
    """
    draft, before = Draft(roster), (duty.post, duty.shift)
    target = place or before
    if place is None:
        there = [each for each in draft.held(person, day) if each.id != duty.id]
        for each in there:
            draft.move(each, duty.person, duty.day, (each.post, each.shift))
    elif not draft.room(place, day):
        there = [each for each in draft.standing(place, day) if each.id != duty.id][:1]
        for each in there:
            draft.move(each, each.person, duty.day, before)
    draft.move(duty, person, day, target)
    title = duty_title(roster.plan, *target)
    cell = cell_text(roster.names.get(person, person), day)
    return draft.edit(_("{duty} to {cell}").format(duty=title, cell=cell))
