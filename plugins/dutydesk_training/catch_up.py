"""Later sessions at which those who missed one can make up for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice

from dutydesk.api import DataProblem, Desk
from dutydesk.api.holding import CANCELLED, wall_now
from dutydesk.domain import Occurrence, Person
from dutydesk.wording import _, clauses, phrases
from dutydesk_training.attendance import Attendance, attendance_id, presence_text
from dutydesk_training.attendance_hindrance import Hindrance, HindranceKind, hindrances_among, taken_time
from dutydesk_training.attendance_topic import NOTHING_TAUGHT, TaughtParts
from dutydesk_training.marking import session_name

LOOK_AHEAD = timedelta(days=42)
_MOST_CANDIDATES = 12
_MOST_OFFERS = 3


@dataclass(frozen=True, slots=True)
class CatchUpOffer:
    """A later session at which someone is free, and why it can make up for the one they missed."""

    person: str
    at: Occurrence
    why: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A later session that does not suit someone, and what keeps them from it."""

    person: str
    at: Occurrence
    why: str


@dataclass(frozen=True, slots=True)
class CatchUps:
    """What is offered to one person for a session that they missed, and why other sessions are not."""

    missed: Attendance
    offers: tuple[CatchUpOffer, ...]
    refusals: tuple[Refusal, ...] = ()


def catch_ups(desk: Desk, held: Occurrence) -> Mapping[str, CatchUps]:
    """Return, by person who missed `held`, the later sessions at which they can make up for it.

    These teach the same part of the same topic to another group, or else are the next of the same series,
    or of the same kind and title; of them those at which the person is not on duty, not away, not resting
    after a night and not at something else, the soonest first.
    """
    missed = [each for each in desk.table(Attendance).where(session=held.key) if not each.came]
    if not missed:
        return {}
    candidates = tuple(islice(_candidates(desk, held), _MOST_CANDIDATES))
    if not candidates:
        return {each.person: CatchUps(each, ()) for each in missed}
    taken = taken_time(desk, candidates[0].start, max(each.end for each in candidates))
    hindering = {each.key: hindrances_among(taken, each, desk.zone) for each in candidates}
    expected = desk.participants(candidates)
    serving = {
        each.key: frozenset(person.id for person in desk.people(each.start.date())) for each in candidates
    }
    found: dict[str, CatchUps] = {}
    for each in missed:
        offers: list[CatchUpOffer] = []
        refusals: list[Refusal] = []
        for at in candidates:
            reasons = hindering[at.key].get(each.person, ())
            if each.person not in serving[at.key]:
                reasons = (Hindrance(HindranceKind.AWAY, _("no longer in the squadron")),)
            if reasons:
                text = clauses(reason.text for reason in reasons)
                refusals.append(Refusal(each.person, at, text))
            else:
                why = _why(held, at, expects=each.person in expected[at.key])
                offers.append(CatchUpOffer(each.person, at, why))
        found[each.person] = CatchUps(each, tuple(offers[:_MOST_OFFERS]), tuple(refusals))
    return found


def plan_catch_up(desk: Desk, missed: Attendance, at: Occurrence) -> Attendance:
    """Keep that someone makes up for `missed` at the session `at`, as one change.

    Where they are marked as having come there already, that attendance is what makes up for it; else they
    stand on its roll from now on, and being marked there makes up for it.

    Raises:
        DataProblem: they did not miss the one, or the other is cancelled or not later.
        StaleChange: someone has marked them otherwise since.
    """
    if missed.came:
        raise DataProblem(_("nobody makes up for a session that they attended"))
    if at.state == CANCELLED:
        raise DataProblem(_("{session} is cancelled").format(session=session_name(at)))
    if at.key == missed.session or at.start.date() < missed.day:
        raise DataProblem(
            _("{session} is not after the session that was missed on {day}").format(
                session=session_name(at), day=missed.day
            )
        )
    person = desk.table(Person).get(missed.person)
    why = _("{person} makes up for {title}, {day}, at {session}").format(
        person=person.name if person else missed.person,
        title=missed.title,
        day=missed.day,
        session=session_name(at),
    )
    with desk.change(why) as change:
        there = change.table(Attendance).get(attendance_id(at.key, missed.person))
        if there is not None and there.came:
            change.replace(replace(there, catches_up=missed.session))
        return change.replace(replace(missed, catch_up_at=at.key, catch_up_on=at.start.date()))


def missed_session(desk: Desk, person: Person, held: Occurrence) -> Attendance:
    """Return a person's attendance at a session that they missed.

    Raises:
        DataProblem: they were not marked there, or came.
    """
    kept = desk.table(Attendance).get(attendance_id(held.key, person.id))
    if kept is None:
        raise DataProblem(
            _("{name} is not marked at {session}").format(name=person.name, session=session_name(held))
        )
    if kept.came:
        raise DataProblem(
            _("{name} did not miss {session}: {presence}").format(
                name=person.name,
                session=session_name(held),
                presence=presence_text(kept.presence, kept.minutes),
            )
        )
    return kept


def _candidates(desk: Desk, held: Occurrence) -> Iterable[Occurrence]:
    """Yield the later sessions of the same content that have not begun, in order of time."""
    now = wall_now(desk)
    first = max(held.start, now).date()
    later = [
        each
        for each in desk.occurrences(first, first + LOOK_AHEAD, (held.activity.kind,))
        if each.key != held.key
        and each.state != CANCELLED
        and not each.activity.all_day
        and each.start > max(held.start, now)
    ]
    taught = TaughtParts(desk)
    part = taught.of(held)
    if part != NOTHING_TAUGHT:
        yield from (each for each in later if taught.of(each) == part)
        return
    own = held.activity
    yield from (each for each in later if each.activity.id == own.id or each.activity.title == own.title)


def _why(held: Occurrence, at: Occurrence, *, expects: bool) -> str:
    parts: Sequence[str] = (
        _("next in the series") if at.activity.id == held.activity.id else _("the same, another group"),
        _("expected anyway") if expects else _("free then"),
    )
    return phrases(parts)
