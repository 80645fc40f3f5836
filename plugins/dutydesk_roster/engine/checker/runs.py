"""Days and nights in a row, at work and off."""

from collections.abc import Collection, Iterable
from datetime import date
from itertools import pairwise

from dutydesk.wording import ngettext
from dutydesk_roster.engine.checker.facts import Facts
from dutydesk_roster.engine.checker.roster import PersonDuties
from dutydesk_roster.engine.checker.telling import broken
from dutydesk_roster.engine.day_text import days_text
from dutydesk_roster.engine.rules import DaysInARow, FewestDaysInARow, FewestDaysOff, NightsInARow
from dutydesk_roster.engine.solution import Breach


def _runs(days: Collection[int]) -> Iterable[tuple[int, int]]:
    """Yield the first and the last day of each run of `days`, which are ordinals."""
    ordered = sorted(days)
    if not ordered:
        return
    first = last = ordered[0]
    for day in ordered[1:]:
        if day != last + 1:
            yield first, last
            first = day
        last = day
    yield first, last


def _beyond(
    days: Collection[int], rostered: Collection[int], most: int
) -> Iterable[tuple[int, int, int, int]]:
    """Yield each run over `most` days: its first and last day, how many days beyond, and whence it is so.

    A day is beyond where it and the `most` before it are worked; it counts where any of them is the
    roster's. The last value is the roster's last day up to the first that is beyond.
    """
    for first, last in _runs(days):
        if last - first < most:
            continue
        beyond = [
            day
            for day in range(first + most, last + 1)
            if any(each in rostered for each in range(day - most, day + 1))
        ]
        if beyond:
            since = max(day for day in range(beyond[0] - most, beyond[0] + 1) if day in rostered)
            yield first, last, len(beyond), since


def _days(first: int, last: int) -> str:
    return days_text(date.fromordinal(first), date.fromordinal(last))


def too_many_days(_facts: Facts, standing: PersonDuties, rule: DaysInARow) -> Iterable[Breach]:
    """Yield the runs of days with duty that are too long."""
    for first, last, amount, since in _beyond(standing.days, standing.rostered_days, rule.most):
        count = last - first + 1
        yield broken(
            rule,
            date.fromordinal(since),
            standing.person.key,
            ngettext(
                "{name} would stand {count} day in a row ({days}); at most {most} are allowed.",
                "{name} would stand {count} days in a row ({days}); at most {most} are allowed.",
                count,
            ).format(name=standing.person.name, count=count, days=_days(first, last), most=rule.most),
            amount,
        )


def too_many_nights(_facts: Facts, standing: PersonDuties, rule: NightsInARow) -> Iterable[Breach]:
    """Yield the runs of days with a night duty that are too long."""
    nights = {duty.ordinal for duty in standing.duties if duty.night}
    rostered = {duty.ordinal for duty in standing.rostered if duty.night}
    for first, last, amount, since in _beyond(nights, rostered, rule.most):
        count = last - first + 1
        yield broken(
            rule,
            date.fromordinal(since),
            standing.person.key,
            ngettext(
                "{name} would stand {count} night in a row ({days}); at most {most} are allowed.",
                "{name} would stand {count} nights in a row ({days}); at most {most} are allowed.",
                count,
            ).format(name=standing.person.name, count=count, days=_days(first, last), most=rule.most),
            amount,
        )


def too_few_days(facts: Facts, standing: PersonDuties, rule: FewestDaysInARow) -> Iterable[Breach]:
    """Yield the runs of days with duty that are too short, those not whose end lies beyond what is known."""
    for first, last in _runs(standing.days):
        count = last - first + 1
        if count >= rule.fewest or first == facts.first or last == facts.last:
            continue
        rostered = [day for day in range(first, last + 1) if day in standing.rostered_days]
        if rostered:
            yield broken(
                rule,
                date.fromordinal(rostered[0]),
                standing.person.key,
                ngettext(
                    "{name} would stand only {count} day in a row ({days}); at least {fewest} must be.",
                    "{name} would stand only {count} days in a row ({days}); at least {fewest} must be.",
                    count,
                ).format(name=standing.person.name, count=count, days=_days(first, last), fewest=rule.fewest),
                rule.fewest - count,
            )


def too_few_days_off(facts: Facts, standing: PersonDuties, rule: FewestDaysOff) -> Iterable[Breach]:
    """Yield the runs of days off between two duties that are too short."""
    for (_first, before), (after, _last) in pairwise(_runs(standing.days)):
        count = after - before - 1
        rostered = [day for day in (after, before) if day in standing.rostered_days]
        if count >= rule.fewest or before + 1 < facts.first or after - 1 > facts.last or not rostered:
            continue
        yield broken(
            rule,
            date.fromordinal(rostered[0]),
            standing.person.key,
            ngettext(
                "{name} would have only {count} day off between duties ({days}); at least {fewest} must be.",
                "{name} would have only {count} days off between duties ({days}); at least {fewest} must be.",
                count,
            ).format(
                name=standing.person.name,
                count=count,
                days=_days(before + 1, after - 1),
                fewest=rule.fewest,
            ),
            rule.fewest - count,
        )
