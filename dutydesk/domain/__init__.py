"""People, time, activities and commitments: values and rules, without input or output."""

from typing import TYPE_CHECKING

from dutydesk.later import later

if TYPE_CHECKING:
    from dutydesk.domain.absence import ABSENCE_KINDS, Absence, AbsenceState, absence_kind_name
    from dutydesk.domain.activity import Activity, ActivityException, ActivityKind, Occurrence, occurrences
    from dutydesk.domain.clash import Clash, find_clashes
    from dutydesk.domain.commitment import Commitment, CommitmentKind
    from dutydesk.domain.person import Person, PersonNotFound, resolve_participants
    from dutydesk.domain.record import Record, new_id
    from dutydesk.domain.school_calendar import DayKind, SchoolCalendar, Span
    from dutydesk.domain.text import clean, clean_line
    from dutydesk.domain.window import Window
    from dutydesk.domain.zone import Zone

__getattr__ = later(
    __name__,
    {
        "absence": (
            "ABSENCE_KINDS",
            "Absence",
            "AbsenceState",
            "absence_kind_name",
        ),
        "activity": (
            "Activity",
            "ActivityException",
            "ActivityKind",
            "Occurrence",
            "occurrences",
        ),
        "clash": (
            "Clash",
            "find_clashes",
        ),
        "commitment": (
            "Commitment",
            "CommitmentKind",
        ),
        "person": (
            "Person",
            "PersonNotFound",
            "resolve_participants",
        ),
        "record": (
            "Record",
            "new_id",
        ),
        "school_calendar": (
            "DayKind",
            "SchoolCalendar",
            "Span",
        ),
        "text": (
            "clean",
            "clean_line",
        ),
        "window": ("Window",),
        "zone": ("Zone",),
    },
)

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
    "absence_kind_name",
    "clean",
    "clean_line",
    "find_clashes",
    "new_id",
    "occurrences",
    "resolve_participants",
]
