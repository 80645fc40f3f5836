"""An event that asks for guards at chosen posts for chosen hours: a sports meet, a parents' evening."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dutydesk.domain import Record
from dutydesk_roster.settings import DemandLine, Shift

EVENT_SHORT = "+"
"""Stands for the shift of any event in the grid; no letter, so that no event takes a key from the leader."""

EVENT_PREFIX = "event-"
LONGEST_EVENT = timedelta(hours=24)
_DEEP_NIGHT = time(3)


@dataclass(frozen=True, slots=True)
class EventHeads:
    """How many an event wants at a post, each of `needs` met by one of them.

    Its text is ``main-gate:2``, or ``main-gate:2:first-aid`` where someone must be qualified.
    """

    post: str
    heads: int
    needs: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "EventHeads":
        """Read ``main-gate:2`` or ``main-gate:2:first-aid``.

        Raises:
            ValueError: it has another form.
        """
        post, *rest = (part.strip() for part in text.split(":"))
        if not post or not rest or not rest[0].isascii() or not rest[0].isdigit() or not all(rest):
            raise ValueError(text)
        return cls(post, int(rest[0]), tuple(dict.fromkeys(rest[1:])))

    def __str__(self) -> str:
        return ":".join((self.post, str(self.heads), *self.needs))


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverEvent(Record):
    """An event and the guards that it needs beyond the usual demand.

    `starts` and `ends` are wall times, no more than a day apart. `heads` are the texts of `EventHeads`; an
    event without any is called off, and is kept because people were told of duties at it. Its duties are
    assignments whose shift is `shift`.
    """

    title: str
    starts: datetime
    ends: datetime
    heads: tuple[str, ...]
    note: str = ""

    @property
    def day(self) -> date:
        """The day on which it begins."""
        return self.starts.date()

    @property
    def shift(self) -> str:
        """The code of its own shift."""
        return f"{EVENT_PREFIX}{self.id}"

    @property
    def is_called_off(self) -> bool:
        """Whether nobody is asked for any more."""
        return not self.heads

    @property
    def wanted(self) -> tuple[EventHeads, ...]:
        """The heads that it wants, post by post."""
        return tuple(EventHeads.parse(each) for each in self.heads)

    @property
    def is_night(self) -> bool:
        """Whether a duty at it counts as a night: it goes on at three in the morning."""
        night = datetime.combine(self.day, _DEEP_NIGHT)
        return any(self.starts <= each < self.ends for each in (night, night + timedelta(days=1)))

    def as_shift(self) -> Shift:
        """Return the shift that stands for it in rosters."""
        return Shift(
            code=self.shift,
            short=EVENT_SHORT,
            name=self.title,
            start=f"{self.starts:%H:%M}",
            end=f"{self.ends:%H:%M}",
            night=self.is_night,
        )

    def demand(self) -> tuple[DemandLine, ...]:
        """Return its heads as lines of demand, the same on every kind of day."""
        return tuple(
            DemandLine(
                post=each.post,
                shift=self.shift,
                weekday=each.heads,
                weekend=each.heads,
                holiday=each.heads,
                needs=each.needs,
            )
            for each in self.wanted
        )

    def subjects(self) -> tuple[str, ...]:
        """The event and its month."""
        return (f"event:{self.id}", f"month:{self.starts:%Y-%m}")

    def days(self) -> None:
        """The days whose calendar events this record can alter: any.

        Duties at an event that was moved stay on its former day, and keep its name, until they are published
        again.
        """
