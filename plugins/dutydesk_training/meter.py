"""How the rules stand: what was held and what is planned, against what a week, month, term or year wants."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dutydesk.api import Desk
from dutydesk.api.holding import HELD, MeterState, Tally
from dutydesk.api.settings_values import WEEKDAYS
from dutydesk.api.week import Week
from dutydesk.domain import DayKind, Occurrence, SchoolCalendar
from dutydesk.wording import _, clauses, ngettext
from dutydesk_training.people_tally import PeopleTally, Reason, tally_people
from dutydesk_training.period import Period, period_with
from dutydesk_training.settings import Rule, TrainingFile
from dutydesk_training.training_days import TrainingDays

_FULL_WEEK = 5
_THURSDAY = 3


@dataclass(frozen=True, slots=True)
class RuleMeter:
    """One rule in one period; None is a period that there is not: no term, or none known.

    `needed`, `held` and `planned` count sessions, days or people, as the rule does; `planned` are those not
    held that stand in the calendar, outside blocked hours. `lacking` says by person why those will not have
    attended who neither have nor are expected to. `detail` tells what else a reader must know.
    """

    rule: Rule
    period: Period | None
    needed: int
    held: int
    planned: int
    state: MeterState
    lacking: tuple[tuple[str, Reason], ...] = ()
    detail: str = ""


def rule_meters(desk: Desk, week: Week) -> Sequence[RuleMeter]:
    """Return how each rule stands in `week`, or in the month, term or year of it.

    In the present week these are those of today, in another those of its Thursday, as of the week itself;
    the term is one that any day of the week lies in.
    """
    calendar, today = desk.school_calendar(), desk.today()
    day = today if Week.of(today) == week else week.days[_THURSDAY]
    asked = [
        (rule, period_with(rule.every, day, calendar) or _any_period(rule, week, calendar))
        for rule in desk.settings(TrainingFile).rule
    ]
    known = [period for _rule, period in asked if period is not None]
    if not known:
        return [without_term(rule, calendar) for rule, _period in asked]
    days = TrainingDays(desk, min(each.first for each in known), max(each.last for each in known))
    return [
        measured(days, rule, period) if period is not None else without_term(rule, calendar)
        for rule, period in asked
    ]


def _any_period(rule: Rule, week: Week, calendar: SchoolCalendar) -> Period | None:
    periods = (period_with(rule.every, day, calendar) for day in week.days)
    return next((each for each in periods if each is not None), None)


def without_term(rule: Rule, calendar: SchoolCalendar) -> RuleMeter:
    """Return how a rule for terms stands where there is none: between two it asks for nothing."""
    if calendar.terms:
        return RuleMeter(rule, None, 0, 0, 0, MeterState.MET, detail=_("between terms"))
    text = _("there is no [[term]] in config/calendar.toml to measure it by")
    return RuleMeter(rule, None, rule.least, 0, 0, MeterState.DUE, detail=text)


def measured(days: TrainingDays, rule: Rule, period: Period) -> RuleMeter:
    """Return how `rule` stands in `period`, which must lie within `days`."""
    found = days.sessions(rule, period.first, period.last)
    over = period.last < days.today
    least = needed_in(rule, period, days.calendar)
    if rule.counts == "people":
        people = tally_people(days, rule, found, period, least)
        return _meter_of_people(rule, period, people, over=over)
    if rule.counts == "days":
        found = tuple(_one_a_day(each for each in found if can_count(rule, each.start.date(), days.calendar)))
    possible = [each for each in found if days.is_over(each) or not days.is_blocked(each)]
    tally = Tally.of(possible, days.now)
    return RuleMeter(
        rule,
        period,
        least,
        tally.held,
        tally.planned,
        tally.state(least, over=over),
        detail=clauses(
            (*_too_few_days(rule, period, least), *_blocked(days, set(found).difference(possible)))
        ),
    )


def _meter_of_people(rule: Rule, period: Period, people: PeopleTally, *, over: bool) -> RuleMeter:
    tally = Tally(held=people.have, coming=people.coming, unmarked=people.unmarked)
    all_will_make_up = bool(people.coming) and not people.lacking
    return RuleMeter(
        rule,
        period,
        people.asked,
        tally.held,
        tally.planned,
        tally.state(people.asked, over=over and not all_will_make_up),
        people.lacking,
    )


def needed_in(rule: Rule, period: Period, calendar: SchoolCalendar) -> int:
    """Return what `rule` asks of a period, of each of the people where it counts these.

    A period with fewer days of school than that asks for no more than it has; so a week off asks for nothing.
    """
    if rule.counts == "days":
        days = sum(
            can_count(rule, day, calendar) and (not calendar.terms or calendar.term(day) is not None)
            for day in period.days
        )
        return min(rule.least, days)
    days = len(school_days(calendar, period.days))
    return rule.least if period.every == "week" and days >= _FULL_WEEK else min(rule.least, days)


def can_count(rule: Rule, day: date, calendar: SchoolCalendar) -> bool:
    """Tell whether a day counts for a rule of days: one of its weekdays, or else a workday."""
    if rule.weekdays:
        return WEEKDAYS[day.weekday()] in rule.weekdays and calendar.kind(day) is not DayKind.HOLIDAY
    return calendar.kind(day) is DayKind.WEEKDAY


def school_days(calendar: SchoolCalendar, days: Iterable[date]) -> tuple[date, ...]:
    """Return those of `days` that are days of school."""
    return tuple(day for day in days if calendar.is_school_day(day))


def _too_few_days(rule: Rule, period: Period, least: int) -> Iterator[str]:
    if rule.counts == "days" and period.every == "term" and least < rule.least:
        yield ngettext(
            "the term has only {count} day that can count, the rule asks for {least}",
            "the term has only {count} days that can count, the rule asks for {least}",
            least,
        ).format(count=least, least=rule.least)


def _blocked(days: TrainingDays, found: Iterable[Occurrence]) -> Iterator[str]:
    texts = [
        _("{title}, {day:%m-%d %H:%M}, falls into {hours}").format(
            title=each.activity.title, day=each.start, hours=hours.name
        )
        for each in sorted(found, key=lambda each: each.start)
        if (hours := days.calendar.blocking(each.start, each.end)) is not None
    ]
    yield from first_of(texts)


def first_of(texts: Sequence[str]) -> Iterator[str]:
    """Yield the first of several texts, with how many more there are, or nothing."""
    more = len(texts) - 1
    if more > 0:
        yield ngettext("{text} (and {count} more)", "{text} (and {count} more)", more).format(
            text=texts[0], count=more
        )
    else:
        yield from texts


def _one_a_day(found: Iterable[Occurrence]) -> Iterable[Occurrence]:
    """Return one occurrence a day, one that was held where there is any."""
    best: dict[date, Occurrence] = {}
    for each in sorted(found, key=lambda each: (each.state == HELD, each.end)):
        best[each.start.date()] = each
    return best.values()
