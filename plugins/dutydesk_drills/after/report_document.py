"""The report of one drill as a document."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.api.tasks import what_became_of
from dutydesk.documents import (
    FONTS_FOLDER,
    Block,
    Document,
    DocumentTable,
    Facts,
    Heading,
    Paragraph,
    Signatures,
    WrittenDocument,
    attachment_blocks,
    write_document,
)
from dutydesk.domain import Task, stopwatch_text
from dutydesk.wording import _, listed, ngettext, pgettext
from dutydesk_drills.after.drill_report import DrillReport
from dutydesk_drills.after.findings import files_of
from dutydesk_drills.after.result import DrillResult
from dutydesk_drills.after.trend_chart import trend_charts
from dutydesk_drills.drill_plan import drill_subject
from dutydesk_drills.drills import Drill
from dutydesk_drills.live.moment_words import (
    building_heads,
    clock_text,
    heads_text,
    moment_text,
    over_text,
    since_text,
    time_text,
)

_FINDING_WIDTHS = (0.28, 0.19, 0.13, 0.15, 0.25)
_CORRECTION_WIDTHS = (0.15, 0.12, 0.2, 0.2, 0.33)
_TIMELINE_WIDTHS = (0.14, 0.16, 0.58, 0.12)


def write_drill_report(desk: Desk, drill: Drill, path: Path) -> WrittenDocument:
    """Write the report of a drill to `path` as its ending says. It belongs in a thread.

    Raises:
        DataProblem: the drill was not held yet, the ending is not known, or the file cannot be written.
    """
    report = DrillReport.of(desk, drill)
    return write_document(report_document(desk, report), path, desk.folder / FONTS_FOLDER)


def report_document(desk: Desk, report: DrillReport) -> Document:
    """Return the report as a document."""
    held = report.drill.held
    return Document(
        title=_("Report: {title}").format(title=held.activity.title),
        school=desk.name,
        about=_("{day}, {start} to {end}").format(
            day=report.drill.day, start=f"{held.start:%H:%M}", end=f"{held.end:%H:%M}"
        ),
        blocks=(
            Facts(tuple(_facts(report))),
            *_times(report),
            *_texts(report),
            *_findings(report, desk.today()),
            *_parts(report),
            *_timeline(report),
            *_corrections(report),
            *_trend(report),
            *attachment_blocks(
                desk, ((each, each.title) for each in files_of(desk, report.drill.key, report.findings))
            ),
            *_signed(report),
            Heading(_("Entries that this report was made from")),
            report.sources.table(),
        ),
    )


def _facts(report: DrillReport) -> Iterator[tuple[str, str]]:
    result, held = report.result, report.drill.held
    itself = report.sources.numbers([drill_subject(report.drill.key)])
    minutes = ngettext("{count} minute", "{count} minutes", report.drill.minutes).format(
        count=report.drill.minutes
    )
    yield _("Kind"), report.drill.kind.name
    yield _("Took"), f"{minutes} {itself}"
    if held.place:
        yield _("Place"), held.place
    yield _("Announced"), _("yes") if report.drill.is_announced else _("no")
    if held.activity.owner:
        yield _("In charge"), report.names.get(held.activity.owner, held.activity.owner)
    yield from _time_facts(report)
    counted = report.sources.numbers(each.subject for each in result.run.moments if each.heads is not None)
    if report.took_part is not None:
        said = counted if report.review.took_part is None else itself
        yield _("Took part"), f"{report.took_part} {said}"
    if result.run.counted is not None:
        yield _("Counted"), f"{heads_text(result.run.counted, result.expected)} {counted}"
    yield from _missing_and_weather(report)


def _time_facts(report: DrillReport) -> Iterator[tuple[str, str]]:
    result, slowest = report.result, report.result.slowest
    if slowest is not None and slowest.seconds is not None:
        reached = [each for each in result.timed if each.is_within]
        numbers = report.sources.numbers(record for each in reached for record in each.records)
        told = _("{count} of {all} buildings").format(count=len(reached), all=len(result.timed))
        yield _("Within the target"), f"{told} {numbers}".rstrip()
        last = f"{stopwatch_text(slowest.seconds)} {report.sources.numbers(slowest.records)}"
        yield _("{stage}, all of them").format(stage=result.measured_name), last
    for each in result.whole_stages:
        records = [moment.subject for moment in result.run.moments if moment.stage == each.stage.code]
        yield each.stage.name, f"{stopwatch_text(each.seconds or 0)} {report.sources.numbers(records)}"


def _missing_and_weather(report: DrillReport) -> Iterator[tuple[str, str]]:
    if report.result.run.moments:
        missing = [each.subject for each in report.result.run.moments if each.text in report.result.missing]
        names = listed(report.result.missing) or _("nobody")
        yield _("Not found"), f"{names} {report.sources.numbers(missing)}".rstrip()
    if report.review.weather:
        yield _("Weather"), report.review.weather
    if report.drill.held.exception is not None and report.drill.held.exception.note:
        yield _("Note"), report.drill.held.exception.note
    elif report.drill.held.activity.note:
        yield _("Note"), report.drill.held.activity.note


def _times(report: DrillReport) -> Iterator[Block]:
    yield Heading(_("Times against the target"))
    if not report.result.buildings:
        yield Paragraph(_("No times were noted in this drill: only how long all of it took is known."))
        return
    yield times_table(report.result, report)


def times_table(result: DrillResult, report: DrillReport) -> DocumentTable:
    """Return the buildings of a drill with their times, targets, heads and entries."""
    return DocumentTable(
        headers=(
            _("Building"),
            result.measured_name or _("Out"),
            _("Target"),
            _("Against it"),
            _("Counted"),
            _("Missing"),
            _("Entries"),
        ),
        rows=tuple(
            (
                each.building.name,
                time_text(each),
                stopwatch_text(each.building.target_seconds),
                over_text(each.over),
                building_heads(each),
                listed(each.missing),
                report.sources.numbers(each.records),
            )
            for each in result.buildings
        ),
        strong_first=True,
    )


def _texts(report: DrillReport) -> Iterator[Block]:
    for title, text in (
        (_("What went well"), report.review.went_well),
        (_("What is to be better"), report.review.to_improve),
    ):
        if text:
            yield Heading(title)
            for line in text.split("\n"):
                if line.strip():
                    yield Paragraph(line.strip())


def _findings(report: DrillReport, today: date) -> Iterator[Block]:
    yield Heading(_("Weak points, and who mends them"))
    if report.findings:
        yield findings_table(report.findings, report, today)
    else:
        yield Paragraph(_("None were noted."))
    if report.earlier_findings:
        yield Heading(_("Weak points of earlier drills, and what became of them"))
        yield findings_table(report.earlier_findings, report, today)


def findings_table(tasks: Iterable[Task], report: DrillReport, today: date) -> DocumentTable:
    """Return weak points with their place, who mends them, and what became of them."""
    return DocumentTable(
        headers=(_("Weak point"), _("Place"), pgettext("owner", "Who"), _("Due"), _("What became of it")),
        rows=tuple(
            (
                f"{task.title} {report.sources.numbers([task.subject])}",
                task.place,
                report.names.get(task.owner, task.owner),
                str(task.due or ""),
                what_became_of(task, today),
            )
            for task in tasks
        ),
        widths=_FINDING_WIDTHS,
    )


def _parts(report: DrillReport) -> Iterator[Block]:
    if report.parts:
        yield Heading(_("Who had which part"))
        yield DocumentTable(
            headers=(_("Part"), _("Who")), rows=tuple((each.title, each.who) for each in report.parts)
        )


def _timeline(report: DrillReport) -> Iterator[Block]:
    run = report.result.run
    if not run.moments:
        return
    yield Heading(_("What happened when"))
    yield DocumentTable(
        headers=(_("Time"), _("From the alarm"), _("What"), _("Entry")),
        rows=tuple(
            (
                clock_text(each.at),
                since_text(run, each),
                moment_text(run.setup, each),
                report.sources.numbers([each.subject]),
            )
            for each in run.moments
        ),
        widths=_TIMELINE_WIDTHS,
    )


def _corrections(report: DrillReport) -> Iterator[Block]:
    if report.corrections:
        yield Heading(_("What was put right afterwards"))
        yield DocumentTable(
            headers=(
                _("When"),
                pgettext("person", "By"),
                pgettext("change", "Before"),
                pgettext("change", "After"),
                _("Why"),
            ),
            rows=tuple(
                (f"{each.at:%Y-%m-%d %H:%M}", each.who, each.before, each.after or _("taken out"), each.why)
                for each in report.corrections
            ),
            widths=_CORRECTION_WIDTHS,
        )


def _trend(report: DrillReport) -> Iterator[Block]:
    charts = tuple(trend_charts(report.alike, report.result.measured_name))
    if charts:
        yield Heading(_("Times over the years"))
        yield from charts


def _signed(report: DrillReport) -> Iterator[Block]:
    review = report.review
    if not review.signed_by:
        yield Signatures((_("Squadron leader"), _("Principal"), _("Date")))
        return
    yield Paragraph(
        _("Signed off by {name} on {day}.").format(name=report.signer, day=review.signed_on), "strong"
    )
    if not report.is_as_signed:
        yield Paragraph(_("The record was changed after it was signed."), "strong")
