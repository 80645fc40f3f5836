"""What people read of a run: moments, times against targets, heads, what comes next."""

from collections.abc import Iterator
from datetime import datetime

from dutydesk.domain import stopwatch_text
from dutydesk.wording import _, listed
from dutydesk_drills.drill_moment import DrillMoment, MomentSort
from dutydesk_drills.live.drill_run import BuildingRun, DrillRun, NextStep
from dutydesk_drills.live.drill_setup import DrillSetup


def moment_text(setup: DrillSetup, moment: DrillMoment) -> str:
    """Return in one line what a moment tells, without its time."""
    building = setup.building_name(moment.building) if moment.building else ""
    if moment.sort is MomentSort.STAGE:
        text = _stage_text(setup, moment, building)
    elif moment.sort is MomentSort.COUNT:
        text = (
            _("{building}: {heads} counted").format(building=building, heads=moment.heads)
            if building
            else _("{heads} counted in all").format(heads=moment.heads)
        )
    elif moment.sort is MomentSort.END:
        text = _("End")
    else:
        words = {
            MomentSort.MISSING: _("Missing: {text}"),
            MomentSort.FOUND: _("Found: {text}"),
            MomentSort.NOTE: _("Note: {text}"),
        }
        text = words[moment.sort].format(text=moment.text)
        if building:
            text = _("{text} ({building})").format(text=text, building=building)
    return text


def _stage_text(setup: DrillSetup, moment: DrillMoment, building: str) -> str:
    stage = setup.stage_name(moment.stage)
    if not building:
        return stage
    if moment.heads is None:
        return _("{building}: {stage}").format(building=building, stage=stage)
    return _("{building}: {stage}, {heads} counted").format(
        building=building, stage=stage, heads=moment.heads
    )


def over_text(over: int | None) -> str:
    """Return how far a time is from its target, by sign and word: ``+0:12 over``, ``-0:08 under``."""
    if over is None:
        return ""
    if over == 0:
        return _("on time")
    if over > 0:
        return _("+{time} over").format(time=stopwatch_text(over))
    return _("-{time} under").format(time=stopwatch_text(-over))


def time_text(building: BuildingRun) -> str:
    """Return when a building was out, counted from the alarm, or that nobody noted it."""
    return _("not noted") if building.seconds is None else stopwatch_text(building.seconds)


def since_text(run: DrillRun, moment: DrillMoment) -> str:
    """Return how long after the alarm a moment was; nothing where no alarm was noted."""
    seconds = run.seconds(moment.at)
    return "" if seconds is None else stopwatch_text(seconds)


def clock_text(at: datetime) -> str:
    """Return the time of day of something noted, to the second."""
    return f"{at:%H:%M:%S}"


def building_heads(building: BuildingRun) -> str:
    """Return the heads counted in a building of those expected."""
    return heads_text(building.counted, building.building.heads)


def missing_text(building: BuildingRun) -> str:
    """Return who is missing from a building, or nothing."""
    return _("missing {names}").format(names=listed(building.missing)) if building.missing else ""


def heads_text(counted: int | None, expected: int | None) -> str:
    """Return heads counted of those expected, such as ``618/620``; a question mark where not counted."""
    if expected is None:
        return "" if counted is None else str(counted)
    return f"{'?' if counted is None else counted}/{expected}"


def state_text(run: DrillRun, building: BuildingRun, elapsed: int) -> str:
    """Return how a building stands in a word: what its stage is called, ``late``, or ``not yet``."""
    if building.out_at is not None:
        return run.setup.leaving.name if run.setup.leaving else ""
    if not run.started:
        return ""
    if run.is_finished:
        return _("not noted")
    return _("late") if building.is_late(elapsed) else _("not yet")


def next_text(step: NextStep) -> str:
    """Return in words what is to be noted next."""
    if step.stage is None:
        return _("End the drill")
    if step.building is None or not step.building.name:
        return step.stage.name
    return _("{building}: {stage}").format(building=step.building.name, stage=step.stage.name)


def warnings(run: DrillRun) -> Iterator[str]:
    """Yield what does not fit: names still missing, and counts that are not what was expected."""
    if run.missing:
        names = listed(each.name for each in run.missing)
        yield _("still missing: {names}").format(names=names)
    for each in run.buildings:
        expected = each.building.heads
        if each.counted is not None and expected is not None and each.counted != expected:
            text = _("{building}: {counted} of {expected}")
            yield text.format(building=each.building.name, counted=each.counted, expected=expected)
