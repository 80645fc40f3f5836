"""The days on which drills can still be held so that a rule is kept."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.wording import _
from dutydesk_drills.rules.drill_fact import DrillFact, counts
from dutydesk_drills.rules.ground import Ground
from dutydesk_drills.rules.rule import DrillRule, SpacingRule
from dutydesk_drills.rules.school_time import days_between
from dutydesk_drills.rules.stretch import Stretch
from dutydesk_drills.rules.words import run_words

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Distance:
    """How many days lie at least between a drill and each of those on `days`, and between two of its rule."""

    least_days: int
    days: tuple[date, ...]

    def allows(self, day: date) -> bool:
        """Tell whether a drill on `day` is far enough from those that stand."""
        return all(abs((day - other).days) >= self.least_days for other in self.days)


def distances(rule: DrillRule, ground: Ground, facts: Iterable[DrillFact]) -> tuple[Distance, ...]:
    """Return how far the drills of `rule` must be from `facts` and each other, as spacing rules ask.

    A spacing rule holds for them when each of them is a drill that it speaks of.
    """
    known = tuple(facts)
    return tuple(
        Distance(each.least_days, tuple(fact.day for fact in known if counts(each, fact)))
        for each in ground.rules
        if isinstance(each, SpacingRule) and each.least_days is not None and _covers(each, rule)
    )


def _covers(spacing: SpacingRule, rule: DrillRule) -> bool:
    return (
        (not spacing.kinds or (bool(rule.kinds) and set(rule.kinds) <= set(spacing.kinds)))
        and set(spacing.conditions) <= set(rule.conditions)
        and set(spacing.without) <= set(rule.without)
    )


@dataclass(frozen=True, slots=True)
class Room:
    """Where there is room in a stretch for more drills of a rule, at most one drill on a day of school.

    `moving` are drills that may still be moved, and so keep no day.
    """

    rule: DrillRule
    stretch: Stretch
    ground: Ground
    moving: Collection[DrillFact] = ()

    def free(self) -> tuple[date, ...]:
        """Return the days on which one more drill can be held.

        They are days of school that nothing keeps all day, with no drill yet, and far enough from others.
        """
        standing = [each for each in self.ground.facts if each not in self.moving]
        taken = {each.day for each in standing}
        apart = distances(self.rule, self.ground, standing)
        return tuple(
            day
            for day in self.stretch.days
            if day not in taken
            and self.ground.time.all_day_block(day) is None
            and all(each.allows(day) for each in apart)
        )

    def latest(self, count: int, goes_with: Callable[[date, date], bool] | None = None) -> date | None:
        """Return the last day on which the next of `count` more drills can be held; None: they have no room.

        `goes_with` can refuse two days for drills that must differ.
        """
        gap = max((each.least_days for each in distances(self.rule, self.ground, ())), default=1)
        chosen = latest_days(self.free(), count, gap, goes_with)
        return chosen[-1] if count and len(chosen) == count else None

    def after(self, day: date) -> str:
        """Return in words what first keeps the days from `day` to the end of the stretch, or nothing."""
        for following in days_between(day + _A_DAY, self.stretch.last):
            name = self._kept_by(following)
            if name:
                last = following
                while last < self.stretch.last and self._kept_by(last + _A_DAY) == name:
                    last += _A_DAY
                return _("after it {days} is {what}").format(days=run_words(following, last), what=name)
        return ""

    def _kept_by(self, day: date) -> str:
        time = self.ground.time
        block = time.all_day_block(day) if time.is_school_day(day) else None
        return block.name if block is not None else time.calendar.holiday_name(day)


def latest_days(
    days: Sequence[date], count: int, gap: int = 1, goes_with: Callable[[date, date], bool] | None = None
) -> tuple[date, ...]:
    """Return the latest `count` of `days` that are at least `gap` days apart, from the last back.

    The last of them is the latest safe day of the first of so many drills. Fewer come back where there are no
    more.
    """
    chosen: list[date] = []
    for day in reversed(days):
        if len(chosen) == count:
            break
        far_enough = not chosen or (chosen[-1] - day).days >= gap
        if far_enough and (goes_with is None or all(goes_with(day, later) for later in chosen)):
            chosen.append(day)
    return tuple(chosen)
