"""Putting what the engine proposes into the desk, with as little churn as can be."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dutydesk.api import Change, Desk
from dutydesk.domain import new_id
from dutydesk.wording import _
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.changed_since import refuse_if_changed
from dutydesk_roster.engine import Placed
from dutydesk_roster.problem_of import placed
from dutydesk_roster.roster import Roster

__all__ = [
    "Rearrangement",
    "accept",
    "apply",
    "rearrange",
    "refuse_if_changed",
    "refuse_if_roster_changed",
]


@dataclass(frozen=True, slots=True)
class Rearrangement:
    """The smallest set of changes that turns what stands into what is wanted.

    A slot that passes from one person to another keeps its record, and so its identity in calendar feeds.
    """

    added: tuple[Assignment, ...]
    changed: tuple[Assignment, ...]
    removed: tuple[Assignment, ...]

    def __len__(self) -> int:
        return len(self.added) + len(self.changed) + len(self.removed)


def rearrange(standing: Iterable[Assignment], wanted: Iterable[Placed]) -> Rearrangement:
    """Compare the assignments that stand with the placements wanted."""
    left: defaultdict[Placed, list[Assignment]] = defaultdict(list)
    for assignment in sorted(standing, key=lambda a: (not a.pinned, a.id)):
        left[placed(assignment)].append(assignment)
    missing: list[Placed] = []
    for each in sorted(wanted):
        if left[each]:
            left[each].pop(0)
        else:
            missing.append(each)
    free: defaultdict[tuple[str, str, date], list[Assignment]] = defaultdict(list)
    for held in left.values():
        for assignment in held:
            free[placed(assignment).place].append(assignment)
    added: list[Assignment] = []
    changed: list[Assignment] = []
    for each in missing:
        if free[each.place]:
            changed.append(replace(free[each.place].pop(0), person=each.person, pinned=False, note=""))
        else:
            added.append(
                Assignment(id=new_id(), person=each.person, post=each.post, shift=each.shift, day=each.day)
            )
    removed = [assignment for held in free.values() for assignment in held]
    return Rearrangement(tuple(added), tuple(changed), tuple(removed))


def apply(change: Change, rearrangement: Rearrangement) -> None:
    """Make a rearrangement part of a change."""
    for assignment in rearrangement.removed:
        change.remove(assignment)
    for assignment in rearrangement.changed:
        change.replace(assignment)
    for assignment in rearrangement.added:
        change.add(assignment)


def refuse_if_roster_changed(change: Change, roster: Roster, desk: Desk | None = None) -> None:
    """Raise where any assignment of the roster's days was added, changed or removed since it was read.

    With the `desk`, the refusal says who did and when.

    Raises:
        StaleChange: one was.
    """
    refuse_if_changed(
        roster.assignments,
        change.table(Assignment).between("day", roster.first, roster.last),
        _("The roster of {first} to {last}").format(first=roster.first, last=roster.last),
        desk,
    )


def accept(desk: Desk, roster: Roster, wanted: Iterable[Placed], why: str = "") -> Rearrangement:
    """Make the roster of `roster`'s days be `wanted`, as one change that one undo takes back.

    Assignments that no demand asks for stay as they are.

    Raises:
        StaleChange: someone has changed an assignment of these days since `roster` was read, or added one.
    """
    plan = rearrange(roster.asked, wanted)
    with desk.change(
        why or _("Arrange the roster of {first} to {last}").format(first=roster.first, last=roster.last)
    ) as change:
        refuse_if_roster_changed(change, roster, desk)
        apply(change, plan)
    return plan
