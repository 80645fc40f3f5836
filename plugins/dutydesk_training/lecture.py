"""What is told of a lecture for the year's summary."""

from dataclasses import dataclass
from datetime import date

from dutydesk.domain import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Lecture(Record):
    """The details of one session; its id is the key of the session's occurrence.

    `heads` is how many came, `precision` says how exactly that is known: nothing, ``over`` or ``about``.
    `credit_hours` is what it counts for.
    """

    day: date
    topic: str = ""
    speaker: str = ""
    audience: str = ""
    heads: int | None = None
    precision: str = ""
    credit_hours: float | None = None

    def subjects(self) -> tuple[str, ...]:
        """The session."""
        return (f"activity:{self.id}",)

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: it alters no event."""
        return ()
