"""A kind of activity that can be chosen in the Calendar, with a feed of its own."""

from collections.abc import Sequence

from dutydesk.api import hookimpl
from dutydesk.domain import ActivityKind


@hookimpl
def activity_kinds() -> Sequence[ActivityKind]:
    return [ActivityKind("parents-evening", "Parents' evening", colour="teal")]
