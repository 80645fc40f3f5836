"""What the keys of the attendance screen do."""

from dutydesk.tui.widgets import ActionSpec
from dutydesk.wording import _

MARKING_ACTIONS = (
    ActionSpec(
        "attendance.present",
        "space,p",
        "present",
        _("Present"),
        _("They are here; go on to the next"),
        show=False,
    ),
    ActionSpec(
        "attendance.late",
        "l",
        "late",
        _("Late"),
        _("They came late, by 5 minutes or those typed right after"),
        show=False,
    ),
    ActionSpec(
        "attendance.excused",
        "e",
        "excused",
        _("Excused"),
        _("They are excused, for the reason that stands there or one to type"),
        show=False,
    ),
    ActionSpec("attendance.absent", "a", "absent", _("Absent"), _("They did not come"), show=False),
    ActionSpec(
        "attendance.reason", "r", "reason", _("Reason"), _("Say why they were late or excused"), show=False
    ),
    ActionSpec(
        "attendance.clear",
        "backspace",
        "clear",
        _("Clear"),
        _("Take this mark back, or the one made last"),
        show=False,
    ),
    ActionSpec(
        "attendance.rest",
        "P",
        "rest",
        _("All left"),
        _("Everyone left is present; who is on duty or away is excused"),
        show=False,
    ),
)
OTHER_ACTIONS = (
    ActionSpec("attendance.guest", "g", "guest", _("Guest"), _("Add someone who came and is not expected")),
    ActionSpec("attendance.import", "i", "import_list", _("Import"), _("Import a list from CSV or Excel")),
    ActionSpec("attendance.print", "o", "print", _("Print"), _("Print the sign-in sheet, or save the list")),
    ActionSpec(
        "attendance.catch-up", "c", "catch_up", _("Catch-up"), _("When they can make up for this session")
    ),
    ActionSpec(
        "attendance.record",
        "enter",
        "record",
        _("Record"),
        _("Show the training record of this person"),
        show=False,
    ),
    ActionSpec("attendance.filter", "slash", "filter", _("Filter"), _("Show only what holds a text")),
)
