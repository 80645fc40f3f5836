"""A drill's report as plain values for programs, and as lines for a terminal."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from dutydesk.api.tasks import task_values, what_became_of
from dutydesk.domain import stopwatch_text
from dutydesk.wording import _, clauses, headed
from dutydesk_drills.after.drill_report import DrillReport
from dutydesk_drills.drill_values import drill_values
from dutydesk_drills.live.drill_run import BuildingRun
from dutydesk_drills.live.moment_words import building_heads, missing_text, over_text, time_text
from dutydesk_drills.live.run_values import building_values, stage_values


def report_values(report: DrillReport, today: date) -> dict[str, Any]:
    """Return what a report tells, as JSON can hold it."""
    result, review = report.result, report.review
    return {
        **drill_values(report.drill),
        "minutes": report.drill.minutes,
        "within_target": result.is_within,
        "counted": result.run.counted,
        "expected": result.expected,
        "took_part": report.took_part,
        "missing": list(result.missing),
        "buildings": [building_values(each) for each in result.buildings],
        "stages": [stage_values(each) for each in result.whole_stages],
        "weather": review.weather,
        "went_well": review.went_well,
        "to_improve": review.to_improve,
        "findings": [task_values(each, today) for each in report.findings],
        "earlier_findings": [task_values(each, today) for each in report.earlier_findings],
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


def review_lines(report: DrillReport, today: date) -> Iterator[str]:
    """Yield in lines how a drill went and what was said of it."""
    result, review = report.result, report.review
    yield _("{title}, {day}, {minutes} min").format(
        title=report.drill.title, day=report.drill.day, minutes=report.drill.minutes
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


def building_line(building: BuildingRun) -> str:
    """Return in one line how a building did."""
    time = time_text(building)
    if building.seconds is not None:
        time = _("{time} of {target}, {against}").format(
            time=time,
            target=stopwatch_text(building.building.target_seconds),
            against=over_text(building.over),
        )
    heads = building_heads(building)
    counted = _("counted {heads}").format(heads=heads) if heads else ""
    return headed(building.building.name, clauses(filter(None, (time, counted, missing_text(building)))))


def signature_text(report: DrillReport) -> str:
    """Say who signed the record off, or that nobody has."""
    review = report.review
    if not review.signed_by:
        return _("Not signed off yet")
    text = _("Signed off by {name} on {day}").format(name=report.signer, day=review.signed_on)
    return text if report.is_as_signed else _("{text}; ! changed since").format(text=text)
