"""What the keys of the roster's grid do to cells."""

from dutydesk.tui.widgets import ActionSpec
from dutydesk.wording import _

GRID_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "roster.pin",
        "asterisk,f6",
        "pin",
        _("Pin"),
        _("Pin the marked duties, or unpin them: pinned ones are never generated anew"),
    ),
    ActionSpec(
        "roster.copy",
        "y,ctrl+y",
        "copy",
        _("Copy"),
        _("Take up the marked duties, to put the same elsewhere"),
        show=False,
    ),
    ActionSpec(
        "roster.cut", "x,ctrl+x", "cut", _("Cut"), _("Take up the marked duties, to move them"), show=False
    ),
    ActionSpec(
        "roster.paste",
        "v,ctrl+v",
        "paste",
        _("Put"),
        _("Put what was taken up here; a single duty that is moved changes places with what is here"),
        show=False,
    ),
    ActionSpec(
        "roster.note",
        "apostrophe,quotation_mark",
        "note",
        _("Note"),
        _("Write a note on the marked duties"),
        show=False,
    ),
    ActionSpec(
        "roster.repeat",
        "r",
        "repeat",
        _("Repeat week"),
        _("Put in the marked days, or in the cursor's week, what stood there a week before"),
        show=False,
    ),
    ActionSpec(
        "roster.rotation",
        "R",
        "rotation",
        _("Rotation"),
        _("Lay a rotation over the marked people, from the cursor to the end of the month"),
        show=False,
    ),
)
