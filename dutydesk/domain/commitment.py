"""Anything that takes a person's time."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from dutydesk.domain.window import Window


class CommitmentKind(StrEnum):
    """What sort of thing takes the time."""

    ASSIGNMENT = "assignment"
    ACTIVITY = "activity"
    ABSENCE = "absence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A person's time, taken by an assignment, an activity or an absence.

    `source` names the record, such as ``assignment:4f...``; `yields` says that the commitment gives way to
    duty: a meeting whose members on duty are excused. `rest` is the time off that an assignment asks for
    before and after it.
    """

    person: str
    window: Window
    kind: CommitmentKind
    title: str
    source: str
    yields: bool = False
    rest: timedelta = timedelta()
