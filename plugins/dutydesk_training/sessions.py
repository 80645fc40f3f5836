"""The sessions of ``training.toml`` as activities of the desk."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice, takewhile

from dutydesk.api import Desk
from dutydesk.api.settings_values import WEEKDAYS, at_time
from dutydesk.domain import Activity, ActivityKind, DayKind, SchoolCalendar
from dutydesk.domain.activity import MOST_OCCURRENCES, parse_rule
from dutydesk.wording import _
from dutydesk_training.settings import Session, TrainingFile, ends_itself

FILE = "training.toml"
ID_PREFIX = "training-"
KINDS = ("meeting", "study", "training", "lecture")
_BYDAY = dict(zip(WEEKDAYS, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))


def kinds() -> Sequence[ActivityKind]:
    """Return the kinds of activity that are counted here."""
    return (
        ActivityKind("meeting", _("Meeting"), "teal"),
        ActivityKind("study", _("Study"), "darkcyan"),
        ActivityKind("training", _("Training"), "olivedrab"),
        ActivityKind("lecture", _("Lecture"), "darkgoldenrod"),
    )


def session_activities(desk: Desk) -> Sequence[Activity]:
    """Return an activity for each ``[[session]]``.

    They depend on the settings, the calendar and the year alone, so they are made once for these.
    """
    return _activities(desk.settings(TrainingFile), desk.school_calendar(), desk.today().year)


@lru_cache(maxsize=16)
def _activities(file: TrainingFile, calendar: SchoolCalendar, year: int) -> tuple[Activity, ...]:
    return tuple(_made(file.session, calendar, year))


def _made(sessions: Iterable[Session], calendar: SchoolCalendar, year: int) -> Iterable[Activity]:
    for session in sessions:
        if session.day is not None:
            yield _activity(session, session.day)
        elif not session.in_terms or calendar.terms:
            yield from _series(session, calendar, year)


def _series(session: Session, calendar: SchoolCalendar, year: int) -> Iterable[Activity]:
    """Yield a recurring session, or nothing where its first and last days leave it no day.

    Without a first day it begins with the first term, or else on the first day of last year: far enough
    back for the summary of a year that has just ended.
    """
    bounds = (calendar.terms[0].first, calendar.terms[-1].last) if session.in_terms else (None, None)
    begin = session.first or bounds[0] or date(year - 1, 1, 1)
    until = session.last or bounds[1]
    rule = session.rule or f"FREQ=WEEKLY;BYDAY={','.join(_BYDAY[day] for day in session.weekdays)}"
    if until is not None and not ends_itself(rule):
        rule += f";UNTIL={until:%Y%m%d}T235959"
    try:
        parse_rule(rule, at_time(begin, session.start))
    except ValueError:
        return
    yield _activity(session, begin, rule, _skipped(session, begin, rule, calendar))


def _skipped(session: Session, begin: date, rule: str, calendar: SchoolCalendar) -> tuple[str, ...]:
    """Return the days of the rule on which the session is not held, as far as the calendar is known."""
    known = [span.last for span in (*calendar.holidays, *calendar.terms)]
    if not known or not (session.skip_holidays or session.in_terms):
        return ()
    horizon = datetime.combine(max(known), time.max)
    starts = parse_rule(rule, at_time(begin, session.start)).xafter(
        at_time(begin, session.start) - timedelta(days=1), inc=True
    )
    days = (at.date() for at in islice(takewhile(lambda at: at <= horizon, starts), MOST_OCCURRENCES))
    return tuple(
        day.isoformat()
        for day in days
        if (session.in_terms and calendar.term(day) is None)
        or (session.skip_holidays and calendar.kind(day) is DayKind.HOLIDAY)
    )


def _activity(session: Session, day: date, rule: str = "", skipped: tuple[str, ...] = ()) -> Activity:
    return Activity(
        id=f"{ID_PREFIX}{session.code}",
        revision=1,
        kind=session.kind,
        title=session.title,
        start=at_time(day, session.start),
        end=at_time(day, session.end),
        place=session.place,
        participants=session.participants,
        excuses_duty=session.excuses_duty,
        rule=rule,
        skipped_days=skipped,
        owner=session.owner,
        note=session.note,
        source=FILE,
    )
