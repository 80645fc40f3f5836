"""What the roster keeps in the desk's database."""

from dutydesk.api import TableSet, TableSpec
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.cover_event import CoverEvent
from dutydesk_roster.own_changes import is_own_duty, is_own_offer, is_own_swap
from dutydesk_roster.swap import Swap, SwapOffer, Volunteer

ROSTER_TABLES = TableSet(
    owner="roster",
    tables=(
        TableSpec("assignment", Assignment, (("day",), ("person", "day")), own=is_own_duty),
        TableSpec(
            "published_assignment", PublishedAssignment, (("day",), ("person", "day")), own=is_own_duty
        ),
        TableSpec("swap", Swap, (("state",), ("assignment",)), own=is_own_swap),
        TableSpec("swap_offer", SwapOffer, (("swap",),), own=is_own_offer),
        TableSpec("volunteer", Volunteer, (("last",),), own=is_own_offer),
        TableSpec("cover_event", CoverEvent, (("starts",),)),
    ),
    migrations="dutydesk_roster.migrations",
    head="roster_0002",
)
