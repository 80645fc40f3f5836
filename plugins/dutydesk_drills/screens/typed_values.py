"""What is typed into the forms of drills: heads, minutes, a time of day, the reason of a correction."""

from datetime import datetime

from dutydesk.tui.widgets import FormField, whole_number
from dutydesk.wording import _
from dutydesk_drills.kind import MOST_MINUTES
from dutydesk_drills.live.moment_words import clock_text
from dutydesk_drills.live.time_meant import parse_clock_time
from dutydesk_drills.settings import MOST_HEADS

wrong_heads = whole_number(MOST_HEADS, 618)
wrong_minutes = whole_number(MOST_MINUTES, 12, least=1)


def heads_field(name: str, label: str, heads: int | None, hint: str = "") -> FormField:
    """Return the field for how many people there are; it may stay empty."""
    value = "" if heads is None else str(heads)
    return FormField(name, label, value=value, check=wrong_heads, limit=len(str(MOST_HEADS)), hint=hint)


def heads_of(typed: str) -> int | None:
    """Return the number that `heads_field` has passed, or None where nothing was typed."""
    return int(typed) if typed else None


def clock_field(at: datetime) -> FormField:
    """Return the field ``at`` for a time of day to the second."""
    return FormField("at", _("Time"), value=clock_text(at), required=True, check=_wrong_clock)


def reason_field() -> FormField:
    """Return the field ``why`` for the reason of a change to what was noted."""
    return FormField("why", _("Why"), required=True, hint=_("the reason; it stays in the history"))


def _wrong_clock(text: str) -> str:
    try:
        parse_clock_time(text)
    except ValueError:
        return _("Type a time such as 10:04:12.")
    return ""
