"""What keeps people from a session: a duty, the rest after a night, leave, another activity."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dutydesk.api import Desk
from dutydesk.domain import Commitment, CommitmentKind, Occurrence, Window, Zone
from dutydesk.wording import _
from dutydesk_training.night_rest import night_rest

_LONGEST_REST = timedelta(hours=24)


class HindranceKind(StrEnum):
    """What sort of thing keeps someone away."""

    DUTY = "duty"
    REST = "rest"
    AWAY = "away"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One thing that keeps a person from a session, in words such as "on duty: Main gate, Day"."""

    kind: HindranceKind
    text: str


def hindrances(desk: Desk, held: Occurrence) -> Mapping[str, tuple[Hindrance, ...]]:
    """Return by person what keeps them from an occurrence."""
    return hindrances_among(taken_time(desk, held.start, held.end), held, desk.zone)


def taken_time(desk: Desk, start: datetime, end: datetime) -> tuple[Commitment, ...]:
    """Return what may keep anyone from sessions between two naive wall times."""
    span = desk.zone.span(start, end)
    return desk.commitments(Window(span.start - _LONGEST_REST, span.end))


def hindrances_among(
    commitments: Iterable[Commitment], held: Occurrence, zone: Zone
) -> Mapping[str, tuple[Hindrance, ...]]:
    """Return by person what among `commitments` keeps them from an occurrence, each thing once."""
    session, own = zone.span(held.start, held.end), f"activity:{held.key}"
    found: defaultdict[str, dict[Hindrance, None]] = defaultdict(dict)
    for each in commitments:
        if each.source == own:
            continue
        if each.window.overlaps(session):
            found[each.person][_meanwhile(each)] = None
        elif (rest := night_rest(each, zone)) is not None and rest.holds(session.start):
            text = _("rests after {duty}").format(duty=each.title)
            found[each.person][Hindrance(HindranceKind.REST, text)] = None
    return {person: tuple(each) for person, each in found.items()}


def _meanwhile(commitment: Commitment) -> Hindrance:
    match commitment.kind:
        case CommitmentKind.ASSIGNMENT:
            return Hindrance(HindranceKind.DUTY, _("on duty: {duty}").format(duty=commitment.title))
        case CommitmentKind.ABSENCE:
            return Hindrance(HindranceKind.AWAY, commitment.title)
        case CommitmentKind.ACTIVITY:
            return Hindrance(HindranceKind.ELSEWHERE, _("also at: {title}").format(title=commitment.title))
