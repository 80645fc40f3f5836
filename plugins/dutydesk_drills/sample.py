"""The drills that the sample school has held and plans."""

from datetime import date, datetime, time, timedelta

from dutydesk.api import Desk
from dutydesk.api.holding import HELD, PLANNED
from dutydesk.domain import Activity, new_id
from dutydesk.wording import _
from dutydesk_drills.drills import those_who_know
from dutydesk_drills.kinds import activity_kind

_OWNER = "zhao-jianguo"
_DRILLS = (
    (-75, "evacuation", "Evacuation drill 疏散演练", time(10, 10), 30, "Teaching block 教学楼", True),
    (-44, "earthquake", "Earthquake drill 地震演练", time(14, 30), 30, "", True),
    (-19, "fire", "Fire drill 消防演练", time(8, 40), 30, "", True),
    (-11, "evacuation", "Night drill of the dormitory 宿舍夜间疏散", time(21, 40), 20, "Dormitory 宿舍", False),
    (2, "evacuation", "Evacuation drill 疏散演练", time(15, 40), 30, "Teaching block 教学楼", True),
)  # fmt: skip
_NEAR = 14


def fill(desk: Desk, today: date) -> None:
    """Keep the drills of the last months as held, and plan the next."""
    with desk.change(_("Drills of the sample school")) as change:
        for days, kind, title, clock, minutes, place, announced in _DRILLS:
            start = datetime.combine(_school_day(desk, today + timedelta(days=days), today), clock)
            change.add(
                Activity(
                    id=new_id(),
                    kind=activity_kind(kind),
                    title=title,
                    start=start,
                    end=start + timedelta(minutes=minutes),
                    place=place,
                    participants=("@all",) if announced else those_who_know(_OWNER),
                    excuses_duty=True,
                    owner=_OWNER,
                    state=HELD if start.date() < today else PLANNED,
                    private=not announced,
                )
            )


def _school_day(desk: Desk, day: date, today: date) -> date:
    """Return the day of school nearest to `day` on the same side of `today`, or `day` where none is near."""
    calendar = desk.school_calendar()
    near = (day + timedelta(days=step) for away in range(_NEAR) for step in (-away, away))
    return next(
        (each for each in near if calendar.is_school_day(each) and (each < today) == (day < today)), day
    )
