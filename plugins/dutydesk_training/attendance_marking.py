"""Taking attendance: marks become records, and the session counts as held."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.api.holding import CANCELLED, HELD, change_occurrence, wall_now
from dutydesk.domain import Activity, ActivityException, Occurrence, Person, clean_line
from dutydesk.wording import _, ngettext
from dutydesk_training.attendance import CAME, Attendance, Presence, attendance_id, presence_text
from dutydesk_training.attendance_topic import TaughtPart, TaughtParts
from dutydesk_training.marking import session_name
from dutydesk_training.roll import Roll

SIGN_IN_AHEAD = timedelta(minutes=30)
MOST_MINUTES = 600
USUAL_LATE = 5
_MOST_REASON = 200
_SECONDS_AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Mark:
    """How one person took part; `catches_up` is the key of a session that they make up for at this one."""

    person: str
    presence: Presence
    minutes: int = 0
    reason: str = ""
    catches_up: str = ""


def mark(
    desk: Desk, held: Occurrence, person: str, presence: Presence, *, minutes: int = 0, reason: str = ""
) -> Attendance:
    """Keep how one person took part, as one change; a session that has begun is marked held with it.

    Raises:
        DataProblem: attendance cannot be taken yet, the session is cancelled, or the mark makes no sense.
    """
    (kept,) = keep_roll(desk, held, (Mark(person, presence, minutes, reason),))
    return kept


def keep_roll(
    desk: Desk, held: Occurrence, marks: Iterable[Mark], *, only_open: bool = False, holding: bool = True
) -> tuple[Attendance, ...]:
    """Keep several marks as one change, and return what is kept; of two for a person the last counts.

    With `only_open`, whoever has been marked meanwhile keeps that mark. With `holding`, a session that has
    begun is marked held in the same change.

    Raises:
        DataProblem: as `mark`; then nothing is kept.
    """
    check_can_be_taken(desk, held)
    cleaned = tuple({each.person: _checked(each) for each in marks}.values())
    names = _names(desk, cleaned)
    expected = frozenset(desk.participants((held,))[held.key])
    taught = TaughtParts(desk).of(held)
    with desk.change(_why(held, cleaned, names)) as change:
        kept = tuple(
            _keep(change, held, each, taught, guest=each.person not in expected)
            for each in cleaned
            if not only_open or _kept(change, held, each.person) is None
        )
        if holding and kept and held.start <= wall_now(desk) and not _is_held(change, held):
            change_occurrence(change, held, state=HELD)
    return kept


def take_back(desk: Desk, held: Occurrence, person: str) -> bool:
    """Take back the mark of a person, as one change; return whether there was any."""
    names = _names(desk, (Mark(person, Presence.PRESENT),))
    why = _("{name}: no mark at {session}").format(name=names[person], session=session_name(held))
    with desk.change(why) as change:
        before = _kept(change, held, person)
        if before is not None:
            change.remove(before)
    return before is not None


def rest_marks(roll: Roll, presence: Presence) -> Sequence[Mark]:
    """Return marks for all who are open: those with a proposed excuse are excused, the others `presence`."""
    return [
        Mark(line.person.id, Presence.EXCUSED if line.proposed else presence, reason=line.proposed)
        for line in roll.open_lines
    ]


def check_can_be_taken(desk: Desk, held: Occurrence) -> None:
    """Refuse a session that is cancelled or more than half an hour away.

    Raises:
        DataProblem: it is one of these.
    """
    if held.state == CANCELLED:
        raise DataProblem(_("{session} is cancelled").format(session=session_name(held)))
    if wall_now(desk) < held.start - SIGN_IN_AHEAD:
        raise DataProblem(
            _("too early: attendance can be taken from {time} on ({title})").format(
                time=f"{held.start - SIGN_IN_AHEAD:%Y-%m-%d %H:%M}", title=held.activity.title
            )
        )


def _checked(each: Mark) -> Mark:
    """Return a mark with a clean reason, and minutes only where somebody is late."""
    late = each.presence is Presence.LATE
    if late and not 0 <= each.minutes <= MOST_MINUTES:
        raise DataProblem(
            _("{minutes} minutes late: expected 0 to {most}").format(minutes=each.minutes, most=MOST_MINUTES)
        )
    return replace(
        each, minutes=each.minutes if late else 0, reason=clean_line(each.reason, limit=_MOST_REASON)
    )


def _names(desk: Desk, marks: Sequence[Mark]) -> dict[str, str]:
    found = {person.id: person.name for person in desk.table(Person).where(id=tuple(m.person for m in marks))}
    missing = next((each.person for each in marks if each.person not in found), None)
    if missing is not None:
        raise DataProblem(_("{person!r} is nobody's key").format(person=clean_line(missing, 60)))
    return found


def _why(held: Occurrence, marks: Sequence[Mark], names: dict[str, str]) -> str:
    if len(marks) == 1:
        (only,) = marks
        text = presence_text(only.presence, only.minutes)
        reason = f" ({only.reason})" if only.reason else ""
        return _("{name}: {presence} at {session}").format(
            name=names[only.person], presence=f"{text}{reason}", session=session_name(held)
        )
    return ngettext(
        "Attendance of {count} person at {session}", "Attendance of {count} people at {session}", len(marks)
    ).format(count=len(marks), session=session_name(held))


def _kept(change: Change, held: Occurrence, person: str) -> Attendance | None:
    return change.table(Attendance).get(attendance_id(held.key, person))


def _keep(change: Change, held: Occurrence, each: Mark, taught: TaughtPart, *, guest: bool) -> Attendance:
    before = _kept(change, held, each.person)
    came = each.presence in CAME
    catches_up = each.catches_up or (before.catches_up if before else "") or _promised(change, held, each)
    record = Attendance(
        id=attendance_id(held.key, each.person),
        revision=before.revision if before else 0,
        session=held.key,
        day=held.start.date(),
        kind=held.activity.kind,
        title=held.activity.title,
        hours=round((held.end - held.start).total_seconds() / _SECONDS_AN_HOUR, 2),
        topic=taught.topic,
        part=taught.part,
        person=each.person,
        presence=each.presence,
        minutes=each.minutes,
        reason=each.reason,
        guest=guest,
        catches_up=catches_up if came else "",
        catch_up_at=before.catch_up_at if before and not came else "",
        catch_up_on=before.catch_up_on if before and not came else None,
    )
    return change.add(record) if before is None else change.replace(record)


def _promised(change: Change, held: Occurrence, each: Mark) -> str:
    """Return the session that the person was to make up for here, if any."""
    planned = change.table(Attendance).where(person=each.person, catch_up_at=held.key)
    return planned[0].session if planned else ""


def _is_held(change: Change, held: Occurrence) -> bool:
    """Tell whether the occurrence is marked held by now, whoever did so since it was read."""
    single = change.table(Activity).get(held.activity.id)
    if single is not None and not single.rule:
        return single.state == HELD
    exceptions = change.table(ActivityException).where(activity=held.activity.id, day=held.day)
    return any(each.state == HELD for each in exceptions)
