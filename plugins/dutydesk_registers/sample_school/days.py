"""The days of the sample school, none of which is after the day on which it is made."""

from dataclasses import dataclass
from datetime import date, timedelta

_DAYS_OF_YEAR = 365


@dataclass(frozen=True, slots=True)
class SampleDays:
    """The days of the sample, none of which is after today."""

    today: date

    def on(self, years_ago: int, month: int, day: int) -> date:
        """Return that day; one of this year that is still to come is brought forward."""
        wanted = date(self.today.year - years_ago, month, day)
        if wanted <= self.today:
            return wanted
        first = date(self.today.year, 1, 1)
        return first + timedelta(days=(self.today - first).days * (wanted - first).days // _DAYS_OF_YEAR)

    def later(self, day: date, days: int) -> date:
        """Return the day so many days later, or today."""
        return min(day + timedelta(days=days), self.today)
