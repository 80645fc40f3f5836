"""What the keys of the safety week's board do."""

from dutydesk.tui.widgets import ActionSpec
from dutydesk.wording import _, pgettext

BOARD_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("week.add", "a", "add", _("Add"), _("Add an activity on the day at the cursor")),
    ActionSpec("week.edit", "e", "edit", _("Edit"), _("Change this activity")),
    ActionSpec(
        "week.earlier",
        "less_than_sign,shift+left",
        "move(-1)",
        _("Earlier"),
        _("Move this activity to the day of school before; or drag its mark"),
    ),
    ActionSpec(
        "week.later",
        "greater_than_sign,shift+right",
        "move(1)",
        _("Later"),
        _("Move this activity to the next day of school; or drag its mark"),
    ),
    ActionSpec(
        "week.ready", "r", "ready", _("Ready"), _("Everything for this activity is prepared, or not yet")
    ),
    ActionSpec(
        "week.done",
        "d",
        "done",
        _("Done"),
        _("Mark this activity held, with whom it reached; or take the mark back"),
    ),
    ActionSpec(
        "week.next-problem",
        "n,exclamation_mark",
        "next_problem",
        _("Next problem"),
        _("Go to the next activity that clashes, or lacks something"),
    ),
    ActionSpec(
        "week.preparation",
        "p",
        "preparation",
        _("Prepare"),
        _("See what is to be prepared by when, and mark it done"),
    ),
    ActionSpec(
        "week.plan", "g", "plan", pgettext("verb", "Plan"), _("Plan the week of a year from a template pack")
    ),
    ActionSpec(
        "week.copy", "c", "copy_week", _("Copy"), _("Copy this week to another year, its days shifted")
    ),
    ActionSpec(
        "week.print", "o,P", "print", _("Print"), _("Write a poster, hand-out, list or report to a file")
    ),
    ActionSpec(
        "week.budget", "b", "budget", _("Budget"), _("See what the week costs, planned and spent"), show=False
    ),
    ActionSpec(
        "week.files", "f", "files", _("Files"), _("Keep photos, files and links of this activity"), show=False
    ),
    ActionSpec(
        "week.weak-point",
        "w",
        "weak_point",
        _("Weak point"),
        _("Keep a weak point found at this activity, as a task for someone"),
        show=False,
    ),
    ActionSpec(
        "week.cancel",
        "x",
        "cancel",
        _("Cancel"),
        _("Cancel this activity, or hold it after all"),
        show=False,
    ),
    ActionSpec(
        "week.remove",
        "delete",
        "remove_entry",
        _("Remove"),
        _("Take this activity off the board, after asking"),
        show=False,
    ),
    ActionSpec("week.theme", "t", "theme", _("Theme"), _("Change the theme of the week"), show=False),
    ActionSpec("week.aims", "i", "aims", _("Aims"), _("Write the aims of the week"), show=False),
    ActionSpec(
        "week.conclude",
        "C",
        "conclude",
        _("Conclude"),
        _("Write what was learned; the closing report ends with it"),
        show=False,
    ),
    ActionSpec(
        "week.previous",
        "left_square_bracket",
        "step(-1)",
        _("Year before"),
        _("Show the safety week before this one"),
        show=False,
    ),
    ActionSpec(
        "week.following",
        "right_square_bracket",
        "step(1)",
        _("Year after"),
        _("Show the safety week after this one"),
        show=False,
    ),
    ActionSpec(
        "week.remove-week",
        "D",
        "remove_week",
        _("Remove the week"),
        _("Remove this safety week with all that belongs to it, after asking"),
        show=False,
    ),
)
