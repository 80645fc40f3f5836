"""The stretches of time in which rules count: months, terms, years and parts of them."""

import calendar as months
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dutydesk.wording import _, ngettext
from dutydesk_drills.rules.rule import CountRule, Every, VarietyRule
from dutydesk_drills.rules.school_time import SchoolTime, day_of_year

_MONTHS = {"month": 1, "two_months": 2, "quarter": 3}
_MONTHS_OF_YEAR = 12
_JANUARY_FIRST = "01-01"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A named run of days, both ends included, and those of them on which there is school."""

    name: str
    first: date
    last: date
    days: tuple[date, ...] = ()
    is_summer: bool = False

    def holds(self, day: date) -> bool:
        """Tell whether `day` lies inside."""
        return self.first <= day <= self.last


def stretches_of_year(rule: CountRule | VarietyRule, year: int, time: SchoolTime) -> tuple[Stretch, ...]:
    """Return the stretches of `rule` in the school year that begins in `year`, in order.

    Those of months are the twelve from the month in which the year begins; terms and summer schools are those
    that begin within it; the calendar year is the one with its number.
    """
    return tuple(_with_days(each, time) for each in _of_year(rule, year, time))


def present_stretch(rule: CountRule | VarietyRule, time: SchoolTime) -> Stretch | None:
    """Return the stretch of `rule` that today lies in; between two, the one that comes."""
    found = next((each for each in _around(rule, time) if each.last >= time.today), None)
    return None if found is None else _with_days(found, time)


def following_stretch(rule: CountRule | VarietyRule, stretch: Stretch, time: SchoolTime) -> Stretch | None:
    """Return the stretch of `rule` that comes after `stretch`."""
    found = next((each for each in _around(rule, time) if each.first > stretch.first), None)
    return None if found is None else _with_days(found, time)


def _around(rule: CountRule | VarietyRule, time: SchoolTime) -> Iterator[Stretch]:
    year = time.year_of(time.today)
    for number in (year - 1, year, year + 1, year + 2):
        yield from _of_year(rule, number, time)


def _of_year(rule: CountRule | VarietyRule, year: int, time: SchoolTime) -> list[Stretch]:
    found = _whole(rule.every, year, time)
    if isinstance(rule, CountRule):
        found = (_part(rule, each, time) for each in found)
    return sorted(found, key=lambda each: each.first)


def _whole(every: Every, year: int, time: SchoolTime) -> Iterator[Stretch]:
    first, last = time.year(year)
    if every in _MONTHS:
        yield from _runs_of_months(first, _MONTHS[every])
    elif every == "term":
        for term in time.calendar.terms:
            if first <= term.first <= last:
                yield Stretch(term.name, term.first, term.last)
    elif every == "summer_school":
        for summer in time.settings.summer_school:
            if first <= summer.first <= last:
                name = _("summer school from {day}").format(day=summer.first)
                yield Stretch(name, summer.first, summer.last, is_summer=True)
    elif every == "calendar_year":
        yield Stretch(str(year), date(year, 1, 1), date(year, 12, 31))
    else:
        begins_in_january = time.settings.school.year_begins == _JANUARY_FIRST
        yield Stretch(str(year) if begins_in_january else f"{year}-{year + 1}", first, last)


def _runs_of_months(begins: date, length: int) -> Iterator[Stretch]:
    for offset in range(0, _MONTHS_OF_YEAR, length):
        first = _month_after(begins, offset)
        final = _month_after(begins, offset + length - 1)
        last = final.replace(day=months.monthrange(final.year, final.month)[1])
        name = f"{first:%Y-%m}"
        if length > 1:
            name = _("{first} to {last}").format(first=name, last=f"{last:%Y-%m}")
        yield Stretch(name, first, last)


def _month_after(day: date, offset: int) -> date:
    """Return the first day of the month that is `offset` months after that of `day`."""
    years, month = divmod(day.month - 1 + offset, _MONTHS_OF_YEAR)
    return date(day.year + years, month + 1, 1)


def _part(rule: CountRule, whole: Stretch, time: SchoolTime) -> Stretch:
    """Return the part of a stretch for which `rule` counts."""
    part = whole
    if rule.first is not None or rule.last is not None:
        first, last = _days_of_part(rule, whole)
        name = _("{first} to {last}").format(first=first, last=last)
        part = replace(whole, name=name, first=first, last=last)
    if rule.first_weeks is not None:
        days = time.school_days(part.first, part.last, summer=part.is_summer)
        begins = days[0] if days else part.first
        last = min(part.last, begins + timedelta(weeks=rule.first_weeks) - timedelta(days=1))
        name = ngettext("{stretch}, first week", "{stretch}, first {count} weeks", rule.first_weeks).format(
            stretch=part.name, count=rule.first_weeks
        )
        part = replace(part, name=name, first=begins, last=last)
    return part


def _days_of_part(rule: CountRule, whole: Stretch) -> tuple[date, date]:
    """Return the first and last day of a part of a year; it may run over the end of a calendar year.

    Of a part that goes on when the school year begins, the rest counts.
    """
    first = whole.first
    if rule.first is not None:
        first = day_of_year(whole.first.year, rule.first)
        if first < whole.first:
            goes_on = rule.last is not None and _next(rule.last, first) >= whole.first
            first = whole.first if goes_on else day_of_year(whole.first.year + 1, rule.first)
    return first, whole.last if rule.last is None else _next(rule.last, first)


def _next(month_day: str, since: date) -> date:
    """Return when `month_day` comes on or after the day `since`."""
    day = day_of_year(since.year, month_day)
    return day if day >= since else day_of_year(since.year + 1, month_day)


def _with_days(stretch: Stretch, time: SchoolTime) -> Stretch:
    return replace(stretch, days=time.school_days(stretch.first, stretch.last, summer=stretch.is_summer))
