"""The points of agendas as calendars tell them."""

from collections.abc import Iterable, Sequence

from dutydesk.api import ActivityNote, Desk
from dutydesk.domain import Occurrence
from dutydesk.wording import _
from dutydesk_training.agenda import standing_points
from dutydesk_training.minutes import Minutes
from dutydesk_training.sessions import KINDS


def agenda_notes(desk: Desk, found: Iterable[Occurrence]) -> Sequence[ActivityNote]:
    """Return the agenda of each session that has points: those that stand on each, and those added."""
    ours = [each for each in found if each.activity.kind in KINDS]
    if not ours:
        return ()
    added = {each.id: each.points for each in desk.table(Minutes).where(id=tuple(each.key for each in ours))}
    notes: list[ActivityNote] = []
    for held in ours:
        points = (*standing_points(desk, held.activity), *added.get(held.key, ()))
        if points:
            lines = (f"{number}. {point}" for number, point in enumerate(points, start=1))
            notes.append(ActivityNote(held.key, "\n".join((_("Agenda:"), *lines))))
    return notes
