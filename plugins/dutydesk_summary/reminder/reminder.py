"""The reminder of one week as it is kept."""

from dataclasses import dataclass
from datetime import date

from dutydesk.domain import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder(Record):
    """The safety reminder of a week; its `id` is that of the ISO week, such as ``2026-W48``.

    `last_week` tells of the week before, a line a thing; `points` are what is stressed in this one, a point a
    line. A line that begins with a dash is for the meeting alone, and not read out. `records` are those that
    the draft was made from. It counts once it is `issued`, by whoever is `issued_by`.
    """

    monday: date
    last_week: str = ""
    points: str = ""
    issued: date | None = None
    issued_by: str = ""
    records: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """How the journal and figures name it."""
        return f"reminder:{self.id}"

    def subjects(self) -> tuple[str, ...]:
        """The reminder."""
        return (self.subject,)

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: it alters no event."""
        return ()
