"""What a meeting was about: points of its agenda, and its minutes."""

from dataclasses import dataclass
from datetime import date

from dutydesk.domain import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Record):
    """The agenda and minutes of one session; its id is the key of the session's occurrence.

    `points` are those added to what its series and open decisions bring. `last_week` is the section about the
    week before as it was edited; empty, it is drafted from the records whenever it is read.
    """

    day: date
    points: tuple[str, ...] = ()
    last_week: str = ""
    text: str = ""
    chair: str = ""
    writer: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The session."""
        return (f"activity:{self.id}",)

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: it alters no event."""
        return ()
