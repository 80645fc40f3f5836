"""Who is there at the hour of a drill, and who is not: on duty, away, elsewhere, resting after a night."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from dutydesk.api import Desk
from dutydesk.domain import CommitmentKind, Occurrence, Window
from dutydesk.wording import _
from dutydesk_drills.drill_plan import drill_subject

_LONGEST_REST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What keeps somebody from a drill: in words such as "sick leave", and the record behind it."""

    text: str
    source: str
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class TimeTaken:
    """What people do at the hour of a drill, by their key.

    `on_duty` is the title of the duty that somebody stands when the drill begins, `hindered` what keeps
    somebody from it.
    """

    on_duty: Mapping[str, str] = field(default_factory=dict)
    hindered: Mapping[str, Hindrance] = field(default_factory=dict)


def time_taken(desk: Desk, held: Occurrence) -> TimeTaken:
    """Return what takes people's time while `held` goes on.

    Whoever is on duty takes part where they stand, so that a duty is no hindrance; the rest after one is.
    """
    span = desk.zone.span(held.start, held.end)
    on_duty: dict[str, str] = {}
    away: dict[str, Hindrance] = {}
    resting: dict[str, Hindrance] = {}
    for each in desk.commitments(Window(span.start - _LONGEST_REST, span.end)):
        if each.source == drill_subject(held.key):
            continue
        if each.kind is CommitmentKind.ASSIGNMENT:
            if each.window.holds(span.start):
                on_duty[each.person] = each.title
            elif each.window.end <= span.start < each.window.end + each.rest:
                resting[each.person] = Hindrance(_("rests after {duty}").format(duty=each.title), each.source)
        elif each.window.overlaps(span):
            is_away = each.kind is CommitmentKind.ABSENCE
            text = each.title if is_away else _("also at {title}").format(title=each.title)
            if is_away or each.person not in away:
                away[each.person] = Hindrance(text, each.source, is_away)
    rested = {person: why for person, why in resting.items() if person not in on_duty}
    return TimeTaken(on_duty, {**rested, **away})
