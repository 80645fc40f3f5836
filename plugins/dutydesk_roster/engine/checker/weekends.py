"""Whole weekends off."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from dutydesk.wording import ngettext
from dutydesk_roster.engine.checker.facts import Facts
from dutydesk_roster.engine.checker.roster import PersonDuties
from dutydesk_roster.engine.checker.telling import broken
from dutydesk_roster.engine.day_text import days_text
from dutydesk_roster.engine.rules import WeekendsOff
from dutydesk_roster.engine.solution import Breach

_WEEK = 7
_SATURDAY = 6


def no_weekend_off(facts: Facts, standing: PersonDuties, rule: WeekendsOff) -> Iterable[Breach]:
    """Yield the calendar months in which someone has too few whole weekends off."""
    held = {duty.ordinal for duty in standing.held}
    for first, last in facts.months:
        saturdays = [
            day for day in range(first.toordinal(), last.toordinal() + 1) if day % _WEEK == _SATURDAY
        ]
        wanted = min(rule.fewest, len(saturdays))
        worked = _worked(saturdays, standing.days)
        amount = max(0, wanted - len(saturdays) + len(worked)) - max(
            0, wanted - len(saturdays) + len(_worked(saturdays, held))
        )
        if amount <= 0:
            continue
        free = len(saturdays) - len(worked)
        yield broken(
            rule,
            _day_of(worked, standing.rostered_days, len(saturdays) - wanted),
            standing.person.key,
            ngettext(
                "{name} would have {count} whole weekend off ({days}); at least {fewest} must be.",
                "{name} would have {count} whole weekends off ({days}); at least {fewest} must be.",
                free,
            ).format(name=standing.person.name, count=free, days=days_text(first, last), fewest=rule.fewest),
            amount,
        )


def _worked(saturdays: Iterable[int], days: Collection[int]) -> list[int]:
    return [saturday for saturday in saturdays if saturday in days or saturday + 1 in days]


def _day_of(worked: Sequence[int], rostered: Collection[int], allowed: int) -> date:
    """Return the roster's first day on a weekend beyond those allowed, or else on the last before."""
    theirs = [
        next(day for day in (saturday, saturday + 1) if day in rostered)
        for saturday in [*worked[allowed:], *reversed(worked[:allowed])]
        if saturday in rostered or saturday + 1 in rostered
    ]
    return date.fromordinal(theirs[0])
