"""A duty that passes to another because people asked: in the roster, in calendars, in other requests."""

from collections.abc import Iterable
from dataclasses import replace

from dutydesk.api import Change, Desk
from dutydesk.wording import _, listed
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.publishing import make_seen
from dutydesk_roster.requests.book import RequestBook
from dutydesk_roster.roster import Roster
from dutydesk_roster.swap import Swap, SwapState


def pass_on(change: Change, assignment: Assignment, person: str) -> Assignment:
    """Have `person` stand a duty, pinned, so that the generator leaves alone what was agreed on.

    Raises:
        StaleChange: the duty was changed since it was read.
    """
    return change.replace(replace(assignment, person=person, pinned=True))


def tell_staff(change: Change, roster: Roster, duties: Iterable[Assignment], *, always: bool) -> None:
    """Have calendars show just these duties as they stand now.

    Unless `always`, those that were never published stay unpublished.
    """
    for each in duties:
        before = change.table(PublishedAssignment).get(each.id)
        after = roster.to_publish(each, before)
        if after is not None and (before is not None or always):
            make_seen(change, before, after)


def remove_duty(change: Change, assignment: Assignment) -> None:
    """Take a duty out of the roster and out of calendars.

    Raises:
        StaleChange: the duty was changed since it was read.
    """
    make_seen(change, change.table(PublishedAssignment).get(assignment.id), None)
    change.remove(assignment)


def lapse_others(desk: Desk, change: Change, granted: Swap) -> None:
    """Have every other request lapse that is about a duty of the one that is being granted."""
    book = RequestBook.of(desk, change, settled=False)
    duties = {each for each in (granted.assignment, granted.back) if each}
    for each in book.swaps:
        if each.is_asked and each.swap.id != granted.id and each.duties & duties:
            names = [book.names.get(person, person) for person in (granted.person, granted.other) if person]
            answer = _("another request about this duty was granted: {names}").format(names=listed(names))
            change.replace(replace(each.swap, state=SwapState.LAPSED, answer=answer))
