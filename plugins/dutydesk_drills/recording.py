"""Marking a drill done: when it was really held, how many minutes it took, and times noted on paper."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.api.holding import HELD, change_occurrence
from dutydesk.domain import Occurrence, clean, new_id, stopwatch_text
from dutydesk.wording import _
from dutydesk_drills.drill_moment import DrillMoment, MomentSort
from dutydesk_drills.drills import with_plans
from dutydesk_drills.live.drill_setup import setup_of
from dutydesk_drills.signing import refuse_signed


def record_drill(
    desk: Desk,
    held: Occurrence,
    *,
    day: date,
    minutes: int,
    note: str | None = None,
    out: Mapping[str, int] | None = None,
) -> None:
    """Keep that a drill was held on `day` at its time of day, and took so many minutes, as one change.

    `out` are the seconds from the alarm until each building was empty, or locked, by its code; they are kept
    as moments, as if they had been noted live. What was noted already goes along to another day.

    Raises:
        DataProblem: the day has not come yet, the record is signed off, a time is longer than the drill, or
            drills of its kind note no time of buildings.
    """
    if day > desk.today():
        raise DataProblem(_("{day} has not come yet; a drill is recorded once it was held").format(day=day))
    start = datetime.combine(day, held.start.time())
    end = start + timedelta(minutes=minutes)
    why = _("Drill held: {title}, {day}, {minutes} min").format(
        title=held.activity.title, day=day, minutes=minutes
    )
    noted = _paper_moments(desk, held, start, minutes, out) if out else ()
    with desk.change(why) as change:
        refuse_signed(change, held.key)
        change_occurrence(
            change,
            held,
            start=start,
            end=end,
            state=HELD,
            note=None if note is None else clean(note),
        )
        _move(change, held.key, day - held.start.date())
        last = max((each.number for each in change.table(DrillMoment).where(drill=held.key)), default=0)
        for number, each in enumerate(noted, last + 1):
            _put(change, replace(each, number=number))


def _paper_moments(
    desk: Desk, held: Occurrence, start: datetime, minutes: int, out: Mapping[str, int]
) -> tuple[DrillMoment, ...]:
    end = start + timedelta(minutes=minutes)
    (drill,) = with_plans(desk, [held])
    setup = setup_of(desk, drill)
    if setup.leaving is None:
        problem = _("drills of the kind {kind} note no times of buildings")
        raise DataProblem(problem.format(kind=drill.kind.name))
    for code, seconds in out.items():
        if start + timedelta(seconds=seconds) > end:
            raise DataProblem(
                _("{building}: {time} is longer than the whole drill of {minutes} min").format(
                    building=setup.building_name(code),
                    time=stopwatch_text(seconds),
                    minutes=minutes,
                )
            )
    stage = setup.leaving.code

    def moment(at: datetime, stage: str, building: str = "") -> DrillMoment:
        sort = MomentSort.STAGE if stage else MomentSort.END
        return DrillMoment(id=new_id(), drill=held.key, sort=sort, at=at, stage=stage, building=building)

    return (
        moment(start, setup.first.code),
        *(moment(start + timedelta(seconds=seconds), stage, code) for code, seconds in out.items()),
        moment(end, ""),
    )


def _move(change: Change, key: str, by: timedelta) -> None:
    if by:
        for each in change.table(DrillMoment).where(drill=key):
            change.replace(replace(each, at=each.at + by))


def _put(change: Change, moment: DrillMoment) -> None:
    """Keep a moment in place of the one that says when the same was reached, if there is one."""
    before = next(
        (
            each
            for each in change.table(DrillMoment).where(drill=moment.drill, sort=moment.sort)
            if (each.stage, each.building) == (moment.stage, moment.building)
        ),
        None,
    )
    if before is None:
        change.add(moment)
    else:
        change.replace(replace(before, at=moment.at))
