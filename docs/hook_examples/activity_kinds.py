"""A kind of activity that can be chosen in the Calendar, with a feed of its own."""

from collections.abc import Sequence

from dutydesk.api import Desk, hookimpl
from dutydesk.domain import ActivityKind


@hookimpl
def activity_kinds(desk: Desk) -> Sequence[ActivityKind]:
    del desk
    return [ActivityKind("parents-evening", "Parents' evening", colour="teal")]
