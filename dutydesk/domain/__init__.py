"""People, time, activities and commitments: values and rules, without input or output."""

from typing import TYPE_CHECKING

from dutydesk.later import later

if TYPE_CHECKING:
    from dutydesk.domain.absence import (
        ABSENCE_KINDS,
        Absence,
        AbsenceState,
        absence_kind_name,
        is_own_leave,
    )
    from dutydesk.domain.activity import Activity, ActivityException, ActivityKind, Occurrence, occurrences
    from dutydesk.domain.attachment import Attachment
    from dutydesk.domain.blocked_hours import BlockedHours
    from dutydesk.domain.certificate import Certificate, Certificates, QualifiedSpan, qualified_people
    from dutydesk.domain.clash import Clash, find_clashes
    from dutydesk.domain.clock import parse_stopwatch, parse_time_of_day, stopwatch_text
    from dutydesk.domain.commitment import Commitment, CommitmentKind
    from dutydesk.domain.day_words import (
        day_text,
        month_name,
        narrow_weekday,
        short_day,
        weekday_name,
        weekday_names,
        whole_day,
        written_day,
    )
    from dutydesk.domain.number_words import number_text
    from dutydesk.domain.person import (
        PERSON_FEEDS,
        Person,
        PersonNotFound,
        person_feed,
        resolve_participants,
    )
    from dutydesk.domain.record import Record, new_id
    from dutydesk.domain.role import EVERY_RIGHT, Member, Right, Role
    from dutydesk.domain.rough_count import (
        RoughCount,
        count_fault,
        count_fields,
        kept_count,
        parse_count,
        total_count,
    )
    from dutydesk.domain.school_calendar import DayKind, SchoolCalendar, Span
    from dutydesk.domain.task import Task, TaskKind, task_kind_name
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
            "is_own_leave",
        ),
        "activity": (
            "Activity",
            "ActivityException",
            "ActivityKind",
            "Occurrence",
            "occurrences",
        ),
        "attachment": ("Attachment",),
        "blocked_hours": ("BlockedHours",),
        "certificate": (
            "Certificate",
            "Certificates",
            "QualifiedSpan",
            "qualified_people",
        ),
        "clash": (
            "Clash",
            "find_clashes",
        ),
        "clock": (
            "parse_stopwatch",
            "parse_time_of_day",
            "stopwatch_text",
        ),
        "commitment": (
            "Commitment",
            "CommitmentKind",
        ),
        "day_words": (
            "day_text",
            "month_name",
            "narrow_weekday",
            "short_day",
            "weekday_name",
            "weekday_names",
            "whole_day",
            "written_day",
        ),
        "number_words": ("number_text",),
        "person": (
            "Person",
            "PERSON_FEEDS",
            "PersonNotFound",
            "person_feed",
            "resolve_participants",
        ),
        "record": (
            "Record",
            "new_id",
        ),
        "role": (
            "EVERY_RIGHT",
            "Member",
            "Right",
            "Role",
        ),
        "rough_count": (
            "RoughCount",
            "count_fault",
            "count_fields",
            "kept_count",
            "parse_count",
            "total_count",
        ),
        "school_calendar": (
            "DayKind",
            "SchoolCalendar",
            "Span",
        ),
        "task": (
            "Task",
            "TaskKind",
            "task_kind_name",
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
    "EVERY_RIGHT",
    "PERSON_FEEDS",
    "Absence",
    "AbsenceState",
    "Activity",
    "ActivityException",
    "ActivityKind",
    "Attachment",
    "BlockedHours",
    "Certificate",
    "Certificates",
    "Clash",
    "Commitment",
    "CommitmentKind",
    "DayKind",
    "Member",
    "Occurrence",
    "Person",
    "PersonNotFound",
    "QualifiedSpan",
    "Record",
    "Right",
    "Role",
    "RoughCount",
    "SchoolCalendar",
    "Span",
    "Task",
    "TaskKind",
    "Window",
    "Zone",
    "absence_kind_name",
    "clean",
    "clean_line",
    "count_fault",
    "count_fields",
    "day_text",
    "find_clashes",
    "is_own_leave",
    "kept_count",
    "month_name",
    "narrow_weekday",
    "new_id",
    "number_text",
    "occurrences",
    "parse_count",
    "parse_stopwatch",
    "parse_time_of_day",
    "person_feed",
    "qualified_people",
    "resolve_participants",
    "short_day",
    "stopwatch_text",
    "task_kind_name",
    "total_count",
    "weekday_name",
    "weekday_names",
    "whole_day",
    "written_day",
]
