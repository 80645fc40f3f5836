"""Who was at a session: present, late, excused or absent."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dutydesk.domain import Record
from dutydesk.wording import _, pgettext

MINUTES_AN_HOUR = 60


class Presence(StrEnum):
    """How someone who was expected took part."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"


CAME = (Presence.PRESENT, Presence.LATE)
"""Those who took part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Record):
    """One person at one session; `session` is the key of its occurrence.

    `day`, `kind`, `title`, `hours`, and the `topic` and its `part` are those that the session had, so that a
    person's record holds when settings change: no topic is empty, no part 0. `minutes` is how late they
    came, `reason` why they were late or excused. A `guest` came though not expected. `catches_up` is the key
    of a session that they missed and made up for at this one; `catch_up_at` is the key of the later session
    at which they are to make up for this one, held on the day `catch_up_on`.
    """

    session: str
    day: date
    kind: str
    title: str = ""
    hours: float = 0.0
    topic: str = ""
    part: int = 0
    person: str
    presence: Presence
    minutes: int = 0
    reason: str = ""
    guest: bool = False
    catches_up: str = ""
    catch_up_at: str = ""
    catch_up_on: date | None = None

    @property
    def came(self) -> bool:
        """Whether they took part, perhaps late."""
        return self.presence in CAME

    @property
    def hours_attended(self) -> float:
        """The hours that they took part, without the minutes that they came late."""
        return max(0.0, self.hours - self.minutes / MINUTES_AN_HOUR) if self.came else 0.0

    def subjects(self) -> tuple[str, ...]:
        """The session and the person."""
        return (f"activity:{self.session}", f"person:{self.person}")

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: it alters no event."""
        return ()


def attendance_id(session: str, person: str) -> str:
    """Return the identity of a person's attendance: one person has one at a session."""
    return f"{session}:{person}"


def is_own_sign_in(before: Attendance | None, after: Attendance | None, person: str) -> bool:
    """Tell whether someone signs in for themselves; what a leader has marked stays as it is."""
    return (
        before is None
        and after is not None
        and after.person == person
        and after.presence in {Presence.PRESENT, Presence.LATE}
    )


def presence_name(presence: Presence) -> str:
    """Return what people call a presence."""
    return {
        Presence.PRESENT: _("present"),
        Presence.LATE: pgettext("attendance", "late"),
        Presence.EXCUSED: _("excused"),
        Presence.ABSENT: _("absent"),
    }[presence]


def presence_text(presence: Presence, minutes: int = 0) -> str:
    """Return a presence in words, with how late someone came where that is known."""
    if presence is Presence.LATE and minutes:
        return _("late {minutes} min").format(minutes=minutes)
    return presence_name(presence)
