"""Where sessions cannot be held as they are planned: blocked hours, days off, too few who can come."""

from collections.abc import Iterator, Sequence
from datetime import date

from dutydesk.api import Desk
from dutydesk.api.blocked import blocked_clashes
from dutydesk.api.holding import HELD
from dutydesk.api.people_named import names_by_key
from dutydesk.domain import Clash, DayKind, Occurrence
from dutydesk.wording import _, clauses, listed, ngettext, sentence
from dutydesk_training.attendance_hindrance import HindranceKind, hindrances_among, taken_time
from dutydesk_training.sessions import ID_PREFIX, KINDS
from dutydesk_training.settings import Session, TrainingFile

ON_A_DAY_OFF, TOO_FEW_THERE = "on-a-day-off", "too-few-there"


def session_clashes(desk: Desk, first: date, last: date) -> Sequence[Clash]:
    """Return what keeps the sessions that begin on the days `first` to `last` from being held as planned.

    What was held is no clash any more.
    """
    found = [
        each
        for each in desk.occurrences(first, last, KINDS)
        if each.state != HELD and first <= each.start.date() <= last
    ]
    sessions = {f"{ID_PREFIX}{each.code}": each for each in desk.settings(TrainingFile).session}
    return (
        *blocked_clashes(desk, found),
        *_on_days_off(desk, found, sessions),
        *_too_few(desk, found, sessions),
    )


def _on_days_off(desk: Desk, found: Sequence[Occurrence], sessions: dict[str, Session]) -> Iterator[Clash]:
    """Yield the sessions on a holiday, but for those whose table says ``skip_holidays = false``."""
    calendar = desk.school_calendar()
    for each in found:
        session, day = sessions.get(each.activity.id), each.start.date()
        meant = session is not None and not session.skip_holidays
        if not meant and calendar.kind(day) is DayKind.HOLIDAY:
            yield _clash(
                each,
                ON_A_DAY_OFF,
                _("{title}, {start:%m-%d %H:%M}, is on a day off: {holiday}.").format(
                    title=each.activity.title, start=each.start, holiday=calendar.holiday_name(day)
                ),
            )


def _too_few(desk: Desk, found: Sequence[Occurrence], sessions: dict[str, Session]) -> Iterator[Clash]:
    """Yield the sessions of which fewer than ``least_there`` of those expected are free of duty and leave."""
    asking = [
        (each, session.least_there)
        for each in found
        if (session := sessions.get(each.activity.id)) is not None and session.least_there is not None
    ]
    if not asking:
        return
    expected = desk.participants(each for each, _least in asking)
    names = names_by_key(desk)
    taken = taken_time(
        desk, min(each.start for each, _least in asking), max(each.end for each, _least in asking)
    )
    for each, least in asking:
        kept = {
            person: {hindrance.kind for hindrance in hindrances}
            for person, hindrances in hindrances_among(taken, each, desk.zone).items()
        }
        duty, away = (
            [names[person] for person in expected[each.key] if kind in kept.get(person, ())]
            for kind in (HindranceKind.DUTY, HindranceKind.AWAY)
        )
        there = sum(
            not kept.get(person, set()) & {HindranceKind.DUTY, HindranceKind.AWAY}
            for person in expected[each.key]
        )
        if there < least:
            yield _clash(each, TOO_FEW_THERE, _too_few_text(each, there, least, duty, away))


def _too_few_text(held: Occurrence, there: int, least: int, duty: Sequence[str], away: Sequence[str]) -> str:
    text = ngettext(
        "{title}, {start:%m-%d %H:%M}: only {there} can come, at least {least} should",
        "{title}, {start:%m-%d %H:%M}: only {there} can come, at least {least} should",
        there,
    ).format(title=held.activity.title, start=held.start, there=there, least=least)
    if duty:
        text = clauses((text, _("on duty: {names}").format(names=listed(duty))))
    if away:
        text = clauses((text, _("away: {names}").format(names=listed(away))))
    return sentence(text)


def _clash(held: Occurrence, rule: str, text: str) -> Clash:
    return Clash(person="", day=held.start.date(), rule=rule, text=text, sources=(f"activity:{held.key}",))
