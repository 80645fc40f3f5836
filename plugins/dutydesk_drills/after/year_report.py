"""The report of the drills of a school year: all that were held, how the rules stood, times, weak points."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.api.people_named import names_by_key
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
    Source,
    Sources,
    WrittenDocument,
    write_document,
)
from dutydesk.domain import Task, stopwatch_text
from dutydesk.wording import _, pgettext
from dutydesk_drills.after.drill_report import drill_source
from dutydesk_drills.after.findings import all_findings
from dutydesk_drills.after.result import DrillResult, results_between
from dutydesk_drills.after.trend import Trend
from dutydesk_drills.after.trend_chart import trend_charts
from dutydesk_drills.drill_moment import DrillReview
from dutydesk_drills.drill_plan import drill_subject
from dutydesk_drills.drills import EVER
from dutydesk_drills.live.moment_words import time_text
from dutydesk_drills.rules.rule_standing import state_name
from dutydesk_drills.rules.standing import RuleStanding, school_time, year_standings
from dutydesk_drills.rules.words import rule_name
from dutydesk_drills.settings import DrillsFile
from dutydesk_drills.signing import review_of

_DRILL_WIDTHS = (0.15, 0.205, 0.145, 0.1, 0.1, 0.11, 0.11, 0.08)
_RULE_WIDTHS = (0.22, 0.11, 0.13, 0.1, 0.07, 0.1, 0.27)
_FINDING_WIDTHS = (0.26, 0.2, 0.17, 0.12, 0.25)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearReport:
    """What the report of a school year tells; `all_years` are the drills held up to its end."""

    year: int
    results: tuple[DrillResult, ...]
    all_years: tuple[DrillResult, ...]
    reviews: Mapping[str, DrillReview]
    findings: Mapping[str, tuple[Task, ...]]
    standings: tuple[RuleStanding, ...]
    names: Mapping[str, str]
    sources: Sources
    year_begins: str

    @property
    def trend(self) -> Trend:
        """The times of the year's drills."""
        return Trend.of(self.results, year_begins=self.year_begins)

    @classmethod
    def of(cls, desk: Desk, year: int) -> "YearReport":
        """Return what the report of the school year that begins in `year` tells. It belongs in a thread."""
        settings = desk.settings(DrillsFile)
        first, last = school_time(desk).year(year)
        past = results_between(desk, EVER[0], last)
        results = tuple(each for each in past if each.drill.day >= first)
        findings = all_findings(desk, [each.drill.held for each in results])
        return cls(
            year=year,
            results=results,
            all_years=past,
            reviews={each.drill.key: review_of(desk, each.drill.key) for each in results},
            findings=findings,
            standings=year_standings(desk, year),
            names=names_by_key(desk),
            sources=Sources(
                (
                    *(drill_source(each.drill) for each in results),
                    *(Source.of_task(task) for tasks in findings.values() for task in tasks),
                )
            ),
            year_begins=settings.school.year_begins,
        )


def write_year_report(desk: Desk, year: int, path: Path) -> WrittenDocument:
    """Write the report of a school year to `path` as its ending says. It belongs in a thread.

    Raises:
        DataProblem: the ending is not known, or the file cannot be written.
    """
    document = year_document(desk, YearReport.of(desk, year))
    return write_document(document, path, desk.folder / FONTS_FOLDER)


def year_document(desk: Desk, report: YearReport) -> Document:
    """Return the report as a document."""
    return Document(
        title=_("Drills of the school year {year}").format(year=year_name(report)),
        school=desk.name,
        blocks=(
            Facts(tuple(_facts(report))),
            Heading(_("Drills held")),
            *_drills(report),
            *_rules(report),
            *_findings(desk, report),
            *_trend(report),
            Signatures((_("Squadron leader"), _("Principal"), _("Date"))),
            Heading(_("Entries that this report was made from")),
            report.sources.table(),
        ),
    )


def year_name(report: YearReport) -> str:
    """Return what the school year is called: ``2026-2027``, or ``2026`` where it begins in January."""
    begins_in_january = report.year_begins == "01-01"
    return str(report.year) if begins_in_january else f"{report.year}-{report.year + 1}"


def _facts(report: YearReport) -> Iterator[tuple[str, str]]:
    trend = report.trend
    held = report.sources.numbers(drill_subject(each.drill.key) for each in report.results)
    yield _("Drills held"), f"{len(report.results)} {held}"
    unannounced = [each for each in report.results if not each.drill.is_announced]
    if unannounced:
        numbers = report.sources.numbers(drill_subject(each.drill.key) for each in unannounced)
        yield _("Unannounced"), f"{len(unannounced)} {numbers}"
    if trend.median is not None and trend.mean is not None and trend.best is not None:
        timed = report.sources.numbers(drill_subject(each.key) for each in trend.points)
        best = report.sources.numbers([drill_subject(trend.best.key)])
        yield _("Time until all were out, median"), f"{stopwatch_text(trend.median)} {timed}"
        yield _("On average"), f"{stopwatch_text(trend.mean)} {timed}"
        yield _("Best"), f"{stopwatch_text(trend.best.seconds)} {best}"
        reached = [drill_subject(each.key) for each in trend.points if each.is_within]
        yield (
            _("Within the target"),
            _("{count} of {all} drills").format(count=trend.within, all=len(trend.points))
            + f" {report.sources.numbers(reached)}",
        )
    every = [task for tasks in report.findings.values() for task in tasks]
    done = [task for task in every if not task.is_open]
    if every:
        yield (
            _("Weak points mended"),
            _("{count} of {all}").format(count=len(done), all=len(every))
            + " "
            + report.sources.numbers(task.subject for task in done),
        )


def _drills(report: YearReport) -> Iterator[Block]:
    if not report.results:
        yield Paragraph(_("No drill of this school year is marked as held."))
        return
    yield DocumentTable(
        headers=(
            _("Day"),
            _("Drill"),
            _("Kind"),
            _("Minutes"),
            _("All were out"),
            _("Within the target"),
            _("Signed off"),
            _("Entry"),
        ),
        rows=tuple(_drill_row(report, each) for each in report.results),
        widths=_DRILL_WIDTHS,
    )


def _drill_row(report: YearReport, result: DrillResult) -> tuple[str, ...]:
    slowest = result.slowest
    review = report.reviews[result.drill.key]
    within = {None: "", True: _("yes"), False: _("no")}[result.is_within]
    return (
        str(result.drill.day),
        result.drill.title,
        result.drill.kind.name,
        str(result.drill.minutes),
        _("not noted") if slowest is None else time_text(slowest),
        within,
        report.names.get(review.signed_by, review.signed_by),
        report.sources.numbers([drill_subject(result.drill.key)]),
    )


def _rules(report: YearReport) -> Iterator[Block]:
    if not report.standings:
        return
    yield Heading(_("How the rules stood"))
    yield DocumentTable(
        headers=(_("Rule"), _("Of"), _("In"), _("Wanted"), _("Held"), _("State"), _("Why")),
        rows=tuple(
            (
                rule_name(each.rule),
                each.pack.name,
                each.period,
                str(each.needed),
                str(each.done),
                state_name(each.state),
                each.reason,
            )
            for each in report.standings
        ),
        widths=_RULE_WIDTHS,
    )


def _findings(desk: Desk, report: YearReport) -> Iterator[Block]:
    if not report.findings:
        return
    titles = {each.drill.key: each.drill.title for each in report.results}
    yield Heading(_("Weak points, and what became of them"))
    yield DocumentTable(
        headers=(_("Weak point"), _("Drill"), _("Place"), pgettext("owner", "Who"), _("What became of it")),
        rows=tuple(
            (
                f"{task.title} {report.sources.numbers([task.subject])}",
                titles[key],
                task.place,
                report.names.get(task.owner, task.owner),
                what_became_of(task, desk.today()),
            )
            for key, tasks in report.findings.items()
            for task in tasks
        ),
        widths=_FINDING_WIDTHS,
    )


def _trend(report: YearReport) -> Iterator[Block]:
    """Yield the times over all years, those of the same stage together, and the median of each year."""
    timed = [each for each in report.results if each.timed]
    if not timed:
        return
    yield Heading(_("Times over the years"))
    shown: list[DrillResult] = []
    for each in timed:
        if not any(each.is_like(other) for other in shown):
            shown.append(each)
            alike = [other for other in report.all_years if other.is_like(each)]
            yield from trend_charts(alike, each.measured_name)
    years = Trend.of(report.all_years, year_begins=report.year_begins).years
    yield DocumentTable(
        headers=(
            _("School year"),
            _("Drills timed"),
            _("Median until all were out"),
            _("Best"),
            _("Within the target"),
        ),
        rows=tuple(
            (
                str(each.year),
                str(each.count),
                stopwatch_text(each.median),
                stopwatch_text(each.best),
                f"{each.within}/{each.count}",
            )
            for each in years
        ),
    )
