"""What drills tell of some days for the weekly meeting: those held, called off, and not marked."""

from collections.abc import Iterator
from datetime import date

from dutydesk.api import Desk, DigestLine
from dutydesk.api.holding import HELD, cancelled_occurrences, unmarked, wall_now
from dutydesk.domain import Occurrence
from dutydesk.wording import _
from dutydesk_drills.after.findings import overdue_findings
from dutydesk_drills.drill_plan import drill_subject
from dutydesk_drills.drills import drill_occurrences, minutes_of
from dutydesk_drills.kinds import is_drill

ORDER = 40


def drill_digest(desk: Desk, first: date, last: date) -> Iterator[DigestLine]:
    """Yield a line for each drill of the days `first` to `last` that was held, called off, or not marked.

    An unannounced drill is told of once it was held, and not before.
    """
    found = drill_occurrences(desk, first, last)
    for each in found:
        if each.state == HELD:
            yield _line(
                each,
                _("{title} was held on {day}, {minutes} min.").format(
                    title=each.activity.title, day=each.start.date(), minutes=minutes_of(each)
                ),
            )
    drills = [each for each in desk.activities() if is_drill(each.kind)]
    for each in cancelled_occurrences(desk, drills, first, last):
        if not each.activity.private:
            text = _("{title} of {day} was called off.")
            yield _line(each, text.format(title=each.activity.title, day=each.start.date()))
    for each in unmarked(found, wall_now(desk)):
        if not each.activity.private:
            text = _("Nobody has said whether {title} of {day} was held.")
            yield _line(each, text.format(title=each.activity.title, day=each.start.date()))
    yield from overdue_findings(desk, last, _("Drills"), ORDER)


def _line(drill: Occurrence, text: str) -> DigestLine:
    return DigestLine(heading=_("Drills"), text=text, order=ORDER, records=(drill_subject(drill.key),))
