"""What a guard may change without being a leader: their own requests, and a duty that they take."""

from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.swap import Swap, SwapOffer, SwapState, Volunteer


def is_own_swap(before: Swap | None, after: Swap | None, person: str) -> bool:
    """Tell whether a person may change a request so.

    They ask and withdraw for themselves, say no where they are asked by name, and take what is in need; what
    others asked about a duty that was taken lapses with it.
    """
    if after is None:
        return before is not None and before.person == person and before.state is SwapState.ASKED
    if before is not None and before.state is not SwapState.ASKED:
        return False
    if after.state in {SwapState.ASKED, SwapState.WITHDRAWN}:
        return after.person == person and (before is None or before.person == person)
    if after.state is SwapState.DECLINED:
        return before is not None and before.other == after.other == person
    if after.state is SwapState.TAKEN:
        return after.other == person
    return after.state is SwapState.LAPSED and before is not None


def is_own_offer(
    before: SwapOffer | Volunteer | None, after: SwapOffer | Volunteer | None, person: str
) -> bool:
    """Tell whether an offer to help is the person's own."""
    return all(each is None or each.person == person for each in (before, after))


def is_own_duty(
    before: Assignment | PublishedAssignment | None,
    after: Assignment | PublishedAssignment | None,
    person: str,
) -> bool:
    """Tell whether a duty passes to the person as it is: where it is, when it is, and from another."""
    if after is None or after.person != person:
        return False
    return before is None or (before.post, before.shift, before.day) == (after.post, after.shift, after.day)
