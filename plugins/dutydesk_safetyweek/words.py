"""What people call the kinds of activity in a safety week, the states of one, and its times."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Literal, get_args

from dutydesk.domain import Activity, short_day
from dutydesk.wording import _

EntryKind = Literal[
    "study",
    "class-meeting",
    "lecture",
    "broadcast",
    "blackboard",
    "banner",
    "letter",
    "essay",
    "contest",
    "inspection",
    "drill",
]
ENTRY_KINDS: tuple[str, ...] = get_args(EntryKind)


class EntryState(StrEnum):
    """How far an activity of the week has come."""

    PLANNED = "planned"
    READY = "ready"
    HELD = "held"
    UNMARKED = "unmarked"
    CANCELLED = "cancelled"


def kind_names() -> Mapping[str, str]:
    """Return what people call each kind of activity in the week, by its code."""
    return {
        "study": _("Study of documents"),
        "class-meeting": _("Class meeting"),
        "lecture": _("Lecture"),
        "broadcast": _("Broadcast"),
        "blackboard": _("Blackboard newspaper"),
        "banner": _("Banner"),
        "letter": _("Letter"),
        "essay": _("Essay"),
        "contest": _("Contest"),
        "inspection": _("Inspection"),
        "drill": _("Drill"),
    }


def kind_name(kind: str) -> str:
    """Return what people call a kind of activity in the week; one that is not known stays as it is."""
    return kind_names().get(kind, kind)


def state_name(state: EntryState) -> str:
    """Return what people call the state of an activity of the week."""
    return {
        EntryState.PLANNED: _("planned"),
        EntryState.READY: _("ready"),
        EntryState.HELD: _("held"),
        EntryState.UNMARKED: _("not marked"),
        EntryState.CANCELLED: _("cancelled"),
    }[state]


def day_name(day: date) -> str:
    """Return a day with its weekday: ``Mon 03-29``."""
    return short_day(day)


def time_text(activity: Activity) -> str:
    """Return from when to when an activity is held on its day, or that it lasts all day."""
    return _("all day") if activity.all_day else f"{activity.start:%H:%M}-{activity.end:%H:%M}"
