"""The rest after a night on duty, in which nobody is woken for a session."""

from datetime import datetime, time, timedelta

from dutydesk.domain import Commitment, CommitmentKind, Window, Zone

_NIGHT = (time(1), time(5))
"""Who stands duty through any of these hours has stood a night."""


def night_rest(commitment: Commitment, zone: Zone) -> Window | None:
    """Return the rest that a night duty asks for after it; None where it is none or asks for none."""
    if commitment.kind is not CommitmentKind.ASSIGNMENT or not commitment.rest:
        return None
    if not _is_night(commitment.window, zone):
        return None
    end = commitment.window.end
    return Window(end, end + commitment.rest)


def _is_night(window: Window, zone: Zone) -> bool:
    day, last = zone.day_of(window.start), zone.day_of(window.end)
    while day <= last:
        if window.overlaps(zone.span(datetime.combine(day, _NIGHT[0]), datetime.combine(day, _NIGHT[1]))):
            return True
        day += timedelta(days=1)
    return False
