"""Writing the summary of a year: the template's lines with the year's figures, and what has no evidence."""

from collections.abc import Sequence
from datetime import date

from dutydesk.api import Desk, Indicator
from dutydesk.domain import clean, clean_line
from dutydesk.wording import _, ngettext
from dutydesk_summary.year.evidence import EvidenceNumbers
from dutydesk_summary.year.figures_of_years import FiguresOfYears
from dutydesk_summary.year.filling import Filler
from dutydesk_summary.year.gaps import Gap
from dutydesk_summary.year.judging import judged
from dutydesk_summary.year.line_writing import LineWriting
from dutydesk_summary.year.missing import MissingFigures
from dutydesk_summary.year.notes import notes_of
from dutydesk_summary.year.outlook import outlook
from dutydesk_summary.year.template import Template, TemplateSection
from dutydesk_summary.year.template_in_force import template_with_figures
from dutydesk_summary.year.work_summary import (
    IndicatorShown,
    IndicatorState,
    Shows,
    SummaryChart,
    SummaryLine,
    SummarySection,
    SummaryTable,
    WorkSummary,
)

_DECEMBER, _LAST_OF_DECEMBER = 12, 31


def work_summary(desk: Desk, year: int) -> WorkSummary:
    """Return the summary of a year in the reader's language; each plugin is asked once for each year.

    Raises:
        DataProblem: the template is not there, or something is wrong with its file.
    """
    figures = FiguresOfYears.of(desk, year)
    indicators = desk.ask("indicators", Indicator, year=year)
    template = template_with_figures(desk, figures.titles.keys(), complete=not figures.faults)
    return _Writing(desk, figures, template, indicators).summary()


class _Writing:
    """One summary while it is written: the evidence gets its numbers in the order of the text."""

    def __init__(
        self, desk: Desk, figures: FiguresOfYears, template: Template, indicators: Sequence[Indicator]
    ) -> None:
        self._desk = desk
        self._figures = figures
        self._template = template
        self._indicators = indicators
        self._numbers = EvidenceNumbers(figures.year)
        self._missing = MissingFigures(figures, template)
        self._judged: tuple[IndicatorShown, ...] = ()
        self._filler = Filler(
            figures,
            self._numbers,
            {"year": str(figures.year), "last_year": str(figures.year - 1), "school": clean_line(desk.name)},
        )
        self._lines = LineWriting(figures, self._filler, self._missing)

    def summary(self) -> WorkSummary:
        """Write it."""
        year = self._figures.year
        notes = notes_of(self._desk, year)
        sections = [self._section(each, notes.pop(each.code, "")) for each in self._template.sections]
        sections += [
            SummarySection(code=code, heading=_("Further notes"), note=clean(text, len(text)))
            for code, text in notes.items()
        ]
        return WorkSummary(
            year=year,
            title=self._filler.filled(self._template.title).text,
            school=self._desk.name,
            as_of=min(self._desk.today(), date(year, _DECEMBER, _LAST_OF_DECEMBER)),
            template=self._template.name,
            sections=tuple(sections),
            figures=self._figures.shown,
            missing=self._missing.found,
            indicators=self._judged,
            evidence=self._numbers.found,
            faults=self._figures.faults,
        )

    def _section(self, section: TemplateSection, note: str) -> SummarySection:
        lines = list(self._lines.of(section))
        table = self._table(section)
        match section.shows:
            case Shows.EVALUATION:
                self._judged = tuple(judged(self._indicators, self._figures, self._numbers))
                lines.insert(0, _judged_line(self._judged))
            case Shows.OUTLOOK:
                lines += outlook(self._desk, self._figures.year + 1, self._numbers)
            case Shows.NOTHING:
                pass
        return SummarySection(
            code=section.code,
            heading=section.heading,
            lines=tuple(lines),
            table=table,
            chart=self._chart(section),
            note=clean(note, len(note)),
            shows=section.shows,
        )

    def _table(self, section: TemplateSection) -> SummaryTable | None:
        """Return those figures of the table that have a record of either year; note what this year lacks."""
        keys = self._figures.among(section.table)
        for key in keys:
            figure = self._figures.get(key)
            if figure.value is None:
                self._missing.add(Gap(key), section.heading, is_optional=figure.previous is None)
        shown = tuple(key for key in keys if key in self._figures.shown)
        for key in shown:
            if self._figures.get(key).value is not None:
                self._numbers.of_figure(self._figures.get(key))
        return SummaryTable(shown) if shown else None

    def _chart(self, section: TemplateSection) -> SummaryChart | None:
        if section.chart is None:
            return None
        shown = tuple(key for key in self._figures.among(section.chart.figures) if key in self._figures.shown)
        if not shown:
            return None
        chart = section.chart
        return SummaryChart(chart.title, shown, chart.unit, chart.own_scales)


def _judged_line(judged: Sequence[IndicatorShown]) -> SummaryLine:
    """Return how many indicators were met, were not, and could not be judged, and the points got."""
    if not judged:
        return SummaryLine(_("No indicator of an evaluation is entered."))
    states = [each.state for each in judged]
    text = ngettext(
        "Of {count} indicator {met} was met, {not_met} was not, {not_judged} could not be judged.",
        "Of {count} indicators {met} were met, {not_met} were not, {not_judged} could not be judged.",
        len(states),
    ).format(
        count=len(states),
        met=states.count(IndicatorState.MET),
        not_met=states.count(IndicatorState.NOT_MET),
        not_judged=states.count(IndicatorState.NOT_JUDGED),
    )
    points = [each for each in judged if each.indicator.points is not None]
    if points:
        got = sum(each.indicator.points or 0 for each in points if each.state is IndicatorState.MET)
        total = sum(each.indicator.points or 0 for each in points)
        text = _("{text} Points: {got} of {total}.").format(text=text, got=f"{got:g}", total=f"{total:g}")
    return SummaryLine(text)
