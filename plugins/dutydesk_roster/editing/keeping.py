"""Keeping an edit: one change of the desk, refused where a cell is not as it was read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dutydesk.api import Change, Desk
from dutydesk.wording import phrases
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.changed_since import refuse_if_cell_changed, refuse_if_place_changed
from dutydesk_roster.editing.draft import Cell, Edit
from dutydesk_roster.roster import Roster


@dataclass(frozen=True, slots=True)
class Kept:
    """What an edit did: the records as they are kept now, and those that are gone."""

    placed: tuple[Assignment, ...]
    removed: tuple[Assignment, ...]


def keep(desk: Desk, roster: Roster, edit: Edit) -> Kept:
    """Keep `edit`, which was worked out on `roster`, as one change that one undo takes back.

    Raises:
        StaleChange: someone has changed one of its cells since `roster` was read; the text says who and when.
    """
    with desk.change(edit.why) as change:
        _refuse_if_changed(desk, change, roster, edit)
        for each in edit.removed:
            change.remove(each)
        changed = [change.replace(each) for each in edit.changed]
        added = [change.add(each) for each in edit.added]
    return Kept((*changed, *added), edit.removed)


def _refuse_if_changed(desk: Desk, change: Change, roster: Roster, edit: Edit) -> None:
    table = change.table(Assignment)
    now: defaultdict[Cell, list[Assignment]] = defaultdict(list)
    if edit.cells:
        people = tuple(sorted({person for person, _day in edit.cells}))
        days = tuple(sorted({day for _person, day in edit.cells}))
        for each in table.where(person=people, day=days):
            now[each.person, each.day].append(each)
    for person, day in sorted(edit.cells):
        refuse_if_cell_changed(desk, roster, now[person, day], person, day)
    for (post, shift), day in sorted(edit.places):
        where = phrases((duty_title(roster.plan, post, shift), f"{day:%m-%d}"))
        refuse_if_place_changed(desk, change, roster, (post, shift, day), where)


def roster_after(roster: Roster, kept: Iterable[Kept]) -> Roster:
    """Return `roster` as it is after edits of one's own that it was read too early to have.

    Where it has a newer revision of a record than the edit left, the newer one stands.
    """
    records = {each.id: each for each in roster.assignments}
    for one in kept:
        for gone in one.removed:
            if gone.id in records and records[gone.id].revision <= gone.revision:
                del records[gone.id]
        for each in one.placed:
            known = records.get(each.id)
            if (known is None or known.revision < each.revision) and roster.first <= each.day <= roster.last:
                records[each.id] = each
            elif known is not None and known.revision < each.revision:
                del records[each.id]
    return replace(roster, assignments=tuple(sorted(records.values(), key=lambda each: each.day)))
