"""A run and its moments as plain values, for ``--json``."""

from datetime import datetime

from dutydesk_drills.drill_moment import DrillMoment
from dutydesk_drills.drills import Drill
from dutydesk_drills.live.drill_run import BuildingRun, DrillRun, StageRun
from dutydesk_drills.live.moment_words import moment_text, next_text, warnings
from dutydesk_drills.live.trace import MomentChange, MomentTrace


def run_values(drill: Drill, run: DrillRun, now: datetime) -> dict[str, object]:
    """Return how a drill stands at `now`."""
    step = run.next_step
    return {
        "drill": drill.key,
        "title": drill.title,
        "kind": drill.kind.code,
        "state": "finished" if run.is_finished else "running" if run.is_running else "not begun",
        "started": run.started,
        "ended": run.ended,
        "elapsed_seconds": run.elapsed(now) if run.started else None,
        "next": None if step is None else next_text(step),
        "counted": run.counted,
        "expected": run.expected,
        "stages": [stage_values(each) for each in run.stages],
        "buildings": [building_values(each) for each in run.buildings],
        "missing": [
            {"name": each.name, "building": each.building, "since": each.since} for each in run.missing
        ],
        "warnings": list(warnings(run)),
    }


def stage_values(stage: StageRun) -> dict[str, object]:
    """Return when a stage was reached."""
    return {
        "stage": stage.stage.code,
        "name": stage.stage.name,
        "at": stage.at,
        "seconds": stage.seconds,
        "target_seconds": stage.stage.target_seconds,
        "reached": stage.reached,
        "of": stage.of,
    }


def building_values(building: BuildingRun) -> dict[str, object]:
    """Return how a building stands, or how it did."""
    return {
        "building": building.building.code,
        "name": building.building.name,
        "out_at": building.out_at,
        "seconds": building.seconds,
        "target_seconds": building.building.target_seconds,
        "over_seconds": building.over,
        "within": building.is_within,
        "counted": building.counted,
        "expected": building.building.heads,
        "missing": building.missing,
        "records": building.records,
    }


def moment_values(run: DrillRun, moment: DrillMoment) -> dict[str, object]:
    """Return what a moment says."""
    return {
        "id": moment.id,
        "sort": moment.sort.value,
        "at": moment.at,
        "seconds": run.seconds(moment.at),
        "stage": moment.stage,
        "building": moment.building,
        "heads": moment.heads,
        "text": moment.text,
        "says": moment_text(run.setup, moment),
    }


def trace_values(run: DrillRun, trace: MomentTrace) -> dict[str, object]:
    """Return a moment with who noted it, and every correction with what it said before."""
    return {
        **moment_values(run, trace.moment),
        "noted_by": trace.noted.who,
        "noted_at": trace.noted.at,
        "removed": trace.is_gone,
        "corrections": [_change_values(run, each) for each in trace.corrections],
    }


def _change_values(run: DrillRun, change: MomentChange) -> dict[str, object]:
    return {
        "at": change.at,
        "who": change.who,
        "why": change.why,
        "before": None if change.before is None else moment_values(run, change.before),
        "after": None if change.after is None else moment_values(run, change.after),
    }
