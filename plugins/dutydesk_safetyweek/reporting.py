"""A safety week as a document that other programs read."""

from typing import Any

from dutydesk.api import Desk
from dutydesk.api.holding import HELD, wall_now
from dutydesk_safetyweek.calendar import what_it_lacks
from dutydesk_safetyweek.settings import SafetyWeekFile
from dutydesk_safetyweek.weeks import WeekStanding, activity_id


def week_document(desk: Desk, standing: WeekStanding) -> dict[str, Any]:
    """Return a week with its activities as JSON can hold it.

    An activity's state is held, planned, or unmarked where its time is over and nobody has marked it.
    """
    defined = {
        activity_id(week, each): each for week in desk.settings(SafetyWeekFile).week for each in week.activity
    }
    now = wall_now(desk)
    activities = []
    for held in standing.found:
        entry = defined.get(held.activity.id)
        open_state = "unmarked" if held.end <= now else "planned"
        activities.append(
            {
                "code": entry.code if entry else held.activity.id,
                "title": held.activity.title,
                "kind": entry.kind if entry else "",
                "day": held.start.date().isoformat(),
                "start": None if held.activity.all_day else f"{held.start:%H:%M}",
                "end": None if held.activity.all_day else f"{held.end:%H:%M}",
                "place": held.place,
                "audience": entry.audience if entry else "",
                "owner": held.activity.owner,
                "state": "held" if held.state == HELD else open_state,
            }
        )
    return {
        "code": standing.week.key,
        "theme": standing.week.theme,
        "monday": standing.week.first.isoformat(),
        "held": standing.tally.held,
        "planned": standing.tally.coming,
        "unmarked": standing.tally.unmarked,
        "lacks": list(what_it_lacks(standing)),
        "activities": activities,
    }
