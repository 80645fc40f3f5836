"""What can be done on the screen of a reminder, by key."""

from dutydesk.tui.widgets import ActionSpec
from dutydesk.wording import _, pgettext

REMINDER_ACTIONS = (
    ActionSpec(
        "reminder.open",
        "enter",
        "open",
        pgettext("verb", "Open"),
        _("Write in the part at the cursor"),
        show=False,
    ),
    ActionSpec("reminder.last-week", "l", "last_week", _("Last week"), _("Write what is told of last week")),
    ActionSpec(
        "reminder.points",
        "e",
        "points",
        pgettext("of a reminder", "Points"),
        _("Write the points of this week"),
    ),
    ActionSpec("reminder.issue", "i", "issue", _("Issue"), _("Issue it: it counts, and stands as it is")),
    ActionSpec("reminder.print", "p", "print", _("Print"), _("Print it for the meeting and for reading out")),
    ActionSpec(
        "reminder.draft", "d", "draft_again", _("Draft anew"), _("Draft both parts from the records again")
    ),
    ActionSpec(
        "reminder.withdraw",
        "x",
        "withdraw",
        _("Withdraw"),
        _("Take the issue back, to change it"),
    ),
    ActionSpec(
        "reminder.before",
        "left_square_bracket",
        "turn(-1)",
        _("Week before"),
        _("Open the reminder of the week before"),
    ),
    ActionSpec(
        "reminder.after",
        "right_square_bracket",
        "turn(1)",
        _("Week after"),
        _("Open the reminder of the week after"),
    ),
)
