"""What the keys do while a drill runs, and afterwards."""

from dutydesk.tui.widgets import ActionSpec
from dutydesk.wording import _

BUILDING_KEYS = "123456789bdijloprstvwxyz"
"""The key of each building in the list, in its order; they stand at no other action of the screen."""

LIVE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "live.next",
        "enter,space",
        "next",
        _("Next"),
        _("Note what the line above says comes next; or click the clock"),
        show=False,
    ),
    *(
        ActionSpec(
            f"live.building-{number}",
            key,
            f"note_building({number})",
            _("Building {number}").format(number=number),
            _("Note that the building with this key is out; or click its key"),
            show=False,
        )
        for number, key in enumerate(BUILDING_KEYS, 1)
    ),
    ActionSpec(
        "live.heads", "h", "heads", _("Heads"), _("Count the heads of the building at the cursor"), show=False
    ),
    ActionSpec(
        "live.missing",
        "m",
        "missing",
        _("Missing"),
        _("Name somebody missing from this building"),
        show=False,
    ),
    ActionSpec("live.found", "f", "found", _("Found"), _("Somebody missing has been found"), show=False),
    ActionSpec("live.note", "n", "note", _("Note"), _("Write a note with the present time"), show=False),
    ActionSpec(
        "live.accounted",
        "k",
        "closing_stage(0)",
        _("All there"),
        _("Note the stage after all buildings: everyone is accounted for"),
        show=False,
    ),
    ActionSpec(
        "live.clear",
        "C",
        "closing_stage(-1)",
        _("All clear"),
        _("Note the last stage: all clear"),
        show=False,
    ),
    ActionSpec(
        "live.take-back",
        "backspace,u",
        "take_back",
        _("Take back"),
        _("Take back what you noted last here"),
        show=False,
    ),
    ActionSpec("live.end", "E", "end", _("End"), _("End the drill, after asking"), show=False),
    ActionSpec(
        "live.add",
        "a,plus",
        "add",
        _("Add"),
        _("Add a moment that was forgotten, with its time"),
        show=False,
    ),
    ActionSpec(
        "live.correct",
        "e",
        "correct",
        _("Put right"),
        _("Put the moment at the lower cursor right, with a reason"),
        show=False,
    ),
    ActionSpec(
        "live.remove",
        "delete",
        "remove_moment",
        _("Remove"),
        _("Remove the moment at the lower cursor, with a reason"),
        show=False,
    ),
    ActionSpec(
        "live.leave",
        "q",
        "leave",
        _("Leave"),
        _("Leave the desk, but not by mistake while a drill runs"),
        show=False,
    ),
)

WHILE_RUNNING = (
    "live.heads",
    "live.missing",
    "live.found",
    "live.note",
    "live.accounted",
    "live.clear",
    "live.take-back",
    "live.end",
)
"""The buttons while a drill runs, in their order."""

AFTERWARDS = ("live.add", "live.correct", "live.remove", "live.note")
"""The buttons before and after."""
