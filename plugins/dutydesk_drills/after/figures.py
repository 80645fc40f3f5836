"""Figures of a year about the times of drills and about what they have shown, for the annual summary."""

from collections.abc import Iterator, Sequence
from datetime import date

from dutydesk.api import Desk, Figure, FigureName
from dutydesk.domain import Task
from dutydesk.wording import _
from dutydesk_drills.after.findings import all_findings
from dutydesk_drills.after.result import results_between
from dutydesk_drills.after.trend import Trend
from dutydesk_drills.drill_plan import drill_subject


def after_figure_names() -> tuple[FigureName, ...]:
    """Name every figure of times and of what drills have shown."""
    return (
        FigureName("drills.time.mean", _("Drills: seconds until all were out, on average")),
        FigureName("drills.time.median", _("Drills: seconds until all were out, median")),
        FigureName("drills.time.best", _("Drills: seconds until all were out, best")),
        FigureName("drills.time.within", _("Drills: per cent within the target")),
        FigureName("drills.findings.done", _("Weak points of drills: mended")),
        FigureName("drills.findings.open", _("Weak points of drills: still open")),
    )


def time_figures(desk: Desk, year: int) -> Sequence[Figure]:
    """Return the times of the drills held in a year, how many reached their target, and what they showed."""
    results = results_between(desk, date(year, 1, 1), date(year, 12, 31))
    of_year = [each for each in results if each.drill.day.year == year]
    found = all_findings(desk, [each.drill.held for each in of_year])
    return (*_times(Trend.of(of_year)), *_findings(found))


def _times(trend: Trend) -> Iterator[Figure]:
    if trend.mean is None or trend.median is None or trend.best is None:
        return
    titles = {each.key: each.title for each in after_figure_names()}
    records = tuple(drill_subject(each.key) for each in trend.points)
    yield Figure(
        "drills.time.mean",
        titles["drills.time.mean"],
        round(trend.mean),
        records,
        across="apart",
    )
    yield Figure(
        "drills.time.median",
        titles["drills.time.median"],
        round(trend.median),
        records,
        across="apart",
    )
    yield Figure(
        "drills.time.best",
        titles["drills.time.best"],
        trend.best.seconds,
        (drill_subject(trend.best.key),),
        across="least",
    )
    yield Figure(
        "drills.time.within",
        titles["drills.time.within"],
        round(100 * trend.within / len(trend.points)),
        records,
        across="apart",
    )


def _findings(found: dict[str, tuple[Task, ...]]) -> Iterator[Figure]:
    titles = {each.key: each.title for each in after_figure_names()}
    every = [task for tasks in found.values() for task in tasks]
    for key, title, chosen in (
        ("drills.findings.done", titles["drills.findings.done"], [e for e in every if not e.is_open]),
        ("drills.findings.open", titles["drills.findings.open"], [e for e in every if e.is_open]),
    ):
        if every:
            yield Figure(key, title, len(chosen), tuple(task.subject for task in chosen))
