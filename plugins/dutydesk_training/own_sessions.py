"""What a person sees of their own sessions: those to come, and how they were marked at those gone by."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from dutydesk.api import DataProblem, Desk, OwnLine
from dutydesk.api.holding import CANCELLED, wall_now
from dutydesk.domain import Occurrence
from dutydesk.wording import _
from dutydesk_training.attendance import Attendance, Presence, attendance_id, presence_text
from dutydesk_training.attendance_marking import SIGN_IN_AHEAD, Mark, keep_roll
from dutydesk_training.sessions import KINDS

AHEAD = timedelta(days=7)
BACK = timedelta(days=7)
ON_TIME = timedelta(minutes=5)
"""How long after the beginning one still came in time."""


def own_sessions(desk: Desk, person: str) -> Iterator[OwnLine]:
    """Yield the sessions of the last and the next seven days that `person` was or is to attend."""
    today = desk.today()
    found = desk.occurrences(today - BACK, today + AHEAD, KINDS)
    asked = desk.participants(found)
    marks = {
        each.session: each
        for each in desk.table(Attendance).between("day", today - BACK, today + AHEAD, person=person)
    }
    for held in found:
        if person in asked[held.key] or held.key in marks:
            yield _line(desk, held, person, marks)


def _line(desk: Desk, held: Occurrence, person: str, marks: Mapping[str, Attendance]) -> OwnLine:
    mark = marks.get(held.key)
    may_sign = mark is None and can_sign_in(desk, held)
    return OwnLine(
        key=f"session:{held.key}",
        day=held.start.date(),
        time=f"{held.start:%H:%M}-{held.end:%H:%M}",
        title=held.activity.title,
        state=_state(held, mark),
        act_title=_("sign in") if may_sign else "",
        act=(lambda: sign_in(desk, held, person)) if may_sign else None,
    )


def _state(held: Occurrence, mark: Attendance | None) -> str:
    if mark is not None:
        text = presence_text(mark.presence, mark.minutes)
        if mark.catch_up_on is not None:
            return _("{presence}; to make up for on {day}").format(
                presence=text, day=f"{mark.catch_up_on:%m-%d}"
            )
        return text
    return _("cancelled") if held.state == CANCELLED else ""


def can_sign_in(desk: Desk, held: Occurrence) -> bool:
    """Tell whether people can sign in now: from half an hour before the session until its end."""
    return held.state != CANCELLED and held.start - SIGN_IN_AHEAD <= wall_now(desk) <= held.end


def sign_in(desk: Desk, held: Occurrence, person: str) -> str:
    """Mark `person` as there, or as late, as one change of their own; return in one line what was done.

    That the session was held is for the leader to say.

    Raises:
        DataProblem: it is not the time for it, or they are marked already.
    """
    if not can_sign_in(desk, held):
        raise DataProblem(
            _("one signs in from {first} to {last}: {title}").format(
                first=f"{held.start - SIGN_IN_AHEAD:%H:%M}",
                last=f"{held.end:%H:%M}",
                title=held.activity.title,
            )
        )
    if desk.table(Attendance).get(attendance_id(held.key, person)) is not None:
        raise DataProblem(_("this is marked already: {title}").format(title=held.activity.title))
    late = wall_now(desk) - held.start
    minutes = int(late.total_seconds() // 60) if late > ON_TIME else 0
    mark = Mark(person, Presence.LATE if minutes else Presence.PRESENT, minutes)
    (kept,) = keep_roll(desk, held, (mark,), holding=False)
    return _("Signed in: {title}, {presence}").format(
        title=held.activity.title, presence=presence_text(kept.presence, kept.minutes)
    )
