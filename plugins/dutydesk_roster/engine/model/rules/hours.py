"""Hours of duty in a week and in a month."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from dutydesk_roster.engine.cells import day_number
from dutydesk_roster.engine.fact import Fact
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.problem import Problem
from dutydesk_roster.engine.rules import HoursAMonth, HoursAWeek, Overtime

_HOUR = 60
_DAY = timedelta(days=1)


def write_hours_a_week(sheet: Sheet, rule: HoursAWeek, fact: Fact) -> None:
    """Let at most `most` hours start in a week, Monday to Sunday."""
    for person, _who in sheet.bound_by(rule):
        for first in sorted({day - (day + 3) % 7 for day in sheet.stretches(person, 1)}):
            sheet.limit(
                sheet.minutes(person, range(first, first + 7)),
                high=round(rule.most * _HOUR),
                price=rule.weight,
                unit=_HOUR,
                fact=fact,
            )


def write_hours_a_month(sheet: Sheet, rule: HoursAMonth, fact: Fact) -> None:
    """Let at most `most` hours start in a calendar month."""
    _limit_months(sheet, rule, {person: rule.most for person, _who in sheet.bound_by(rule)}, fact)


def write_overtime(sheet: Sheet, rule: Overtime, fact: Fact) -> None:
    """Let at most `most` hours a month start beyond a person's part of `contract`."""
    most = {person: rule.contract * who.share + rule.most for person, who in sheet.bound_by(rule)}
    _limit_months(sheet, rule, most, fact)


def _limit_months(sheet: Sheet, rule: HoursAMonth | Overtime, most: Mapping[int, float], fact: Fact) -> None:
    for days in whole_months(sheet.problem):
        for person, hours in most.items():
            sheet.limit(
                sheet.minutes(person, days),
                high=round(hours * _HOUR),
                price=rule.weight,
                unit=_HOUR,
                fact=fact,
            )


def whole_months(problem: Problem) -> Iterable[range]:
    """Yield the days, by number from 1970, of each calendar month that lies wholly in the problem's."""
    first = problem.first if problem.first.day == 1 else _next_month(problem.first)
    while (after := _next_month(first)) <= problem.last + _DAY:
        yield range(day_number(first), day_number(after))
        first = after


def _next_month(day: date) -> date:
    return (day.replace(day=28) + 4 * _DAY).replace(day=1)
