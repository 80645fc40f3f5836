"""What can be done on the screen of a meeting, by key."""

from dutydesk.tui.widgets import ActionSpec
from dutydesk.wording import _, pgettext

MEETING_ACTIONS = (
    ActionSpec(
        "meeting.open",
        "enter",
        "open",
        pgettext("verb", "Open"),
        _("Open what the line is about"),
        show=False,
    ),
    ActionSpec("meeting.point", "a", "point", _("Point"), _("Put a point on this agenda")),
    ActionSpec(
        "meeting.decide", "n", "decide", _("Decision"), _("Keep what was decided, who does it, by when")
    ),
    ActionSpec("meeting.done", "d", "done", _("Done"), _("Mark this decision done, or take the mark back")),
    ActionSpec("meeting.write", "w", "write", pgettext("meeting", "Minutes"), _("Write the minutes")),
    ActionSpec("meeting.last-week", "l", "last_week", _("Last week"), _("Edit what is told of last week")),
    ActionSpec("meeting.attach", "f", "attach", _("Attach"), _("Keep a file or a link with this meeting")),
    ActionSpec("meeting.print", "o", "print", _("Print"), _("Print the agenda, the minutes or a handout")),
    ActionSpec("meeting.remove", "x", "remove", _("Remove"), _("Take this point, decision or material away")),
    ActionSpec("meeting.chair", "c", "chair", _("Chair"), _("Say who is in the chair and who writes")),
)
