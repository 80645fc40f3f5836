"""Noting what happens in a drill: each moment is one change, on the disk before it is shown."""

from collections.abc import Callable, Sequence

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.api.keys_typed import having_key
from dutydesk.domain import clean_line
from dutydesk.wording import _
from dutydesk_drills.drill_moment import DrillMoment
from dutydesk_drills.drills import Drill, find_drill
from dutydesk_drills.live.drill_run import DrillRun, drill_run
from dutydesk_drills.live.drill_setup import DrillSetup, setup_of
from dutydesk_drills.live.held_times import HeldTimes
from dutydesk_drills.live.moment_draft import (
    MomentDraft,
    moment_of,
    refuse_faulty,
    refuse_no_clock,
    refuse_times,
)
from dutydesk_drills.live.moment_words import clock_text, moment_text
from dutydesk_drills.live.reading import run_of, second_now
from dutydesk_drills.signing import refuse_signed


def note(desk: Desk, drill: Drill, draft: MomentDraft) -> DrillMoment:
    """Note what `draft` says.

    Raises:
        DataProblem: it does not fit with what was noted, or the review is signed off.
    """
    now = second_now(desk)
    setup = setup_of(desk, drill)
    if draft.at is None and drill.is_held and _is_held_without_end(desk, drill):
        raise DataProblem(
            _("{drill} is marked as held; what was noted in it is added with its time").format(
                drill=drill.title
            )
        )
    planned = moment_of(run_of(desk, drill), drill.key, draft, now)
    why = _("{drill}: {what} at {time}").format(
        drill=drill.title, what=moment_text(setup, planned), time=clock_text(planned.at)
    )
    kept: list[DrillMoment] = []

    def work(change: Change, before: DrillRun) -> None:
        moment = moment_of(before, drill.key, draft, now)
        refuse_faulty(moment)
        kept.append(change.add(moment))
        if draft.at is not None:
            after = drill_run(setup, (*before.moments, moment))
            refuse_times(after, moment, now)

    change_moments(desk, drill, why, work)
    return kept[-1]


def take_back(desk: Desk, drill: Drill, key: str) -> DrillMoment:
    """Take back a moment that was noted by mistake; a drill whose end is taken back runs on.

    Raises:
        DataProblem: it is gone, others hang on it, or the review is signed off.
    """
    run = run_of(desk, drill)
    moment = known_moment(run, key)
    why = _("{drill}: taken back: {what} at {time}").format(
        drill=drill.title,
        what=moment_text(run.setup, moment),
        time=clock_text(moment.at),
    )
    change_moments(desk, drill, why, lambda change, before: change.remove(known_moment(before, key)))
    return moment


def known_moment(run: DrillRun, key: str) -> DrillMoment:
    """Return the moment whose `id` is `key`, or begins with it.

    Raises:
        DataProblem: there is none, or the beginning fits several.
    """
    return _only(having_key(run.moments, key, lambda each: each.id), key)


def change_moments(
    desk: Desk, drill: Drill, why: str, work: Callable[[Change, DrillRun], object]
) -> DrillRun:
    """Do ``work(change, run)`` to the moments of a drill as one change, and return how it then stands.

    A drill with an end is held from its alarm to that end, in the same change; without one, it is again what
    it was before it was ended.

    Raises:
        DataProblem: the review is signed off, moments would be left without a clock, or `work` refuses.
    """
    setup = setup_of(desk, drill)
    held = HeldTimes(desk, drill.key)
    with desk.change(why) as change:
        refuse_signed(change, drill.key)
        before = _run(change, setup, drill)
        work(change, before)
        after = _run(change, setup, drill)
        refuse_no_clock(after)
        held.keep(change, before, after)
    return after


def _is_held_without_end(desk: Desk, drill: Drill) -> bool:
    """Tell whether somebody marked it held who did not run it here; `drill` may be older than that."""
    return find_drill(desk, drill.key).is_held and run_of(desk, drill).ended is None


def _run(change: Change, setup: DrillSetup, drill: Drill) -> DrillRun:
    return drill_run(setup, change.table(DrillMoment).where(drill=drill.key))


def drill_with_moment(desk: Desk, key: str) -> Drill:
    """Return the drill in which the moment was noted whose `id` is `key` or begins with it.

    Raises:
        DataProblem: there is none, or the beginning fits several.
    """
    found = having_key(desk.table(DrillMoment).all(), key, lambda each: each.id)
    return find_drill(desk, _only(found, key).drill)


def _only(found: Sequence[DrillMoment], key: str) -> DrillMoment:
    """Return the only moment that a key named.

    Raises:
        DataProblem: there is none, or there are several.
    """
    if len(found) == 1:
        return found[0]
    problem = (
        _("{key!r} is the beginning of several moments")
        if found
        else _("{key!r} is no moment of a drill; `dutydesk drills moments` lists them")
    )
    raise DataProblem(problem.format(key=clean_line(key, 40)))
