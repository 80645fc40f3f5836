"""A line for the weekly meeting: how many tasks have been open for longer than a month."""

from datetime import timedelta

from dutydesk.api import DigestLine, hookimpl
from dutydesk.domain import Task


@hookimpl
def digest(desk, first, last):
    late = [
        each
        for each in desk.table(Task).all()
        if each.is_open and each.due and each.due < last - timedelta(days=30)
    ]
    if not late:
        return []
    text = f"{len(late)} tasks are open for more than a month: " + ", ".join(each.title for each in late)
    return [DigestLine(heading="Long open", text=text, records=tuple(f"task:{each.id}" for each in late))]
