"""A drill as JSON values."""

from typing import Any

from dutydesk_drills.drills import Drill


def drill_values(drill: Drill) -> dict[str, Any]:
    """Return what drill it is, when and where, and who may know of it, as JSON can hold it."""
    held = drill.held
    return {
        "drill": drill.key,
        "kind": drill.kind.code,
        "title": drill.title,
        "start": held.start,
        "end": held.end,
        "place": held.place,
        "owner": held.activity.owner,
        "state": held.state,
        "announced": drill.is_announced,
    }
