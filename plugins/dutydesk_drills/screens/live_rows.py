"""What the lists and lines of the live screen show of a run."""

from dutydesk.domain import stopwatch_text
from dutydesk.tui.widgets import LinePart, TableColumn, TableRow, day_name
from dutydesk.wording import _, listed, pgettext, phrases, sentence
from dutydesk_drills.drills import Drill
from dutydesk_drills.live.drill_run import BuildingRun, DrillRun, NextStep
from dutydesk_drills.live.moment_words import (
    building_heads,
    clock_text,
    heads_text,
    moment_text,
    next_text,
    over_text,
    since_text,
    state_text,
)
from dutydesk_drills.screens.live_actions import BUILDING_KEYS

NARROW = 60
"""Below so many columns the list of buildings leaves out what the lines beside the clock tell as well."""


def building_columns(width: int) -> tuple[TableColumn, ...]:
    """Return the columns of the list of buildings."""
    columns = (
        TableColumn("key", "", 1),
        TableColumn("name", _("Building")),
        TableColumn("time", pgettext("duration", "Time"), 7),
        TableColumn("over", _("Difference"), 11),
    )
    if width < NARROW:
        return columns
    return (
        *columns,
        TableColumn("target", _("Target"), 6),
        TableColumn("heads", _("Heads"), 9),
        TableColumn("missing", _("Missing"), 7),
    )


def building_rows(run: DrillRun, elapsed: int) -> list[TableRow]:
    """Return a row for each building; what is told by colour is told by a word too."""
    return [_building_row(run, at, each, elapsed) for at, each in enumerate(run.buildings)]


def _building_row(run: DrillRun, at: int, building: BuildingRun, elapsed: int) -> TableRow:
    state = state_text(run, building, elapsed)
    late = building.is_late(elapsed) and run.started is not None
    over = building.over
    return TableRow(
        building.building.code or "*",
        (
            BUILDING_KEYS[at] if at < len(BUILDING_KEYS) else "",
            building.building.name,
            state if building.seconds is None else stopwatch_text(building.seconds),
            over_text(over),
            stopwatch_text(building.building.target_seconds),
            building_heads(building),
            str(len(building.missing)) if building.missing else "",
        ),
        style="warning" if late or building.missing or (over or 0) > 0 else "good" if building.out_at else "",
    )


def moment_columns() -> tuple[TableColumn, ...]:
    """Return the columns of the list of moments."""
    return (
        TableColumn("at", _("At"), 8),
        TableColumn("after", pgettext("alarm", "After"), 6),
        TableColumn("what", _("What was noted, the newest first")),
    )


def moment_rows(run: DrillRun) -> list[TableRow]:
    """Return a row for each moment, the newest first."""
    return [
        TableRow(
            each.id,
            (
                clock_text(each.at),
                since_text(run, each),
                moment_text(run.setup, each) + (" " + _("(changed)") if each.revision > 1 else ""),
            ),
        )
        for each in reversed(run.moments)
    ]


def next_parts(drill: Drill, run: DrillRun, step: NextStep | None, signed: str) -> list[LinePart]:
    """Return what the line above says: what Enter notes next, or that there is nothing more to note."""
    if signed:
        return [LinePart(" " + _("Signed off by {name}: nothing is changed any more").format(name=signed))]
    if step is None or (drill.is_held and not run.is_finished):
        text = (
            _("Held and ended. e puts right, a adds what was forgotten")
            if step is None
            else _("Marked as held. a adds what was noted, with its time")
        )
        return [LinePart(f" {text}", "strong")]
    return [
        LinePart(" " + _("Enter") + " ", "key", "screen.next"),
        LinePart(next_text(step) + " ", "active", "screen.next"),
    ]


def clock_facts(drill: Drill, run: DrillRun, *, brief: bool) -> tuple[LinePart, ...]:
    """Return the lines beside the clock; the brief ones leave out what can be read elsewhere."""
    lines: list[LinePart] = []
    if not brief:
        lines.append(LinePart(drill.title, "strong"))
        lines.append(LinePart(_begun_text(drill, run)))
    leaving = run.setup.leaving
    for each in run.stages:
        if leaving is not None and each.stage.code == leaving.code:
            text = _("{stage}: {reached} of {of}").format(
                stage=each.stage.name, reached=each.reached, of=each.of
            )
            after = [stopwatch_text(each.seconds)] if each.seconds is not None else []
            lines.append(LinePart(phrases((text, *after))))
    heads = _("Heads: {heads}").format(heads=heads_text(run.counted, run.expected) or "?")
    if run.missing:
        names = listed(each.name for each in run.missing)
        text = _("Missing {n}: {names}").format(n=len(run.missing), names=names)
        lines += (
            [LinePart(heads), LinePart(text, "warning")]
            if brief
            else [LinePart(f"{sentence(heads)} {text}", "warning")]
        )
    else:
        lines.append(LinePart(heads))
    closing = [
        f"{each.stage.name} {stopwatch_text(each.seconds)}"
        for each in run.stages
        if each.stage in run.setup.closing and each.seconds is not None
    ]
    if closing:
        lines.append(LinePart(phrases(closing)))
    return tuple(lines)


def _begun_text(drill: Drill, run: DrillRun) -> str:
    if run.started is None:
        return _("Planned for {day} {time}").format(day=day_name(drill.day), time=f"{drill.held.start:%H:%M}")
    begun = _("{stage} {time}").format(stage=run.setup.first.name, time=clock_text(run.started))
    if run.ended is None:
        return begun
    return _("{begun}, ended {time}").format(begun=begun, time=clock_text(run.ended))
