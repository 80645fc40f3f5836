"""An assignment, as the leader works on it and as it was published."""

from dataclasses import dataclass
from datetime import date, datetime

from dutydesk.domain import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Record):
    """A person at a post in a shift on a day; a pinned one is left alone by the generator."""

    person: str
    post: str
    shift: str
    day: date
    pinned: bool = False
    note: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The person, their cell of the grid, and the month."""
        return (
            f"person:{self.person}",
            f"cell:{self.person}:{self.day}",
            f"month:{self.day:%Y-%m}",
        )

    def days(self) -> tuple[tuple[date, date], ...]:
        """The days whose calendar events this record can alter: a swap in waiting hangs on it."""
        return ((self.day, self.day),)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedAssignment(Record):
    """What was published of the assignment with the same `id`; this is what staff see in their feeds.

    `start` and `end` are wall times kept as they were published: a shift whose times change later is a
    change to publish again.
    """

    person: str
    post: str
    shift: str
    day: date
    start: datetime
    end: datetime

    def subjects(self) -> tuple[str, ...]:
        """The person, their cell of the grid, and the month."""
        return (
            f"person:{self.person}",
            f"cell:{self.person}:{self.day}",
            f"published:{self.day:%Y-%m}",
        )

    def days(self) -> tuple[tuple[date, date], ...]:
        """The days whose calendar events this record can alter."""
        return ((self.day, self.day),)
