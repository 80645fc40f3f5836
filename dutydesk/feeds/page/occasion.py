"""An event of a feed as the page tells it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dutydesk.api import FeedEvent
from dutydesk.domain import Zone, clean, clean_line, day_text
from dutydesk.feeds.page.dates import clock_text, hours_text
from dutydesk.wording import _

_LONGEST_TITLE = 160
_LONGEST_PLACE = 80
_LONGEST_NOTE = 160
_MOST_NOTES = 6
_DAY = timedelta(days=1)


def shortened(text: str, limit: int) -> str:
    """Return `text` as one safe line that shows when it was cut."""
    line = clean_line(text, limit + 1)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event in the wall time of the desk.

    Its texts are people's, and cleaned only when they are asked for: a squadron's feed holds thousands of
    events, and the page shows a few.
    """

    event: FeedEvent
    start: datetime
    end: datetime
    own: bool

    @classmethod
    def of(cls, event: FeedEvent, zone: Zone, *, own: bool) -> "Occasion":
        """Return what the page tells of `event`; with `own` under the title of a person's own feed."""
        return cls(event, _wall(event.start, zone), _wall(event.end, zone), own)

    @property
    def all_day(self) -> bool:
        """Whether it has days, but no hours."""
        return not isinstance(self.event.start, datetime)

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return self.start.date()

    @property
    def last_day(self) -> date:
        """The last day on which the page lists it; a night is listed on the day it begins."""
        if self.end - self.start < _DAY:
            return self.first_day
        return (self.end - timedelta(microseconds=1)).date()

    @property
    def title(self) -> str:
        """What it is called."""
        named = (self.event.own_title if self.own else "") or self.event.title
        return shortened(named, _LONGEST_TITLE) or _("Without a name")

    @property
    def place(self) -> str:
        """Where it is."""
        return shortened(self.event.place, _LONGEST_PLACE)

    @property
    def notes(self) -> tuple[str, ...]:
        """The first lines of its description, such as who stands beside."""
        lines = [line for line in clean(self.event.description).split("\n") if line.strip()]
        return tuple(shortened(line, _LONGEST_NOTE) for line in lines[:_MOST_NOTES])

    @property
    def hours(self) -> str:
        """From when to when it lasts."""
        if not self.all_day:
            return hours_text(self.start, self.end)
        if self.last_day == self.first_day:
            return _("All day")
        return _("All day, until {day}").format(day=day_text(self.last_day))

    def hours_on(self, day: date) -> str:
        """Return when it is held on one of its days, as short as a cell of a month wants it."""
        if self.all_day or self.first_day < day < self.last_day:
            return _("all day")
        if day == self.first_day:
            return clock_text(self.start)
        if self.end.date() > day:
            return _("all day")
        return _("until {time}").format(time=clock_text(self.end))


def _wall(at: datetime | date, zone: Zone) -> datetime:
    if isinstance(at, datetime):
        return zone.wall(at)
    return datetime.combine(at, time(), zone.info)
