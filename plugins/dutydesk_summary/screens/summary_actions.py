"""What can be done in the area of the summary, by key."""

from dutydesk.tui.widgets import ActionSpec
from dutydesk.wording import _

SUMMARY_ACTIONS = (
    ActionSpec(
        "summary.records",
        "enter,right",
        "show_records",
        _("Records"),
        _("Show the records behind the figures of this line"),
    ),
    ActionSpec(
        "summary.note", "e", "write_note", _("Write"), _("Write the school's own paragraph of this section")
    ),
    ActionSpec("summary.print", "p", "print", _("Print"), _("Write the summary as PDF, Word or Markdown")),
    ActionSpec(
        "summary.reminders", "w", "reminders", _("Reminders"), _("Show the safety reminders of the weeks")
    ),
    ActionSpec(
        "summary.evaluation", "i", "evaluation", _("Evaluation"), _("Show what the evaluation asks for")
    ),
    ActionSpec(
        "summary.back",
        "left_square_bracket",
        "turn(-1)",
        _("Year before"),
        _("Show the summary of the year before"),
    ),
    ActionSpec(
        "summary.forth",
        "right_square_bracket",
        "turn(1)",
        _("Year after"),
        _("Show the summary of the year after"),
    ),
    ActionSpec(
        "summary.this-week",
        "t",
        "this_week",
        _("This week"),
        _("Open the safety reminder of this week"),
        show=False,
    ),
    ActionSpec(
        "summary.filter", "slash", "filter", _("Filter"), _("Show only what holds a text"), show=False
    ),
)
