"""An alarm that no plan foresaw: the drill is made and its clock set in one change."""

from datetime import datetime, timedelta

from dutydesk.api import Desk
from dutydesk.domain import Activity, new_id
from dutydesk.wording import _
from dutydesk_drills.drill_moment import DrillMoment, MomentSort
from dutydesk_drills.drills import Drill, find_drill
from dutydesk_drills.kinds import activity_kind, known_kind
from dutydesk_drills.live.drill_setup import stages_of
from dutydesk_drills.live.moment_words import clock_text
from dutydesk_drills.live.reading import second_now


def begin_unplanned(desk: Desk, kind_code: str, at: datetime | None = None) -> Drill:
    """Begin a drill of this kind that nobody planned, with its alarm at `at` or now, and return it.

    Nobody is invited to it: whoever is there takes part.

    Raises:
        DataProblem: there is no such kind of drill.
    """
    kind = known_kind(desk, kind_code)
    start = (at or second_now(desk)).replace(microsecond=0)
    title = _("Unplanned: {kind}").format(kind=kind.name)
    activity = Activity(
        id=new_id(),
        kind=activity_kind(kind.code),
        title=title,
        start=start,
        end=start + timedelta(minutes=kind.minutes),
        excuses_duty=True,
    )
    with desk.change(_("{drill}: alarm at {time}").format(drill=title, time=clock_text(start))) as change:
        change.add(activity)
        alarm = stages_of(kind)[0]
        change.add(
            DrillMoment(
                id=new_id(), drill=activity.id, sort=MomentSort.STAGE, at=start, stage=alarm.code, number=1
            )
        )
    return find_drill(desk, activity.id)
