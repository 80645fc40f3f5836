"""The lines of the screen of what came after a drill, made from its report."""

from collections.abc import Iterable, Iterator
from datetime import date

from dutydesk.domain import Attachment, Task, stopwatch_text
from dutydesk.tui.widgets import TableColumn, TableRow, wrapped
from dutydesk.wording import _
from dutydesk_drills.after.drill_report import DrillReport
from dutydesk_drills.after.findings import what_became_of
from dutydesk_drills.after.result import BuildingResult
from dutydesk_drills.live.moment_words import heads_text, moment_text, over_text

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


def _building(building: BuildingResult) -> TableRow:
    heads = heads_text(building.counted, building.expected)
    if building.seconds is None:
        time, state = _("not noted"), ""
    else:
        time = f"{stopwatch_text(building.seconds)} / {stopwatch_text(building.target)}"
        state = over_text(building.seconds - building.target)
    told = [state, heads]
    if building.missing:
        told.append(_("missing {names}").format(names=", ".join(building.missing)))
    return TableRow(
        f"{BUILDING}{building.code}",
        (building.name, time, "; ".join(filter(None, told))),
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
        lines = wrapped(name.format(text=text.replace("\n", " ") or "-"), max(width, 20))
        for number, line in enumerate(lines[:_REVIEW_LINES]):
            yield TableRow(f"{REVIEW}{name}-{number}", (line, "", ""))


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
        seconds = run.seconds(each.at)
        since = "" if seconds is None else stopwatch_text(seconds)
        yield TableRow(f"{MOMENT}{each.id}", (moment_text(run.setup, each), f"{each.at:%H:%M:%S}", since))


def _corrections(report: DrillReport, width: int) -> Iterator[TableRow]:
    for number, each in enumerate(report.corrections):
        when = f"{each.at:%m-%d %H:%M}"
        for part, line in enumerate(wrapped(each.why, max(width, 20))):
            cells = (line, "" if part else when, "" if part else each.who)
            yield TableRow(f"{CORRECTION}{number}-{part}", cells, "muted")
