"""People, time, activities and commitments: values and rules, without input or output."""

from dutydesk.domain.absence import ABSENCE_KINDS, Absence, AbsenceState
from dutydesk.domain.activity import Activity, ActivityException, ActivityKind, Occurrence, occurrences
from dutydesk.domain.clash import Clash, find_clashes
from dutydesk.domain.commitment import Commitment, CommitmentKind
from dutydesk.domain.person import Person, PersonNotFound, resolve_participants
from dutydesk.domain.record import Record, new_id
from dutydesk.domain.school_calendar import DayKind, SchoolCalendar, Span
from dutydesk.domain.text import clean, clean_line
from dutydesk.domain.window import Window
from dutydesk.domain.zone import Zone

__all__ = [
    "ABSENCE_KINDS",
    "Absence",
    "AbsenceState",
    "Activity",
    "ActivityException",
    "ActivityKind",
    "Clash",
    "Commitment",
    "CommitmentKind",
    "DayKind",
    "Occurrence",
    "Person",
    "PersonNotFound",
    "Record",
    "SchoolCalendar",
    "Span",
    "Window",
    "Zone",
    "clean",
    "clean_line",
    "find_clashes",
    "new_id",
    "occurrences",
    "resolve_participants",
]
