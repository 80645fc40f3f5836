"""What rules want of one year's drills, each for one stretch of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ask:
    """What all have: the rule, and which drills count for it.

    `kinds` are the codes of all kinds that count; of a drill that counts all `conditions` are true, and none
    of `without`.
    """

    pack: str
    rule: str
    name: str
    kinds: frozenset[str]
    conditions: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    def wants(self, kind: str, conditions: frozenset[str]) -> bool:
        """Tell whether a drill of this kind counts, of which these conditions are true."""
        return kind in self.kinds and self.conditions <= conditions and self.without.isdisjoint(conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class _StretchAsk(_Ask):
    """One that speaks of a stretch, both days included; `period` is what people call it.

    What is held on the days `left_out` does not count, such as those of a summer school.
    """

    period: str
    first: date
    last: date
    left_out: frozenset[date] = frozenset()

    def holds(self, day: date) -> bool:
        """Tell whether what is held on this day counts in the stretch."""
        return self.first <= day <= self.last and day not in self.left_out


@dataclass(frozen=True, slots=True, kw_only=True)
class CountAsk(_StretchAsk):
    """At least so many drills in the stretch."""

    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VarietyAsk(_StretchAsk):
    """The drills of the stretch fall on at least so many weekdays or hours; fewer drills must all differ."""

    different: Literal["weekday", "hour"]
    least: int

    def value(self, start: datetime) -> int:
        """Return the weekday or the hour of a drill that begins then."""
        return start.weekday() if self.different == "weekday" else start.hour


@dataclass(frozen=True, slots=True, kw_only=True)
class SpacingAsk(_Ask):
    """Two drills that follow one another are at least, or at most, so many days apart.

    At most: the days of `uncounted`, each with its first and last, do not count.
    """

    least_days: int = 0
    most_days: int = 0
    uncounted: tuple[tuple[date, date], ...] = ()

    def counted(self, first: date, second: date) -> int:
        """Return how many days that count lie from the day after `first` to `second`."""
        apart = (second - first).days
        for begin, end in self.uncounted:
            low, high = max(begin, first + timedelta(days=1)), min(end, second)
            if low <= high:
                apart -= (high - low).days + 1
        return apart


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAsk(_Ask):
    """Parents hear of each such drill so many days before it."""

    days_before: int


Ask = CountAsk | VarietyAsk | SpacingAsk | NoticeAsk
