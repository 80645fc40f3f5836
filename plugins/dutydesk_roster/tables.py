"""What the roster keeps in the desk's database."""

from dutydesk.api import TableSet, TableSpec
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.cover_event import CoverEvent
from dutydesk_roster.swap import Swap, SwapOffer, Volunteer

ROSTER_TABLES = TableSet(
    owner="roster",
    tables=(
        TableSpec("assignment", Assignment, (("day",), ("person", "day"))),
        TableSpec("published_assignment", PublishedAssignment, (("day",), ("person", "day"))),
        TableSpec("swap", Swap, (("state",), ("assignment",))),
        TableSpec("swap_offer", SwapOffer, (("swap",),)),
        TableSpec("volunteer", Volunteer, (("last",),)),
        TableSpec("cover_event", CoverEvent, (("starts",),)),
    ),
    migrations="dutydesk_roster.migrations",
    head="roster_0002",
)
