"""Show people the school events of these weeks, and to which of them they are asked."""

from collections.abc import Sequence
from datetime import timedelta

from dutydesk.api import Desk, OwnLine, hookimpl

WEEK = timedelta(days=7)


@hookimpl
def own_lines(desk: Desk, person: str) -> Sequence[OwnLine]:
    found = desk.occurrences(desk.today() - WEEK, desk.today() + WEEK, kinds=["school"])
    asked = desk.participants(found)
    return [
        OwnLine(
            key=each.key,
            day=each.day,
            time=f"{each.start:%H:%M}",
            title=each.activity.title,
            state="you are asked" if person in asked[each.key] else "",
        )
        for each in found
    ]
