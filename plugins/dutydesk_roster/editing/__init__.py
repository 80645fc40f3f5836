"""What a leader does to cells by hand, each act one change of the desk that one undo takes back."""

from dutydesk_roster.editing.blocks import Pattern, Piece, Rows, filled, pasted
from dutydesk_roster.editing.by_post import person_filled, person_put
from dutydesk_roster.editing.cells import (
    cell_text,
    cleared,
    moved,
    noted,
    pinned_edit,
    typed,
)
from dutydesk_roster.editing.draft import Cell, Draft, Edit, PassedOver, Place
from dutydesk_roster.editing.keeping import Kept, keep, roster_after
from dutydesk_roster.editing.reach import Reach
from dutydesk_roster.editing.weeks import repeated

__all__ = [
    "Cell",
    "Draft",
    "Edit",
    "Kept",
    "PassedOver",
    "Pattern",
    "Piece",
    "Place",
    "Reach",
    "Rows",
    "cell_text",
    "cleared",
    "filled",
    "keep",
    "moved",
    "noted",
    "pasted",
    "person_filled",
    "person_put",
    "pinned_edit",
    "repeated",
    "roster_after",
    "typed",
]
