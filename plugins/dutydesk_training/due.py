"""What training says is due: what will be missed while it can still be mended, and what is not told yet."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from dutydesk.api import Desk, DueItem, DueState
from dutydesk.api.holding import HELD, MeterState, unmarked
from dutydesk.api.week import Week
from dutydesk.domain import DayKind
from dutydesk.wording import _, clauses, listed, ngettext, pgettext
from dutydesk_training.lectures import LECTURE, lectures_of
from dutydesk_training.meter import RuleMeter, first_of, measured, school_days
from dutydesk_training.people_tally import Reason, by_reason, reason_name
from dutydesk_training.period import Period, period_with, when_text
from dutydesk_training.sessions import FILE, session_activities
from dutydesk_training.settings import Rule, TrainingFile
from dutydesk_training.training_days import TrainingDays

SCREEN = "training"
_WEEKS_AHEAD = 4
_LOOK_BACK = timedelta(weeks=4)
_MOST_NAMED = 3


def due_items(desk: Desk, first: date, last: date) -> Sequence[DueItem]:
    """Return what lacks in the periods that touch the days, what is not marked, and lectures without details.

    Weeks are looked at up to four ahead; of months, terms and years the present one.
    """
    file = desk.settings(TrainingFile)
    today = desk.today()
    asked = list(_asked(desk, file.rule, first, last))
    days = TrainingDays(
        desk,
        min([today - _LOOK_BACK, *(period.first for _rule, period in asked)]),
        max([today, *(period.last for _rule, period in asked)]),
    )
    items: list[DueItem] = []
    for rule, period in asked:
        meter = measured(days, rule, period)
        if meter.state is MeterState.DUE:
            items.extend(_lacking(desk, days, meter, period))
    return [*items, *_to_mark(days), *_untold(desk, days), *_without_terms(days, file)]


def _asked(desk: Desk, rules: Iterable[Rule], first: date, last: date) -> Iterator[tuple[Rule, Period]]:
    """Yield each rule with the periods that can still be mended."""
    today, calendar = desk.today(), desk.school_calendar()
    weeks = [Period.of_week(Week.of(today).moved(ahead)) for ahead in range(_WEEKS_AHEAD + 1)]
    for rule in rules:
        present = period_with(rule.every, today, calendar)
        periods = weeks if rule.every == "week" else [present] if present is not None else []
        for period in periods:
            if period.last >= first and period.first <= last:
                yield rule, period


def _lacking(desk: Desk, days: TrainingDays, meter: RuleMeter, period: Period) -> Iterator[DueItem]:
    """Yield what lacks in a period, on the last day of school on which it can be mended."""
    school = school_days(days.calendar, period.days)
    day = max(days.today, school[-1] if school else period.last)
    state = DueState.DUE if day <= days.today + timedelta(weeks=1) else DueState.PLANNED
    if meter.lacking and days.sessions(meter.rule, period.first, period.last):
        for reason, people in by_reason(meter.lacking).items():
            yield DueItem(
                title=_people_title(days, meter, period, reason, people),
                day=day,
                state=state,
                screen=SCREEN,
                detail=_remedy(days, meter, period, reason, people),
            )
        return
    why = (meter.rule.name, meter.detail, *_days_off(desk, days, meter.rule, period))
    yield DueItem(
        title=_sessions_title(days, meter, period),
        day=day,
        state=state,
        screen=SCREEN,
        detail=clauses(each for each in why if each),
        action="add",
    )


def _people_title(
    days: TrainingDays, meter: RuleMeter, period: Period, reason: Reason, people: Sequence[str]
) -> str:
    values = {
        "names": _named(days, people),
        "what": _kind_in_sentence(meter.rule),
        "when": when_text(period, days.today),
        "reason": reason_name(reason),
    }
    if meter.rule.least == 1:
        return _("{names} will miss {what} {when}: {reason}").format(**values)
    return _("{names} will be at fewer than {least} of {what} {when}: {reason}").format(
        **values, least=meter.rule.least
    )


def _named(days: TrainingDays, people: Sequence[str]) -> str:
    names = [days.names.get(person, person) for person in people[:_MOST_NAMED]]
    more = len(people) - len(names)
    if more:
        return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
            names=listed(names), count=more
        )
    return pgettext("joining", " and ").join((listed(names[:-1]), names[-1])) if len(names) > 1 else names[0]


def _kind_in_sentence(rule: Rule) -> str:
    return {
        "meeting": _("the regular meeting"),
        "study": _("concentrated study"),
        "training": _("training"),
        "lecture": _("the lecture"),
    }[rule.kind]


def _remedy(
    days: TrainingDays, meter: RuleMeter, period: Period, reason: Reason, people: Sequence[str]
) -> str:
    """Return what can be done: another session at which most of these people are free, or else a new one."""
    others = [
        (len(free), each)
        for each in days.sessions(meter.rule, period.first, period.last)
        if each.start > days.now
        for free in (
            [
                person
                for person in people
                if person not in days.expected(each) and person not in days.kept_away(each)
            ],
        )
        if free
    ]
    if others:
        count, best = max(others, key=lambda each: each[0])
        return ngettext(
            "{count} of them could come to {title}, {day:%m-%d %H:%M}",
            "{count} of them could come to {title}, {day:%m-%d %H:%M}",
            count,
        ).format(count=count, title=best.activity.title, day=best.start)
    if reason is Reason.DUTY:
        return _("plan another session for them, or swap their duty")
    if reason is Reason.AWAY:
        return _("let them make up for it when they are back")
    return _("plan another session for them")


def _sessions_title(days: TrainingDays, meter: RuleMeter, period: Period) -> str:
    when, there = when_text(period, days.today), meter.held + meter.planned
    if there and meter.rule.counts == "days":
        return ngettext(
            "Only {there} day of {needed} with {what} is planned {when}",
            "Only {there} days of {needed} with {what} are planned {when}",
            there,
        ).format(there=there, needed=meter.needed, what=_kind_in_sentence(meter.rule), when=when)
    if there and meter.rule.counts == "sessions":
        return ngettext(
            "Only {there} session of {needed} is planned {when}",
            "Only {there} sessions of {needed} are planned {when}",
            there,
        ).format(there=there, needed=meter.needed, when=when)
    return {
        "meeting": _("No regular meeting is planned {when}"),
        "study": _("No concentrated study is planned {when}"),
        "training": _("No training is planned {when}"),
        "lecture": _("No lecture is planned {when}"),
    }[meter.rule.kind].format(when=when)


def _days_off(desk: Desk, days: TrainingDays, rule: Rule, period: Period) -> Iterator[str]:
    """Yield the first day off on which a session of a rule would have been held, and how many more."""
    off = sorted(
        (date.fromisoformat(day), activity.title)
        for activity in session_activities(desk)
        if activity.kind == rule.kind
        for day in activity.skipped_days
    )
    yield from first_of(
        [
            _("{title}, {day:%m-%d}, falls on {holiday}").format(
                title=title, day=day, holiday=days.calendar.holiday_name(day)
            )
            for day, title in off
            if period.holds(day) and day >= days.today and days.calendar.kind(day) is DayKind.HOLIDAY
        ]
    )


def _to_mark(days: TrainingDays) -> Iterator[DueItem]:
    """Yield the sessions of this week and the last that nobody has marked.

    Older ones are left to the list: what nobody remembers any more is not worth a place on the board.
    """
    since = Week.of(days.today).moved(-1).monday
    found = [each for each in unmarked(days.found, days.now) if each.start.date() >= since]
    if found:
        yield DueItem(
            title=ngettext(
                "{count} session is over and not marked held",
                "{count} sessions are over and not marked held",
                len(found),
            ).format(count=len(found)),
            day=found[0].start.date(),
            screen=SCREEN,
            detail=listed(dict.fromkeys(each.activity.title for each in found)),
            action=f"go_to({found[0].key!r})",
        )


def _untold(desk: Desk, days: TrainingDays) -> Iterator[DueItem]:
    """Yield the lectures held of late of which nobody has said what about and how many came."""
    since = days.today - _LOOK_BACK
    held = [
        each
        for each in days.found
        if each.activity.kind == LECTURE and each.state == HELD and since <= each.start.date() <= days.today
    ]
    told = lectures_of(desk, held)
    for each in held:
        details = told.get(each.key)
        if details is None or not details.topic or details.heads is None:
            yield DueItem(
                title=_("Say what {title} was about and how many came").format(title=each.activity.title),
                day=each.start.date(),
                screen=SCREEN,
                action=f"go_to({each.key!r})",
            )


def _without_terms(days: TrainingDays, file: TrainingFile) -> Iterator[DueItem]:
    if days.calendar.terms:
        return
    if any(session.in_terms for session in file.session):
        title, why = _("Sessions wait for the terms in config/calendar.toml"), "in_terms = true"
    elif any(rule.every == "term" for rule in file.rule):
        title, why = _("Rules wait for the terms in config/calendar.toml"), 'every = "term"'
    else:
        return
    yield DueItem(
        title=title,
        day=days.today,
        screen=SCREEN,
        detail=_("{why} in {file}").format(why=why, file=f"config/{FILE}"),
    )
