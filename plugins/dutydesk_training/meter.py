"""How the weekly rules stand: what was held and what is planned, against what each week wants."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dutydesk.api import Desk
from dutydesk.api.holding import HELD, MeterState, Tally, wall_now
from dutydesk.domain import DayKind, Occurrence, SchoolCalendar
from dutydesk_training.settings import Rule, TrainingFile
from dutydesk_training.week import Week

_FULL_WEEK = 5


@dataclass(frozen=True, slots=True)
class WeekMeter:
    """One weekly rule in one week."""

    week: Week
    rule: Rule
    needed: int
    tally: Tally
    state: MeterState


def school_days(calendar: SchoolCalendar, days: Iterable[date]) -> tuple[date, ...]:
    """Return those of `days` that are workdays of a term; without any terms, the workdays."""
    return tuple(
        day
        for day in days
        if calendar.kind(day) is DayKind.WEEKDAY and (not calendar.terms or calendar.term(day) is not None)
    )


def week_meters(desk: Desk, week: Week) -> Sequence[WeekMeter]:
    """Return how each weekly rule stands in `week`; a week without school days wants nothing."""
    rules = desk.settings(TrainingFile).rule
    if not rules:
        return ()
    days = len(school_days(desk.school_calendar(), week.days))
    held = [
        each
        for each in desk.occurrences(week.monday, week.sunday, {rule.kind for rule in rules})
        if Week.of(each.start.date()) == week
    ]
    over = week.sunday < desk.today()
    now = wall_now(desk)
    meters: list[WeekMeter] = []
    for rule in rules:
        of_kind = [each for each in held if each.activity.kind == rule.kind]
        tally = Tally.of(_one_a_day(of_kind) if rule.counts == "days" else of_kind, now)
        needed = needed_in_week(rule, days)
        meters.append(WeekMeter(week, rule, needed, tally, tally.state(needed, over=over)))
    return meters


def needed_in_week(rule: Rule, days: int) -> int:
    """Return what `rule` asks of a week with so many school days: in a short week, one a day at most."""
    return rule.least if days >= _FULL_WEEK else min(rule.least, days)


def _one_a_day(found: Iterable[Occurrence]) -> Iterable[Occurrence]:
    """Return one occurrence a day, one that was held where there is any."""
    best: dict[date, Occurrence] = {}
    for each in sorted(found, key=lambda each: (each.state == HELD, each.end)):
        best[each.start.date()] = each
    return best.values()
