"""The lines of the screen of what came after a drill, made from its report."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from dutydesk.api.tasks import what_became_of
from dutydesk.domain import Attachment, Task, stopwatch_text
from dutydesk.tui.widgets import TableColumn, TableRow, broken_row
from dutydesk.wording import _, clauses
from dutydesk_drills.after.drill_report import DrillReport
from dutydesk_drills.live.drill_run import BuildingRun
from dutydesk_drills.live.moment_words import (
    building_heads,
    clock_text,
    missing_text,
    moment_text,
    over_text,
    since_text,
    time_text,
)

BUILDING, REVIEW, FINDING, FILE, MOMENT, CORRECTION = (
    "building-",
    "review-",
    "finding-",
    "file-",
    "moment-",
    "correction-",
)
"""How the keys of lines begin; what follows is the identity of what the line shows."""
COLUMNS = (
    TableColumn("what", _("What")),
    TableColumn("when", _("When"), 11),
    TableColumn("state", _("How it stands"), 27),
)
_REVIEW_LINES = 4


def after_rows(
    report: DrillReport, files: Iterable[Attachment], today: date, width: int
) -> Iterator[TableRow]:
    """Yield the lines of a report; long texts are broken at `width` cells."""
    yield from _headed(_("Times against the target"), map(_building, report.result.buildings))
    yield from _headed(_("Review"), _review(report, width))
    yield from _headed(_("Weak points"), _findings(report.findings, report, today))
    yield from _headed(_("Weak points of earlier drills"), _findings(report.earlier_findings, report, today))
    yield from _headed(_("Files"), map(_file, files))
    yield from _headed(_("What happened when"), _timeline(report))
    yield from _headed(_("Put right afterwards"), _corrections(report, width))


def _headed(title: str, rows: Iterable[TableRow]) -> Iterator[TableRow]:
    known = tuple(rows)
    if known:
        yield TableRow(f"heading-{title}", (title,), heading=True)
        yield from known


def _building(building: BuildingRun) -> TableRow:
    time = time_text(building)
    if building.seconds is not None:
        time = f"{time} / {stopwatch_text(building.building.target_seconds)}"
    told = (over_text(building.over), building_heads(building), missing_text(building))
    return TableRow(
        f"{BUILDING}{building.building.code}",
        (building.building.name, time, clauses(filter(None, told))),
        "warning" if building.is_within is False or building.missing else "",
    )


def _review(report: DrillReport, width: int) -> Iterator[TableRow]:
    review = report.review
    took_part = "" if report.took_part is None else str(report.took_part)
    for name, text in (
        (_("Went well: {text}"), review.went_well),
        (_("To be better: {text}"), review.to_improve),
        (_("Weather: {text}"), review.weather),
        (_("Took part: {text}"), took_part),
    ):
        row = TableRow(f"{REVIEW}{name}", (name.format(text=text.replace("\n", " ") or "-"), "", ""))
        yield from islice(broken_row(row, (width,)), _REVIEW_LINES)


def _findings(tasks: Iterable[Task], report: DrillReport, today: date) -> Iterator[TableRow]:
    for task in tasks:
        who = report.names.get(task.owner, task.owner) or _("nobody")
        yield TableRow(
            f"{FINDING}{task.id}",
            (task.title, who, what_became_of(task, today)),
            "error" if task.is_overdue(today) else "" if task.is_open else "muted",
            search=task.place,
        )


def _file(attachment: Attachment) -> TableRow:
    kind = _("link") if attachment.is_link else _("file")
    return TableRow(f"{FILE}{attachment.id}", (attachment.title, kind, attachment.target))


def _timeline(report: DrillReport) -> Iterator[TableRow]:
    run = report.result.run
    for each in run.moments:
        cells = (moment_text(run.setup, each), clock_text(each.at), since_text(run, each))
        yield TableRow(f"{MOMENT}{each.id}", cells)


def _corrections(report: DrillReport, width: int) -> Iterator[TableRow]:
    for number, each in enumerate(report.corrections):
        row = TableRow(f"{CORRECTION}{number}", (each.why, f"{each.at:%m-%d %H:%M}", each.who), "muted")
        yield from broken_row(row, (width,))
