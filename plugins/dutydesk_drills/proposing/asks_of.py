"""What the rules in force want of one school year, stretch by stretch."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TypedDict

from dutydesk.domain import SchoolCalendar
from dutydesk_drills.kind import DrillKind
from dutydesk_drills.kinds import counts_as
from dutydesk_drills.proposing.asks import Ask, CountAsk, NoticeAsk, SpacingAsk, VarietyAsk
from dutydesk_drills.rules.counting import needed_in
from dutydesk_drills.rules.in_force import RulePack
from dutydesk_drills.rules.judging import rules_here
from dutydesk_drills.rules.rule import CountRule, DrillRule, NoticeRule, SpacingRule, VarietyRule
from dutydesk_drills.rules.school_time import SchoolTime, days_between
from dutydesk_drills.rules.stretch import Stretch, stretches_of_year
from dutydesk_drills.rules.words import rule_name

_A_DAY = timedelta(days=1)
_A_YEAR = timedelta(days=366)


class _Which(TypedDict):
    """What every ask has."""

    pack: str
    rule: str
    name: str
    kinds: frozenset[str]
    conditions: frozenset[str]
    without: frozenset[str]


class _When(TypedDict):
    """What every ask of a stretch has."""

    period: str
    first: date
    last: date
    left_out: frozenset[date]


def asks_of_year(
    packs: Iterable[RulePack],
    kinds: Sequence[DrillKind],
    time: SchoolTime,
    year: int,
    further_kinds: Iterable[str] = (),
) -> Iterator[Ask]:
    """Yield what each rule that holds for this school wants in each stretch of the year.

    `further_kinds` are codes of drills that stand though their kind is known no more; they count where any
    drill does.
    """
    unknown = frozenset(further_kinds)
    for pack, rule in rules_here(packs, time):
        wanted = frozenset(each.code for each in kinds if counts_as(each, rule.kinds))
        yield from _asks(pack, rule, wanted if rule.kinds else wanted | unknown, time, year)


def _asks(
    pack: RulePack, rule: DrillRule, kinds: frozenset[str], time: SchoolTime, year: int
) -> Iterator[Ask]:
    which: _Which = {
        "pack": pack.code,
        "rule": rule.code,
        "name": rule_name(rule),
        "kinds": kinds,
        "conditions": frozenset(rule.conditions),
        "without": frozenset(rule.without),
    }
    match rule:
        case CountRule():
            for stretch in stretches_of_year(rule, year, time):
                least = needed_in(rule, stretch)
                if least:
                    yield CountAsk(
                        **which,
                        **_when(stretch, time),
                        least=least,
                    )
        case VarietyRule():
            for stretch in (each for each in stretches_of_year(rule, year, time) if each.days):
                yield VarietyAsk(
                    **which,
                    **_when(stretch, time),
                    least=rule.least,
                    different=rule.different,
                )
        case SpacingRule():
            yield SpacingAsk(
                **which,
                least_days=rule.least_days or 0,
                most_days=rule.most_days or 0,
                uncounted=tuple(_between_terms(time.calendar, *time.year(year))),
            )
        case NoticeRule():
            yield NoticeAsk(
                **which,
                days_before=rule.days_before,
            )


def _when(stretch: Stretch, time: SchoolTime) -> _When:
    return {
        "period": stretch.name,
        "first": stretch.first,
        "last": stretch.last,
        "left_out": _left_out(stretch, time),
    }


def _left_out(stretch: Stretch, time: SchoolTime) -> frozenset[date]:
    """Return the days of a stretch that do not count: those of a summer school, or in one, all others."""
    return frozenset(
        day
        for day in days_between(stretch.first, stretch.last)
        if time.in_summer_school(day) != stretch.is_summer
    )


def _between_terms(calendar: SchoolCalendar, first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the runs of days that lie in no term, from a year before the school year to one after it."""
    begins = first - _A_YEAR
    if not calendar.terms:
        return
    for term in sorted(calendar.terms, key=lambda each: each.first):
        if begins < term.first:
            yield begins, term.first - _A_DAY
        begins = max(begins, term.last + _A_DAY)
    yield begins, max(begins, last + _A_YEAR)
