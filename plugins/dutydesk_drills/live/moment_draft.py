"""A moment that is to be noted, and whether it fits with what was noted before."""

from dataclasses import dataclass, replace
from datetime import datetime

from dutydesk.api import DataProblem
from dutydesk.domain import clean_line, new_id
from dutydesk.wording import _, listed
from dutydesk_drills.buildings import refuse_heads
from dutydesk_drills.drill_moment import DrillMoment, MomentSort
from dutydesk_drills.live.drill_run import DrillRun
from dutydesk_drills.live.moment_words import clock_text, moment_text

_NAMES = frozenset({MomentSort.MISSING, MomentSort.FOUND})
_WITH_TEXT = frozenset({*_NAMES, MomentSort.NOTE})
_WITH_HEADS = frozenset({MomentSort.STAGE, MomentSort.COUNT})


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentDraft:
    """What somebody wants to note; `at` is its time, or None for the present one."""

    sort: MomentSort
    stage: str = ""
    building: str = ""
    heads: int | None = None
    text: str = ""
    at: datetime | None = None


def moment_of(run: DrillRun, drill: str, draft: MomentDraft, now: datetime) -> DrillMoment:
    """Return the moment that `draft` says, for the drill with this key.

    Whoever is found may be named by the beginning of the name.

    Raises:
        DataProblem: it does not fit with what was noted, or says something impossible.
    """
    moment = DrillMoment(
        id=new_id(),
        drill=drill,
        sort=draft.sort,
        at=(draft.at or _live_time(run, draft.sort, now)).replace(microsecond=0),
        stage=draft.stage,
        building=draft.building,
        heads=draft.heads,
        text=clean_line(draft.text),
        number=run.next_number,
    )
    if run.ended is not None and draft.at is None:
        raise DataProblem(
            _("the drill ended at {time}; what was forgotten is added with its time").format(
                time=clock_text(run.ended)
            )
        )
    _refuse_unknown(run, moment)
    if moment.sort is MomentSort.FOUND:
        moment = _found(run, moment)
    _refuse_twice(run, moment)
    return moment


def refuse_faulty(moment: DrillMoment) -> None:
    """Return where the heads and the text of a moment are such as its sort can have.

    Raises:
        DataProblem: a value is missing, out of range, or has no place there.
    """
    if moment.sort in _WITH_TEXT and not moment.text:
        raise DataProblem(
            _("a name is expected") if moment.sort in _NAMES else _("a note of a few words is expected")
        )
    if moment.sort is MomentSort.COUNT and moment.heads is None:
        raise DataProblem(_("how many heads were counted is expected"))
    if moment.heads is None:
        return
    if moment.sort not in _WITH_HEADS:
        raise DataProblem(_("heads are counted in a building or in all; nothing else has a number of heads"))
    refuse_heads(moment.heads)


def refuse_text(sort: MomentSort) -> None:
    """Return where a moment of this sort has a text.

    Raises:
        DataProblem: it has none.
    """
    if sort not in _WITH_TEXT:
        raise DataProblem(_("only a note, and the name of somebody missing or found, has a text"))


def _live_time(run: DrillRun, sort: MomentSort, now: datetime) -> datetime:
    """Return the present time, but none before the alarm, nor an end before what was noted.

    A computer's clock may be set back while a drill runs; nobody's press must be refused for that.
    """
    before = [each.at for each in run.moments] if sort is MomentSort.END else [run.started or now]
    return max((now, *before))


def refuse_times(run: DrillRun, changed: DrillMoment, now: datetime) -> None:
    """Return where the times of a run fit together after `changed` was noted or put right in it.

    Notes may come before the alarm, everything else from the alarm on; nothing comes after the end, or after
    `now`.

    Raises:
        DataProblem: a moment lies before the alarm, after the end, or in the future.
    """
    if changed.at > now:
        raise DataProblem(
            _("{what}: {time} has not come yet").format(
                what=moment_text(run.setup, changed), time=f"{changed.at:%m-%d %H:%M:%S}"
            )
        )
    sets_bounds = changed.sort is MomentSort.END or changed.stage == run.setup.first.code
    for each in run.moments if sets_bounds else (changed,):
        _refuse_out_of_bounds(run, each)


def refuse_no_clock(run: DrillRun) -> None:
    """Return where the clock runs, or nothing but notes was noted.

    Raises:
        DataProblem: something else was noted without the stage that sets the clock.
    """
    if run.started is not None:
        return
    for each in run.moments:
        if each.sort is not MomentSort.NOTE:
            raise DataProblem(
                _("{what}: the clock is not running; {stage} sets it").format(
                    what=moment_text(run.setup, each), stage=run.setup.first.name
                )
            )


def _refuse_out_of_bounds(run: DrillRun, moment: DrillMoment) -> None:
    words = {"what": moment_text(run.setup, moment), "time": clock_text(moment.at)}
    if moment.sort is not MomentSort.NOTE and run.started is not None and moment.at < run.started:
        raise DataProblem(
            _("{what}: {time} is before {stage} at {started}").format(
                **words, stage=run.setup.first.name, started=clock_text(run.started)
            )
        )
    if run.ended is not None and moment.at > run.ended:
        raise DataProblem(
            _("{what}: {time} is after the end at {ended}").format(**words, ended=clock_text(run.ended))
        )


def _refuse_unknown(run: DrillRun, moment: DrillMoment) -> None:
    known = [each.building.code for each in run.buildings if each.building.code]
    known += [each.code for each in run.setup.others if each.code not in known]
    if moment.building and moment.building not in known:
        raise DataProblem(
            _("{code!r} is no building; expected one of {known}").format(
                code=moment.building, known=", ".join(known) or _("none: drills.toml names no buildings")
            )
        )
    if moment.sort is not MomentSort.STAGE:
        return
    stage = run.setup.stage(moment.stage)
    if stage is None:
        raise DataProblem(
            _("{code!r} is no stage of this drill; expected one of {known}").format(
                code=moment.stage, known=", ".join(each.code for each in run.setup.stages)
            )
        )
    if stage.per == "building" and known and not moment.building:
        raise DataProblem(
            _("{stage} is noted for a building; expected one of {known}").format(
                stage=stage.name, known=", ".join(known)
            )
        )
    if stage.per == "drill" and moment.building:
        raise DataProblem(
            _("{stage} is noted once for the whole drill, not for a building").format(stage=stage.name)
        )
    if stage.per == "drill" and moment.heads is not None:
        raise DataProblem(_("{stage} has no number of heads").format(stage=stage.name))


def _refuse_twice(run: DrillRun, moment: DrillMoment) -> None:
    before = run.reached(moment.stage, moment.building)
    if moment.sort is MomentSort.STAGE and before is not None:
        raise DataProblem(
            _("{what} was noted at {time} already; correct that one instead").format(
                what=moment_text(run.setup, moment), time=clock_text(before)
            )
        )
    if moment.sort is MomentSort.END and run.ended is not None:
        raise DataProblem(_("the drill ended at {time} already").format(time=clock_text(run.ended)))
    if moment.sort is MomentSort.MISSING:
        for each in run.missing:
            if each.name.casefold() == moment.text.casefold():
                raise DataProblem(
                    _("{name} is missing since {time} already").format(
                        name=each.name, time=clock_text(each.since)
                    )
                )


def _found(run: DrillRun, moment: DrillMoment) -> DrillMoment:
    """Return the moment with the whole name, and the building, of the missing one who is meant."""
    sought = moment.text.casefold()
    meant = [each for each in run.missing if each.name.casefold() == sought] or [
        each for each in run.missing if sought and each.name.casefold().startswith(sought)
    ]
    if len(meant) != 1:
        names = listed(each.name for each in run.missing) or _("nobody")
        raise DataProblem(
            _("{name!r} is not missing; missing: {names}").format(name=moment.text, names=names)
            if not meant
            else _("{name!r} may be several of those missing: {names}").format(name=moment.text, names=names)
        )
    return replace(moment, building=meant[0].building, text=meant[0].name)
