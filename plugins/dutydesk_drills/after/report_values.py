"""A drill's report as plain values for programs, and as lines for a terminal."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from dutydesk.domain import Task, stopwatch_text
from dutydesk.wording import _
from dutydesk_drills.after.drill_report import DrillReport
from dutydesk_drills.after.findings import what_became_of
from dutydesk_drills.after.result import BuildingResult
from dutydesk_drills.live.moment_words import heads_text, over_text


def report_values(report: DrillReport, today: date) -> dict[str, Any]:
    """Return what a report tells, as JSON can hold it."""
    result, review = report.result, report.review
    return {
        "drill": report.drill.key,
        "kind": report.drill.kind.code,
        "title": report.drill.held.activity.title,
        "start": report.drill.held.start,
        "end": report.drill.held.end,
        "minutes": result.minutes,
        "within_target": result.is_within,
        "counted": result.counted,
        "expected": result.expected,
        "took_part": report.took_part,
        "missing": list(result.missing),
        "buildings": [_building_values(each) for each in result.buildings],
        "stages": [
            {"stage": each.stage.code, "seconds": each.seconds, "target": each.stage.target_seconds}
            for each in result.whole_stages
        ],
        "weather": review.weather,
        "went_well": review.went_well,
        "to_improve": review.to_improve,
        "findings": [finding_values(each, today) for each in report.findings],
        "earlier_findings": [finding_values(each, today) for each in report.earlier_findings],
        "corrections": [
            {
                "at": each.at,
                "who": each.who,
                "moment": each.moment,
                "before": each.before,
                "after": each.after,
                "why": each.why,
            }
            for each in report.corrections
        ],
        "signed_by": review.signed_by,
        "signed_on": review.signed_on,
        "as_signed": report.is_as_signed,
    }


def _building_values(building: BuildingResult) -> dict[str, Any]:
    return {
        "building": building.code,
        "name": building.name,
        "seconds": building.seconds,
        "target": building.target,
        "within": building.is_within,
        "counted": building.counted,
        "expected": building.expected,
        "missing": list(building.missing),
        "records": list(building.records),
    }


def finding_values(task: Task, today: date) -> dict[str, Any]:
    """Return what is known of a weak point, as JSON can hold it."""
    return {
        "key": task.id,
        "title": task.title,
        "owner": task.owner,
        "due": task.due,
        "place": task.place,
        "done": task.done,
        "outcome": task.outcome,
        "state": "done" if not task.is_open else "overdue" if task.is_overdue(today) else "open",
    }


def review_lines(report: DrillReport, today: date) -> Iterator[str]:
    """Yield in lines how a drill went and what was said of it."""
    result, review = report.result, report.review
    yield _("{title}, {day}, {minutes} min").format(
        title=report.drill.held.activity.title, day=report.drill.day, minutes=result.minutes
    )
    for each in result.buildings:
        yield "  " + building_line(each)
    for text, said in (
        (_("Went well: {text}"), review.went_well),
        (_("To be better: {text}"), review.to_improve),
        (_("Weather: {text}"), review.weather),
    ):
        if said:
            yield text.format(text=said)
    if report.took_part is not None:
        yield _("Took part: {count}").format(count=report.took_part)
    for task in report.findings:
        yield _("Weak point: {title}, {who}: {state}").format(
            title=task.title,
            who=report.names.get(task.owner, task.owner),
            state=what_became_of(task, today),
        )
    yield signature_text(report)


def building_line(building: BuildingResult) -> str:
    """Return in one line how a building did."""
    if building.seconds is None:
        time = _("not noted")
    else:
        time = _("{time} of {target}, {against}").format(
            time=stopwatch_text(building.seconds),
            target=stopwatch_text(building.target),
            against=over_text(building.seconds - building.target),
        )
    heads = heads_text(building.counted, building.expected)
    missing = _("missing {names}").format(names=", ".join(building.missing)) if building.missing else ""
    counted = _("counted {heads}").format(heads=heads) if heads else ""
    return f"{building.name}: " + "; ".join(filter(None, (time, counted, missing)))


def signature_text(report: DrillReport) -> str:
    """Say who signed the record off, or that nobody has."""
    review = report.review
    if not review.signed_by:
        return _("Not signed off yet")
    text = _("Signed off by {name} on {day}").format(
        name=report.names.get(review.signed_by, review.signed_by), day=review.signed_on
    )
    return text if report.is_as_signed else _("{text}; ! changed since").format(text=text)
