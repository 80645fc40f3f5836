"""A rule of its own: nobody works on the day on which they join."""

from collections.abc import Sequence
from datetime import date

from dutydesk.api import Desk, hookimpl
from dutydesk.domain import Clash, CommitmentKind


@hookimpl
def clashes(desk: Desk, first: date, last: date) -> Sequence[Clash]:
    joined = {person.id: person for person in desk.people() if person.starts is not None}
    return [
        Clash(
            person=each.person,
            day=desk.zone.day_of(each.window.start),
            rule="first-day",
            text=f"{joined[each.person].name} joins only on this day: {each.title}",
        )
        for each in desk.commitments(desk.zone.days(first, last))
        if each.kind is CommitmentKind.ASSIGNMENT
        and each.person in joined
        and desk.zone.day_of(each.window.start) == joined[each.person].starts
    ]
