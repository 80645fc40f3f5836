"""What feeds ask of a desk."""

from datetime import date, datetime
from typing import Protocol

from dutydesk.api import Feed, FeedEvent
from dutydesk.domain import Window, Zone


class FeedDesk(Protocol):
    """What feeds ask of a desk; an open desk has it."""

    @property
    def name(self) -> str:
        """The school's name."""
        ...

    @property
    def uid(self) -> str:
        """The desk's own identifier, the domain part of event UIDs."""
        ...

    @property
    def zone(self) -> Zone:
        """The time zone in which days and shifts are meant."""
        ...

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        ...

    def today(self) -> date:
        """Return the present day in the desk's zone."""
        ...

    def version(self) -> int:
        """Return a number that differs from before whenever anyone has changed the desk."""
        ...

    def days_changed_since(self, revision: int) -> tuple[tuple[date, date], ...] | None:
        """Return the runs of days that changes after a version can have altered; None: it may be any."""
        ...

    def feeds(self) -> tuple[Feed, ...]:
        """Return the feeds of the desk."""
        ...

    def feed_events(self, window: Window) -> tuple[FeedEvent, ...]:
        """Return every event of every feed that touches `window`."""
        ...
