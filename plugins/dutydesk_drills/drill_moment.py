"""What is noted while a drill runs, with its time, and what is said of it afterwards."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dutydesk.domain import Record
from dutydesk_drills.drill_plan import drill_subject


class MomentSort(StrEnum):
    """What a moment tells: a stage that was reached, people counted or missing, a note, the end."""

    STAGE = "stage"
    COUNT = "count"
    MISSING = "missing"
    FOUND = "found"
    NOTE = "note"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillMoment(Record):
    """Something that was noted at a time in a drill.

    `at` is naive wall time to the second; of moments of one second that with the higher `number` was noted
    later. `stage` is the code of a stage of the drill's kind, `building` the
    code of a building, both empty where they say nothing. `heads` is how many were counted, `text` a note, or
    the name of somebody missing or found. A moment put right afterwards keeps its `id`; the journal holds
    what it said before, who changed it, and why.
    """

    drill: str
    sort: MomentSort
    at: datetime
    stage: str = ""
    building: str = ""
    heads: int | None = None
    text: str = ""
    number: int = 0

    @property
    def subject(self) -> str:
        """How the journal and reports name the moment itself."""
        return f"moment:{self.id}"

    def subjects(self) -> tuple[str, ...]:
        """The drill, and the moment."""
        return (drill_subject(self.drill), self.subject)

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: calendars say nothing of what is noted in a drill."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillReview(Record):
    """What was made of a drill afterwards; its `id` is the key of the drill's occurrence.

    `took_part` is how many people took part, where that was counted otherwise than in the drill. A record
    that is signed off (`signed_by` on `signed_on`) is not changed before the signature is taken back, which
    asks for a reason. `seal` is a short text made of what was signed.
    """

    went_well: str = ""
    to_improve: str = ""
    weather: str = ""
    took_part: int | None = None
    signed_by: str = ""
    signed_on: date | None = None
    seal: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The drill."""
        return (drill_subject(self.id),)

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: calendars say nothing of it."""
        return ()
