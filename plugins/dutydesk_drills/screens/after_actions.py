"""What the keys do after a drill."""

from dutydesk.tui.widgets import ActionSpec
from dutydesk.wording import _

AFTER_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "drill-after.review", "e", "edit_review", _("Review"), _("Say what went well and what did not")
    ),
    ActionSpec(
        "drill-after.finding",
        "a",
        "add_finding",
        _("Weak point"),
        _("Add a weak point, with who mends it and by when"),
    ),
    ActionSpec(
        "drill-after.done",
        "d",
        "done",
        _("Done"),
        _("Say what was done about this weak point, and keep a proof; or that it is open again"),
    ),
    ActionSpec(
        "drill-after.file", "l", "attach", _("File"), _("Keep a file with this weak point, or with the drill")
    ),
    ActionSpec("drill-after.report", "w", "write_report", _("Report"), _("Write the report to a file")),
    ActionSpec(
        "drill-after.sign", "s", "sign", _("Sign"), _("Sign the record off, or take a signature back")
    ),
    ActionSpec(
        "drill-after.remove",
        "delete",
        "remove_line",
        _("Remove"),
        _("Take a moment out that was wrong, with a reason, or a file"),
        show=False,
    ),
    ActionSpec(
        "drill-after.filter", "slash", "filter", _("Filter"), _("Show only what holds a text"), show=False
    ),
)
