"""The drills of ``drills.toml`` as activities, announced and unannounced."""

from collections.abc import Sequence
from datetime import date, timedelta

from dutydesk.api import Desk, Feed
from dutydesk.api.settings_values import at_time
from dutydesk.domain import Activity, ActivityKind, Occurrence
from dutydesk.wording import _
from dutydesk_drills.settings import BUILT_IN_KINDS, Drill, DrillsFile

FILE = "drills.toml"
_PREFIX = "drill-"
_COLOURS = {"fire": "orangered", "lockdown": "darkslateblue", "earthquake": "sienna", "bus": "goldenrod"}


def kinds() -> Sequence[ActivityKind]:
    """Return the built-in kinds of drill as kinds of activity."""
    return tuple(
        ActivityKind(activity_kind(code), kind_name(code), _COLOURS.get(code, "tomato"))
        for code in BUILT_IN_KINDS
    )


def own_kind_feeds(desk: Desk) -> Sequence[Feed]:
    """Return a feed for each kind that the settings add; the host has one for each built-in kind."""
    return [
        Feed(f"kind/{activity_kind(each.code)}", each.name, each.colour)
        for each in desk.settings(DrillsFile).drill_kind
    ]


def activity_kind(code: str) -> str:
    """Return the code of the activity kind of a kind of drill."""
    return f"{_PREFIX}{code}"


def kind_codes(desk: Desk) -> tuple[str, ...]:
    """Return every kind of drill by its code, the built-in ones first."""
    return (*BUILT_IN_KINDS, *(each.code for each in desk.settings(DrillsFile).drill_kind))


def kind_name(code: str, desk: Desk | None = None) -> str:
    """Return what people call a kind of drill; `desk` knows those of its own settings."""
    names = {
        "evacuation": _("Evacuation drill"),
        "fire": _("Fire drill"),
        "lockdown": _("Lockdown drill"),
        "earthquake": _("Earthquake drill"),
        "bus": _("Bus drill"),
    }
    if desk is not None:
        names |= {each.code: each.name for each in desk.settings(DrillsFile).drill_kind}
    return names.get(code, code)


def drill_id(code: str) -> str:
    """Return the identity of the drill with this code in the settings."""
    return f"{_PREFIX}{code}"


def planned_drills(desk: Desk) -> Sequence[Activity]:
    """Return the drills of the settings; an unannounced one is private to its owner and the leaders."""
    return [_made(each) for each in desk.settings(DrillsFile).drill]


def _made(drill: Drill) -> Activity:
    start = at_time(drill.day, drill.start)
    knowing = ("@rank:leader", *((drill.owner,) if drill.owner else ()))
    return Activity(
        id=drill_id(drill.code),
        revision=1,
        kind=activity_kind(drill.kind),
        title=drill.title,
        start=start,
        end=start + timedelta(minutes=drill.minutes),
        place=drill.place,
        participants=drill.participants if drill.announced else knowing,
        excuses_duty=drill.excuses_duty,
        owner=drill.owner,
        note=drill.note,
        source=FILE,
        private=not drill.announced,
    )


def drill_occurrences(desk: Desk, first: date, last: date) -> tuple[Occurrence, ...]:
    """Return every drill on the days `first` to `last`, unannounced ones too, in order of time."""
    return desk.occurrences(first, last, [activity_kind(code) for code in kind_codes(desk)])
