"""Tell in calendars what to bring to every training."""

from collections.abc import Sequence

from dutydesk.api import ActivityNote, Desk, hookimpl
from dutydesk.domain import Occurrence


@hookimpl
def activity_notes(desk: Desk, found: Sequence[Occurrence]) -> Sequence[ActivityNote]:
    return [
        ActivityNote(each.key, "Bring gloves and a whistle.")
        for each in found
        if each.activity.kind == "training"
    ]
