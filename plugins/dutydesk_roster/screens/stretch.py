"""The days that the roster screen shows: a month, a fortnight or a week."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dutydesk_roster.month import Month

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


class Scope(StrEnum):
    """How much is shown at once."""

    MONTH = "month"
    FORTNIGHT = "fortnight"
    WEEK = "week"


_AFTER = {Scope.MONTH: Scope.FORTNIGHT, Scope.FORTNIGHT: Scope.WEEK, Scope.WEEK: Scope.MONTH}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days `first` to `last`; weeks and fortnights begin on a Monday."""

    scope: Scope
    first: date
    last: date

    @classmethod
    def around(cls, day: date, scope: Scope = Scope.MONTH) -> "Stretch":
        """Return the month, the fortnight or the week that holds `day`; a fortnight begins with its week."""
        if scope is Scope.MONTH:
            month = Month.of(day)
            return cls(scope, month.first, month.last)
        monday = day - day.weekday() * _DAY
        weeks = 2 if scope is Scope.FORTNIGHT else 1
        return cls(scope, monday, monday + weeks * _WEEK - _DAY)

    def moved(self, steps: int) -> "Stretch":
        """Return the stretch so many of its kind later, or earlier if negative."""
        if self.scope is Scope.MONTH:
            return Stretch.around(Month.of(self.first).moved(steps).first)
        days = (self.last - self.first + _DAY) * steps
        return Stretch(self.scope, self.first + days, self.last + days)

    def zoomed(self, day: date) -> "Stretch":
        """Return the stretch of the next scope, month to fortnight to week to month, around `day`."""
        return Stretch.around(day, _AFTER[self.scope])

    def holds(self, day: date) -> bool:
        """Tell whether `day` is shown."""
        return self.first <= day <= self.last

    @property
    def days(self) -> tuple[date, ...]:
        """Every day, in order."""
        return tuple(self.first + offset * _DAY for offset in range((self.last - self.first).days + 1))

    @property
    def month(self) -> Month:
        """The month to which most of the days belong, by which hours and shares are counted."""
        return Month.of(self.first + (self.last - self.first) // 2)

    @property
    def months(self) -> tuple[Month, ...]:
        """The months that the days touch: one, or two."""
        return tuple(dict.fromkeys((Month.of(self.first), Month.of(self.last))))
