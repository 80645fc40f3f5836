"""A time zone, and the one place where wall time becomes an instant."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from dutydesk.domain.window import Window

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_LAST_DAY = date(9998, 12, 31)


@dataclass(frozen=True)
class Zone:
    """An IANA time zone such as ``Asia/Shanghai``.

    Days and shifts are kept as naive wall time. A wall time that happens twice means the first time; one
    that a clock change skips is read with the offset before the change, as RFC 5545 section 3.3.5 asks.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: no such zone is known, at first use.
    """

    name: str

    @cached_property
    def info(self) -> "ZoneInfo":
        """The standard library's zone."""
        from zoneinfo import ZoneInfo  # noqa: PLC0415 - it looks at the disk, and no first paint needs it

        return ZoneInfo(self.name)

    def instant(self, wall: datetime) -> datetime:
        """Return the instant, in UTC, at which clocks in this zone first show the naive `wall` time."""
        return wall.replace(tzinfo=self.info, fold=0).astimezone(UTC)

    def wall(self, instant: datetime) -> datetime:
        """Return `instant` as an aware time of this zone, ready to be shown or printed with its offset."""
        return instant.astimezone(self.info)

    def span(self, start: datetime, end: datetime) -> Window:
        """Return the instants between two naive wall times; over a clock change it lasts what it lasts.

        Where it starts in the hour that a clock change skips, and its end would come first, it keeps the
        length that the wall times give it.

        Raises:
            ValueError: the end is before the start.
        """
        begin, finish = self.instant(start), self.instant(end)
        return Window(begin, begin + (end - start) if start <= end and finish < begin else finish)

    def days(self, first: date, last: date) -> Window:
        """Return the window from the start of `first` to the end of `last`, both days included.

        An end beyond the year 9998, as "until further notice" is entered, is as good as that year's.
        """
        last = min(last, _LAST_DAY)
        return self.span(datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time()))

    def day_of(self, instant: datetime) -> date:
        """Return the calendar day that clocks in this zone show at `instant`."""
        return self.wall(instant).date()
