"""Publishing: from then on, staff see in their feeds what the leader has arranged."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from dutydesk.api import Change, Desk, StaleChange
from dutydesk.domain import Right
from dutydesk.wording import _
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.roster import Roster


@dataclass(frozen=True, slots=True)
class PublishedDifference:
    """What publishing changes for staff: before and after of one duty, None where there was or is none."""

    before: PublishedAssignment | None
    after: PublishedAssignment | None

    @property
    def id(self) -> str:
        """The duty's id."""
        held = self.after or self.before
        return held.id if held is not None else ""

    @property
    def people(self) -> tuple[str, ...]:
        """Whom it affects."""
        held = {each.person for each in (self.before, self.after) if each is not None}
        return tuple(sorted(held))


def differences(roster: Roster) -> tuple[PublishedDifference, ...]:
    """Return what publishing the roster as it stands would change, in order of day."""
    found: list[PublishedDifference] = []
    for assignment in roster.assignments:
        before = roster.published_by_id.get(assignment.id)
        after = roster.to_publish(assignment, before)
        if after != before:
            found.append(PublishedDifference(before, after))
    found.extend(PublishedDifference(each, None) for each in roster.removed)

    def order(each: PublishedDifference) -> tuple[date, str, str]:
        held = each.after or each.before
        return (held.day, held.shift, held.id) if held else (date.max, "", "")

    return tuple(sorted(found, key=order))


def by_person(changes: Iterable[PublishedDifference]) -> dict[str, tuple[PublishedDifference, ...]]:
    """Return the differences that concern each person."""
    found: defaultdict[str, list[PublishedDifference]] = defaultdict(list)
    for each in changes:
        for person in each.people:
            found[person].append(each)
    return {person: tuple(held) for person, held in sorted(found.items())}


def publish(
    desk: Desk,
    first: date,
    last: date,
    title: str,
    expected: tuple[PublishedDifference, ...] | None = None,
) -> tuple[PublishedDifference, ...]:
    """Publish the days `first` to `last` as they stand, as one change, and return what that changed.

    With `expected`, nothing else than these differences is published.

    Raises:
        StaleChange: what would be published is not what was `expected`.
    """
    with desk.change(_("Publish {title}").format(title=title), right=Right.PUBLISH) as change:
        changes = differences(Roster.of(desk, first, last))
        if expected is not None and changes != expected:
            raise StaleChange(
                _("The roster has been changed in the meantime, so nothing was published; look again")
            )
        _make_seen(change, changes)
    return changes


def publish_duties(desk: Desk, ids: Collection[str], title: str) -> tuple[PublishedDifference, ...]:
    """Publish just the duties with these ids as they stand, as one change, and return what that changed.

    What staff see of every other duty stays as it is. An id whose duty is gone takes it out of their sight.
    """
    wanted = frozenset(ids)
    with desk.change(_("Publish {title}").format(title=title), right=Right.PUBLISH) as change:
        held = [change.table(Assignment).get(each) for each in wanted]
        seen = [change.table(PublishedAssignment).get(each) for each in wanted]
        days = [each.day for each in (*held, *seen) if each is not None]
        if not days:
            return ()
        found = differences(Roster.of(desk, min(days), max(days)))
        changes = tuple(each for each in found if each.id in wanted)
        _make_seen(change, changes)
    return changes


def _make_seen(change: Change, changes: Iterable[PublishedDifference]) -> None:
    for each in changes:
        before, after = each.before or _published_elsewhere(change, each), each.after
        if before is not None and after is not None:
            after = replace(after, revision=before.revision, changed=before.changed)
        make_seen(change, before, after)


def make_seen(change: Change, before: PublishedAssignment | None, after: PublishedAssignment | None) -> None:
    """Have staff see `after` in place of `before`; None is nothing.

    Raises:
        StaleChange: `before` was changed since it was read.
    """
    if after is None:
        if before is not None:
            change.remove(before)
    elif before is None:
        change.add(after)
    else:
        change.replace(after)


def _published_elsewhere(change: Change, each: PublishedDifference) -> PublishedAssignment | None:
    """Return what is published of a duty that has come here from a day outside of the days to publish."""
    if each.before is not None or each.after is None:
        return None
    return change.table(PublishedAssignment).get(each.after.id)
