"""Putting right afterwards what was noted; the journal keeps what it said before, who changed it, and why."""

from dataclasses import dataclass, replace
from datetime import datetime

from dutydesk.api import Change, DataProblem, Desk
from dutydesk.domain import clean_line
from dutydesk.wording import _
from dutydesk_drills.drill_moment import DrillMoment, MomentSort
from dutydesk_drills.drills import Drill
from dutydesk_drills.live.drill_run import DrillRun, drill_run
from dutydesk_drills.live.moment_draft import refuse_faulty, refuse_text, refuse_times
from dutydesk_drills.live.moment_words import clock_text, moment_text
from dutydesk_drills.live.noting import change_moments, known_moment
from dutydesk_drills.live.reading import run_of, second_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a moment is to say instead; None leaves a value as it is. `why` is the reason, and needed."""

    why: str
    at: datetime | None = None
    heads: int | None = None
    text: str | None = None


def correct_moment(desk: Desk, drill: Drill, key: str, correction: Correction) -> DrillMoment:
    """Put a moment right. Whoever was found under a name that is put right is found under the right one.

    Raises:
        DataProblem: there is no reason or nothing to change, the values do not fit with the other moments, or
            the review is signed off.
    """
    now = second_now(desk)
    run = run_of(desk, drill)
    moment = known_moment(run, key)
    if (correction.at, correction.heads, correction.text) == (None, None, None):
        raise DataProblem(_("nothing to put right was given: a time, heads or a text"))
    why = _why(_("{drill}: put right: {what} at {time}: {why}"), drill, run, moment, correction.why)
    kept: list[DrillMoment] = []

    def work(change: Change, before: DrillRun) -> None:
        old = known_moment(before, moment.id)
        right = _corrected(old, correction)
        refuse_faulty(right)
        kept.append(change.replace(right))
        others = tuple(each for each in before.moments if each.id != old.id)
        if correction.at is not None:
            refuse_times(drill_run(before.setup, (*others, right)), right, now)
        if old.sort is MomentSort.MISSING and old.text != right.text:
            for each in others:
                if each.sort is MomentSort.FOUND and each.text == old.text:
                    change.replace(replace(each, text=right.text))

    change_moments(desk, drill, why, work)
    return kept[-1]


def remove_moment(desk: Desk, drill: Drill, key: str, why: str) -> DrillMoment:
    """Remove a moment that was wrong altogether, with a reason, and return it.

    Raises:
        DataProblem: there is no reason, other moments hang on it, or the review is signed off.
    """
    run = run_of(desk, drill)
    moment = known_moment(run, key)
    said = _why(_("{drill}: removed: {what} at {time}: {why}"), drill, run, moment, why)
    change_moments(desk, drill, said, lambda change, before: change.remove(known_moment(before, moment.id)))
    return moment


def _why(text: str, drill: Drill, run: DrillRun, moment: DrillMoment, why: str) -> str:
    reason = clean_line(why)
    if not reason:
        raise DataProblem(_("a reason is expected: why is it put right?"))
    return text.format(
        drill=drill.title,
        what=moment_text(run.setup, moment),
        time=clock_text(moment.at),
        why=reason,
    )


def _corrected(moment: DrillMoment, correction: Correction) -> DrillMoment:
    text = moment.text
    if correction.text is not None:
        refuse_text(moment.sort)
        text = clean_line(correction.text)
    return replace(
        moment,
        at=moment.at if correction.at is None else correction.at.replace(microsecond=0),
        heads=moment.heads if correction.heads is None else correction.heads,
        text=text,
    )
