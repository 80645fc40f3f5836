"""A few days of a problem, looked at alone."""

from datetime import date, timedelta

import msgspec

from dutydesk_roster.engine.problem import Problem
from dutydesk_roster.engine.rules import PluginRule

_DAY = timedelta(days=1)
_NOT_ASKED = 1
"""A weight for what no part of the days is asked about: what is weighted is never why a roster cannot be."""


def stretch_of(problem: Problem, first: date, last: date) -> Problem:
    """Return the problem of the days `first` to `last` alone, asking for nothing that the whole does not.

    Whatever fills the whole fills these days too, so what cannot be in them cannot be at all. Rules, wishes
    and busy stretches keep their places, so that a fact names the same in both. A rule that a plugin brings
    may not be of that kind, and is looked at only in the whole.
    """
    if first <= problem.first and problem.last <= last:
        return problem
    first, last = max(first, problem.first), min(last, problem.last)
    inside = {slot.place for slot in problem.slots if first <= slot.day <= last}
    return msgspec.structs.replace(
        problem,
        first=first,
        last=last,
        slots=tuple(slot for slot in problem.slots if slot.place in inside),
        pins=tuple(pin for pin in problem.pins if pin.place in inside),
        rules=tuple(
            msgspec.structs.replace(rule, weight=_NOT_ASKED) if isinstance(rule, PluginRule) else rule
            for rule in problem.rules
        ),
        wishes=tuple(
            wish if first <= wish.day <= last else msgspec.structs.replace(wish, weight=_NOT_ASKED)
            for wish in problem.wishes
        ),
        base=(),
        kept=(),
    )


def days_of(first: date, last: date) -> list[date]:
    """Return the days from `first` to `last`."""
    return [first + index * _DAY for index in range((last - first).days + 1)]
