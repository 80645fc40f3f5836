"""The last days on which drills can still be held so that a rule is kept."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dutydesk_drills.rules.drill_fact import DrillFact, counts
from dutydesk_drills.rules.rule import CountRule, DrillRule, SpacingRule
from dutydesk_drills.rules.school_time import SchoolTime
from dutydesk_drills.rules.stretch import Stretch


@dataclass(frozen=True, slots=True)
class Distance:
    """How many days lie at least between a drill and each of the drills on `days`, and between two new ones."""

    least_days: int
    days: tuple[date, ...]

    def allows(self, day: date) -> bool:
        """Tell whether a drill on `day` is far enough from those that stand."""
        return all(abs((day - other).days) >= self.least_days for other in self.days)


def distances(
    rule: DrillRule, others: Iterable[DrillRule], facts: Iterable[DrillFact]
) -> tuple[Distance, ...]:
    """Return how far apart the drills of `rule` must be, as the spacing rules among `others` ask.

    A spacing rule holds for them when each of them is a drill that it speaks of.
    """
    known = tuple(facts)
    return tuple(
        Distance(each.least_days, tuple(fact.day for fact in known if counts(each, fact)))
        for each in others
        if isinstance(each, SpacingRule) and each.least_days is not None and _covers(each, rule)
    )


def _covers(spacing: SpacingRule, rule: DrillRule) -> bool:
    return (
        (not spacing.kinds or (bool(rule.kinds) and set(rule.kinds) <= set(spacing.kinds)))
        and set(spacing.conditions) <= set(rule.conditions)
        and set(spacing.without) <= set(rule.without)
    )


def free_days(
    stretch: Stretch, time: SchoolTime, taken: Iterable[date], apart: Iterable[Distance]
) -> tuple[date, ...]:
    """Return the days of a stretch on which one more drill can be held.

    These are days of school that nothing keeps all day, with no drill on them yet, and far enough from others.
    """
    busy, distant = frozenset(taken), tuple(apart)
    return tuple(
        day
        for day in stretch.days
        if day not in busy and time.is_free(day) and all(each.allows(day) for each in distant)
    )


def latest_days(
    days: Sequence[date], count: int, gap: int = 1, may_follow: Callable[[date, date], bool] | None = None
) -> tuple[date, ...]:
    """Return the latest `count` of `days`, from the last back, at least `gap` days apart.

    The last of them is the latest safe day of the next drill. Fewer are returned where there are no more.
    `may_follow` can refuse a pair, an earlier day and one that was chosen after it.
    """
    chosen: list[date] = []
    for day in reversed(days):
        if len(chosen) == count:
            break
        far_enough = not chosen or (chosen[-1] - day).days >= gap
        if far_enough and (may_follow is None or all(may_follow(day, later) for later in chosen)):
            chosen.append(day)
    return tuple(chosen)


def latest_safe_day(
    rule: CountRule,
    stretch: Stretch,
    count: int,
    time: SchoolTime,
    apart: Iterable[Distance],
    taken: set[date],
) -> date | None:
    """Return the last day on which the next of `count` more drills can be held, or None where they have no room."""
    distant = tuple(apart)
    gap = max((each.least_days for each in distant), default=1)
    chosen = latest_days(free_days(stretch, time, taken, distant), count, gap)
    return chosen[-1] if len(chosen) == count else None
