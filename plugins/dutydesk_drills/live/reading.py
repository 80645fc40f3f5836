"""Reading how a drill runs from a desk, and which drills are running."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.api.holding import wall_now
from dutydesk_drills.drill_moment import DrillMoment, MomentSort
from dutydesk_drills.drills import Drill, find_drill
from dutydesk_drills.live.drill_run import DrillRun, drill_run
from dutydesk_drills.live.drill_setup import setup_of

LONGEST = timedelta(hours=12)
"""A drill whose alarm is longer ago was not ended by mistake: nobody stands outside any more."""
_LOOK_BACK = timedelta(weeks=4)


def second_now(desk: Desk) -> datetime:
    """Return the present naive wall time to the second, as moments are noted."""
    return wall_now(desk).replace(microsecond=0)


def run_of(desk: Desk, drill: Drill) -> DrillRun:
    """Return how a drill stands, read anew."""
    return drill_run(setup_of(desk, drill), desk.table(DrillMoment).where(drill=drill.key))


@dataclass(frozen=True, slots=True)
class UnendedDrill:
    """A drill whose clock was set at `started` and that nobody has ended."""

    drill: Drill
    started: datetime
    is_running: bool


def unended_drills(desk: Desk) -> tuple[UnendedDrill, ...]:
    """Return the drills of the last weeks that were begun and not ended, the newest first.

    One whose alarm is more than `LONGEST` ago does not run any more: somebody has forgotten to end it.
    """
    return tuple(sorted(_unended(desk), key=lambda each: each.started, reverse=True))


def running_drills(desk: Desk) -> tuple[UnendedDrill, ...]:
    """Return the drills that are running, the one begun last first."""
    return tuple(each for each in unended_drills(desk) if each.is_running)


def _unended(desk: Desk) -> Iterator[UnendedDrill]:
    now = second_now(desk)
    recent = desk.table(DrillMoment).between("at", now - _LOOK_BACK, now + timedelta(days=1))
    ended = {each.drill for each in recent if each.sort is MomentSort.END}
    begun = dict.fromkeys(
        each.drill for each in recent if each.sort is MomentSort.STAGE and each.drill not in ended
    )
    for key in begun:
        try:
            drill = find_drill(desk, key)
        except DataProblem:
            continue
        started = run_of(desk, drill).started
        if drill.key == key and not drill.is_held and started is not None:
            yield UnendedDrill(drill, started, now - started <= LONGEST)
