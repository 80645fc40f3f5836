"""Edits of single cells, each one change of the desk that one undo takes back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.domain import Person, new_id
from dutydesk.wording import _
from dutydesk_roster.arranging import refuse_if_changed
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.codes import TypedCode, resolve
from dutydesk_roster.roster import Roster


def _cell_text(person: Person, day: date) -> str:
    return f"{person.name}, {day:%m-%d}"


def _refuse_if_cell_changed(change: Change, held: Iterable[Assignment], person: Person, day: date) -> None:
    now = change.table(Assignment).where(person=person.id, day=day)
    refuse_if_changed(held, now, _cell_text(person, day))


def set_duty(desk: Desk, roster: Roster, person: Person, day: date, code: TypedCode) -> Assignment:
    """Put `person` where `code` says on `day`, pinned, in place of what stands in that cell.

    What a leader types is pinned: the generator leaves it alone until it is unpinned.

    Raises:
        DataProblem: the day asks for no such shift or post.
        StaleChange: someone has changed the cell since `roster` was read.
    """
    place = resolve(roster, code, person, day)
    if place is None:
        wanted = roster.plan.shift_name(code.shift) if code.shift else roster.plan.post_name(code.post or "")
        raise DataProblem(_("{wanted} is not asked for on {day:%m-%d}").format(wanted=wanted, day=day))
    post, shift = place
    held = roster.by_cell.get((person.id, day), ())
    why = _("{cell}: {duty}").format(cell=_cell_text(person, day), duty=duty_title(roster.plan, post, shift))
    with desk.change(why) as change:
        _refuse_if_cell_changed(change, held, person, day)
        for surplus in held[1:]:
            change.remove(surplus)
        if held:
            return change.replace(replace(held[0], post=post, shift=shift, pinned=True))
        return change.add(
            Assignment(id=new_id(), person=person.id, post=post, shift=shift, day=day, pinned=True)
        )


def clear(desk: Desk, assignments: Iterable[Assignment], why: str) -> None:
    """Take the assignments out of the roster."""
    with desk.change(why) as change:
        for each in assignments:
            change.remove(each)


def pin(desk: Desk, assignments: Iterable[Assignment], *, pinned: bool) -> None:
    """Pin assignments, or unpin them."""
    why = _("Pin duties") if pinned else _("Unpin duties")
    with desk.change(why) as change:
        for each in assignments:
            change.replace(replace(each, pinned=pinned))


def move(desk: Desk, roster: Roster, assignment: Assignment, person: Person, day: date) -> None:
    """Move an assignment to another person and day, pinned; what stands there changes places with it.

    Raises:
        StaleChange: someone has changed either since `roster` was read.
    """
    held = roster.by_cell.get((person.id, day), ())
    there = [each for each in held if each.id != assignment.id]
    duty = duty_title(roster.plan, assignment.post, assignment.shift)
    with desk.change(_("{duty} to {cell}").format(duty=duty, cell=_cell_text(person, day))) as change:
        _refuse_if_cell_changed(change, held, person, day)
        for each in there:
            change.replace(replace(each, person=assignment.person, day=assignment.day, pinned=True))
        change.replace(replace(assignment, person=person.id, day=day, pinned=True))
