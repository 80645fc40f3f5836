"""The messages of a drill with what is meant in place of ``{school}``, ``{drill}`` and ``{day}``."""

import re
from dataclasses import dataclass
from datetime import date

from dutydesk.wording import _
from dutydesk_drills.drills import Drill
from dutydesk_drills.kind import MESSAGE_GAPS, DrillMessage

_GAP = re.compile(rf"\{{({'|'.join(MESSAGE_GAPS)})\}}")


@dataclass(frozen=True, slots=True)
class ReadyMessage:
    """A message of a kind, and its text with school, drill, day, time and place filled in."""

    message: DrillMessage
    text: str


def ready_messages(drill: Drill, school: str) -> tuple[ReadyMessage, ...]:
    """Return every message of a drill, ready to be sent or read out."""
    return tuple(ReadyMessage(each, filled_in(each.text, school, drill)) for each in drill.kind.messages)


def filled_in(text: str, school: str, drill: Drill) -> str:
    """Return `text` with its gaps filled for `drill`; braces around anything else stay as they are."""
    held = drill.held
    words = {
        "school": school,
        "drill": held.activity.title,
        "day": spoken_day(held.start.date()),
        "time": f"{held.start:%H:%M}",
        "place": held.place or drill.plan.assembly or _("the usual place"),
    }
    return _GAP.sub(lambda found: words[found[1]], text)


def spoken_day(day: date) -> str:
    """Return a day with its weekday, to be read by people outside the desk."""
    names = (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )
    return _("{weekday}, {day:%Y-%m-%d}").format(weekday=names[day.weekday()], day=day)
