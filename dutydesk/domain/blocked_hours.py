"""Hours of the timetable in which nothing else may take place."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class BlockedHours:
    """Hours that the timetable keeps: examinations, or the flag raising of every Monday.

    They stand on the days `first` to `last`, both included and None without end, on the `weekdays` among
    them (0 is Monday; none means all of them), from `start` up to `end`, or all day without these.
    """

    name: str
    weekdays: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None
    start: time | None = None
    end: time | None = None

    def stand_on(self, day: date) -> bool:
        """Tell whether `day` has these hours, if it is a day of school."""
        return (
            (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
            and (not self.weekdays or day.weekday() in self.weekdays)
        )

    def overlap(self, start: datetime, end: datetime) -> bool:
        """Tell whether the naive wall times `start` up to `end` take any of these hours on `start`'s day."""
        begin = datetime.combine(start.date(), self.start or time.min)
        finish = (
            datetime.combine(start.date(), self.end)
            if self.end is not None
            else datetime.combine(start.date(), time.min) + timedelta(days=1)
        )
        return self.stand_on(start.date()) and start < finish and begin < end
