"""What the keys of the roster screen do."""

from dutydesk.tui.widgets import ActionSpec
from dutydesk.wording import _

ROSTER_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "roster.generate",
        "g,f2",
        "generate",
        _("Generate"),
        _("Fill the open slots; pins and what is published stay"),
    ),
    ActionSpec(
        "roster.publish", "p,f3", "publish", _("Publish"), _("Let staff see the month in their calendars")
    ),
    ActionSpec(
        "roster.next-open",
        "o,f4",
        "next_open",
        _("Next open"),
        _("Go to the next slot where someone is missing"),
    ),
    ActionSpec(
        "roster.next-clash",
        "c,exclamation_mark,f5",
        "next_clash",
        _("Next clash"),
        _("Go to the next broken rule"),
        show=False,
    ),
    ActionSpec(
        "roster.pin",
        "asterisk,f6",
        "pin",
        _("Pin"),
        _("Pin the marked duties, or unpin them: pinned ones are never generated anew"),
    ),
    ActionSpec("roster.who", "w,f7", "who", _("Who can?"), _("Rank who could stand here, with the reasons")),
    ActionSpec("roster.cut", "x,ctrl+x", "cut", _("Cut"), _("Take up the duty here, to move it"), show=False),
    ActionSpec(
        "roster.paste",
        "v,ctrl+v",
        "paste",
        _("Put"),
        _("Put the duty taken up here; duties change places"),
        show=False,
    ),
    ActionSpec(
        "roster.previous",
        "left_square_bracket,less_than_sign",
        "month(-1)",
        _("Month before"),
        _("Show the month before"),
        show=False,
    ),
    ActionSpec(
        "roster.following",
        "right_square_bracket,greater_than_sign",
        "month(1)",
        _("Month after"),
        _("Show the month after"),
        show=False,
    ),
    ActionSpec("roster.today", "equals_sign,f8", "today", _("Today"), _("Go to today"), show=False),
    ActionSpec(
        "roster.stop",
        "escape",
        "stop",
        _("Stop"),
        _("Stop the search and keep the best so far; close the list"),
        show=False,
    ),
)
