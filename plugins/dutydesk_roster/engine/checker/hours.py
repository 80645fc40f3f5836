"""Hours of duty in a week and in a month."""

from collections.abc import Iterable
from datetime import date, timedelta

from dutydesk.wording import _
from dutydesk_roster.engine.checker.facts import Facts, StoodDuty, held_between
from dutydesk_roster.engine.checker.roster import PersonDuties
from dutydesk_roster.engine.checker.telling import broken
from dutydesk_roster.engine.day_text import days_text
from dutydesk_roster.engine.rules import HoursAMonth, HoursAWeek, Overtime
from dutydesk_roster.engine.solution import Breach

_HOUR = 3600
_MINUTE = 60
_WEEK = 7


class _Excess:
    """What someone stands from one day to another, and by how much that is over a limit of `most` hours.

    Limits are taken to the nearest minute. Hours that duties held outside the roster are over the limit by
    themselves are not counted.
    """

    def __init__(self, standing: PersonDuties, first: int, last: int, most: float) -> None:
        self._duties = [duty for duty in standing.duties if first <= duty.ordinal <= last]
        self._limit = round(most * 60) * _MINUTE
        self._seconds = sum(duty.seconds for duty in self._duties)
        self.amount = _begun_hours(self._seconds - self._limit) - _begun_hours(
            held_between(standing.held, first, last) - self._limit
        )

    @property
    def hours(self) -> float:
        return round(self._seconds / _HOUR, 2)

    @property
    def day(self) -> date:
        """The day of the roster's duty with which it goes over the limit."""
        stood = 0
        rostered: StoodDuty | None = None
        for duty in self._duties:
            stood += duty.seconds
            if duty.slot is not None:
                rostered = duty
            if stood > self._limit and rostered is not None:
                break
        assert rostered is not None  # noqa: S101 - only asked for where the roster goes over the limit
        return rostered.day


def _begun_hours(seconds: int) -> int:
    return max(0, -(-seconds // _HOUR))


def long_weeks(_facts: Facts, standing: PersonDuties, rule: HoursAWeek) -> Iterable[Breach]:
    """Yield the weeks, Monday to Sunday, in which someone stands too many hours."""
    for monday in sorted({day - (day - 1) % _WEEK for day in standing.rostered_days}):
        excess = _Excess(standing, monday, monday + _WEEK - 1, rule.most)
        if excess.amount > 0:
            first = date.fromordinal(monday)
            yield broken(
                rule,
                excess.day,
                standing.person.key,
                _(
                    "{name} would stand {hours:g} h in the week {days}; at most {most:g} h are allowed."
                ).format(
                    name=standing.person.name,
                    hours=excess.hours,
                    days=days_text(first, first + timedelta(days=_WEEK - 1)),
                    most=rule.most,
                ),
                excess.amount,
            )


def long_months(facts: Facts, standing: PersonDuties, rule: HoursAMonth) -> Iterable[Breach]:
    """Yield the calendar months in which someone stands too many hours."""
    for first, last in facts.months:
        excess = _Excess(standing, first.toordinal(), last.toordinal(), rule.most)
        if excess.amount > 0:
            yield broken(
                rule,
                excess.day,
                standing.person.key,
                _(
                    "{name} would stand {hours:g} h in the month {days}; at most {most:g} h are allowed."
                ).format(
                    name=standing.person.name,
                    hours=excess.hours,
                    days=days_text(first, last),
                    most=rule.most,
                ),
                excess.amount,
            )


def too_much_overtime(facts: Facts, standing: PersonDuties, rule: Overtime) -> Iterable[Breach]:
    """Yield the calendar months in which someone stands too many hours beyond their part of the contract."""
    contract = rule.contract * standing.person.share
    for first, last in facts.months:
        excess = _Excess(standing, first.toordinal(), last.toordinal(), contract + rule.most)
        if excess.amount > 0:
            yield broken(
                rule,
                excess.day,
                standing.person.key,
                _(
                    "{name} would stand {hours:g} h ({days}), {over:g} h of it overtime; "
                    "at most {most:g} h beyond {contract:g} h are allowed."
                ).format(
                    name=standing.person.name,
                    hours=excess.hours,
                    days=days_text(first, last),
                    over=round(excess.hours - contract, 2),
                    most=rule.most,
                    contract=round(contract, 2),
                ),
                excess.amount,
            )
