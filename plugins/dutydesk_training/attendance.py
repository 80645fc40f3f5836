"""Who was at a session: present, late, excused or absent."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dutydesk.domain import Record


class Presence(StrEnum):
    """How someone who was expected took part."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Record):
    """One person at one session; `session` is the key of its occurrence, `day` and `kind` are those it had.

    `minutes` is how late they came, `reason` why they were late or excused. `catches_up` is the key of a
    session that they missed and made up for at this one.
    """

    session: str
    day: date
    kind: str
    person: str
    presence: Presence
    minutes: int = 0
    reason: str = ""
    catches_up: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The session and the person."""
        return (f"activity:{self.session}", f"person:{self.person}")

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: it alters no event."""
        return ()
