"""Activities that stand in hours which the timetable keeps free of them."""

from collections.abc import Iterable, Sequence

from dutydesk.api.desk import Desk
from dutydesk.api.holding import CANCELLED
from dutydesk.domain import BlockedHours, Clash, Occurrence
from dutydesk.wording import _

BLOCKED_HOURS = "blocked-hours"


def blocked_clashes(desk: Desk, found: Iterable[Occurrence]) -> Sequence[Clash]:
    """Return a clash of nobody for each of `found` that takes any of the blocked hours of its day.

    What is cancelled takes none, and what lasts all day, such as a banner at the gate, needs no hour.
    """
    calendar = desk.school_calendar()
    clashes: list[Clash] = []
    for each in found:
        if each.state == CANCELLED or each.activity.all_day:
            continue
        hours = calendar.blocking(each.start, each.end)
        if hours is not None:
            clashes.append(
                Clash(
                    person="",
                    day=each.start.date(),
                    rule=BLOCKED_HOURS,
                    text=_("{title}, {start}-{end}, falls into {hours} ({when}).").format(
                        title=each.activity.title,
                        start=f"{each.start:%m-%d %H:%M}",
                        end=f"{each.end:%H:%M}",
                        hours=hours.name,
                        when=hours_text(hours),
                    ),
                    sources=(f"activity:{each.key}",),
                )
            )
    return clashes


def hours_text(hours: BlockedHours) -> str:
    """Return the times of day of blocked hours, such as 08:00-12:00."""
    if hours.start is None or hours.end is None:
        return _("all day")
    return f"{hours.start:%H:%M}-{hours.end:%H:%M}"
