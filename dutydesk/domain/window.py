"""A stretch of time between two instants."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The half-open stretch from `start` up to, not including, `end`; both are kept in UTC.

    Raises:
        ValueError: a bound is naive, or the end is before the start.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a window is made of instants: both bounds need a time zone")
        if self.start.tzinfo is not UTC:
            object.__setattr__(self, "start", self.start.astimezone(UTC))
        if self.end.tzinfo is not UTC:
            object.__setattr__(self, "end", self.end.astimezone(UTC))
        if self.end < self.start:
            raise ValueError(f"a window cannot end ({self.end}) before it starts ({self.start})")

    @property
    def length(self) -> timedelta:
        """How long the window really lasts."""
        return self.end - self.start

    @property
    def hours(self) -> float:
        """The length in hours."""
        return self.length / timedelta(hours=1)

    def overlaps(self, other: "Window") -> bool:
        """Tell whether the two share any time; windows that only touch do not.

        A moment, a window without length, overlaps what it lies strictly inside.
        """
        return self.start < other.end and other.start < self.end

    def holds(self, instant: datetime) -> bool:
        """Tell whether `instant` lies inside."""
        return self.start <= instant < self.end

    def padded(self, margin: timedelta) -> "Window":
        """Return this window with `margin` added at both ends."""
        return Window(self.start - margin, self.end + margin)
