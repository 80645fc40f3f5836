"""A clash of its own: whoever leads a drill has not stood the night before."""

from datetime import timedelta

from dutydesk.api import hookimpl
from dutydesk.domain import Clash, CommitmentKind

REST = timedelta(hours=8)


@hookimpl
def clashes(desk, first, last):
    found = []
    for held in desk.occurrences(first, last):
        owner, start = held.activity.owner, desk.zone.span(held.start, held.end).start
        if not owner or not held.activity.kind.startswith("drill-"):
            continue
        for each in desk.commitments(
            desk.zone.days(held.start.date() - timedelta(days=1), held.start.date())
        ):
            if (
                each.person == owner
                and each.kind is CommitmentKind.ASSIGNMENT
                and start - REST < each.window.end <= start
            ):
                until = desk.zone.wall(each.window.end)
                text = f"{held.activity.title}: whoever leads it stood until {until:%H:%M}."
                found.append(Clash(person=owner, day=held.start.date(), rule="rested-leader", text=text))
    return found
