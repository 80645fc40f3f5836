"""Attendance of the past fortnight in the sample school."""

from collections.abc import Sequence
from datetime import date, timedelta
from zlib import crc32

from dutydesk.api import Desk
from dutydesk.api.holding import wall_now
from dutydesk.wording import _
from dutydesk_training.attendance import Presence
from dutydesk_training.attendance_marking import Mark, keep_roll
from dutydesk_training.roll import Roll, RollLine
from dutydesk_training.sessions import KINDS

_FORTNIGHT = timedelta(days=14)
_LATE_MINUTES = (5, 5, 10, 15)
_HUNDRED = 100
_LATE_BELOW, _ABSENT_BELOW, _ON_DUTY_BELOW = 4, 6, 22


def fill_attendance(desk: Desk, today: date) -> None:
    """Keep who was at each session of the fortnight before `today`: most came, some were late or excused.

    The same day gives the same attendance. Of the sessions that duty excuses from, some miss each for it.
    """
    now = wall_now(desk)
    for held in desk.occurrences(today - _FORTNIGHT, today, KINDS):
        roll = Roll.of(desk, held)
        if held.end <= now and roll.lines and not roll.is_taken:
            keep_roll(desk, held, _marks(roll))


def _marks(roll: Roll) -> Sequence[Mark]:
    return [_mark(roll, line) for line in roll.lines]


def _mark(roll: Roll, line: RollLine) -> Mark:
    """Return how someone took part, by lots drawn from the names of the session and the person."""
    person = line.person.id
    lot = crc32(f"{roll.held.key} {person}".encode()) % _HUNDRED
    if line.proposed:
        return Mark(person, Presence.EXCUSED, reason=line.proposed)
    if lot < _LATE_BELOW:
        return Mark(person, Presence.LATE, _LATE_MINUTES[lot % len(_LATE_MINUTES)])
    if lot < _ABSENT_BELOW:
        return Mark(person, Presence.ABSENT)
    if lot < _ON_DUTY_BELOW and roll.held.activity.excuses_duty:
        return Mark(person, Presence.EXCUSED, reason=_("on duty"))
    return Mark(person, Presence.PRESENT)
