"""A rule with its limit moved further and further."""

from collections.abc import Iterable
from itertools import combinations_with_replacement

import msgspec

from dutydesk_roster.engine.rules import (
    DaysInARow,
    DutiesADay,
    FewestDaysInARow,
    FewestDaysOff,
    HeadsOf,
    HoursAMonth,
    HoursAWeek,
    NightsInARow,
    Overtime,
    Rest,
    Rule,
    WeekendsOff,
)

MOST_TRIED = 8
"""How many amounts of one sort are tried."""


def looser_rules(  # noqa: PLR0911 - one line for each kind of rule
    rule: Rule, lengths: set[float], gaps: set[float]
) -> Iterable[Rule]:
    """Return the rule with its limit moved further and further, as far as duties of `lengths` make sense."""
    changed = msgspec.structs.replace
    match rule:
        case Rest(hours=limit):
            nearer = sorted((gap for gap in gaps if gap < limit), reverse=True)[:MOST_TRIED]
            return [changed(rule, hours=gap) for gap in nearer]
        case DutiesADay(most=most) | DaysInARow(most=most) | NightsInARow(most=most):
            return [changed(rule, most=most + more) for more in range(1, MOST_TRIED + 1)]
        case FewestDaysInARow(fewest=fewest) | FewestDaysOff(fewest=fewest) | WeekendsOff(fewest=fewest):
            return [changed(rule, fewest=lower) for lower in range(fewest - 1, -1, -1)]
        case HoursAWeek(most=limit):
            return [changed(rule, most=hours) for hours in _reached(limit, lengths)]
        case HoursAMonth(most=limit) | Overtime(most=limit):
            steps = sorted({times * length for length in lengths for times in (0.5, 1, 2, 3)})[:MOST_TRIED]
            return [changed(rule, most=limit + more) for more in steps]
        case HeadsOf(least=least):
            return [changed(rule, least=lower) for lower in range(least - 1, -1, -1)]
    return []


def _reached(limit: float, lengths: set[float]) -> list[float]:
    """Return the hours beyond `limit` that duties of these lengths add up to."""
    sums = {
        round(sum(duties), 4)
        for count in range(1, 8)
        for duties in combinations_with_replacement(sorted(lengths)[:4], count)
    }
    return sorted(hours for hours in sums if hours > limit)[:MOST_TRIED]
