"""Which time somebody means who types one of a drill: ``10:04:12`` or ``10:04``, of the day that fits."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from dutydesk.domain import clean_line
from dutydesk.wording import _
from dutydesk_drills.drill_moment import DrillMoment
from dutydesk_drills.live.drill_run import DrillRun

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?", re.ASCII)
_DAY = timedelta(days=1)
_AFTER_ALARM = timedelta(hours=6)
_NOON = time(12)


def parse_clock_time(text: str) -> time:
    """Return the time of day that ``10:04:12`` or ``10:04`` says.

    Raises:
        ValueError: it is none, in words for the person who typed it.
    """
    found = _CLOCK.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        if found:
            return time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError:
        pass
    raise ValueError(_("{text!r} is no time such as 10:04:12").format(text=clean_line(text, 40)))


def time_meant(
    run: DrillRun, planned: date, today: date, clock: time, moment: DrillMoment | None = None
) -> datetime:
    """Return when it was `clock` in a drill that is `planned` for a day; one at night goes on past midnight.

    It is near the `moment` that is put right, or else near the alarm; before one was noted it is of the day
    of the drill, or of `today` where that is still to come.
    """
    if moment is not None:
        near = moment.at
    elif run.started is not None:
        near = run.started + _AFTER_ALARM
    else:
        near = datetime.combine(min(planned, today), _NOON)
    return min(
        (datetime.combine(near.date() + step, clock) for step in (-_DAY, timedelta(), _DAY)),
        key=lambda each: abs(each - near),
    )
