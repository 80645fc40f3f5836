"""The annual summary as a document: sections, tables, charts, what is missing, and the annex of records."""

from collections.abc import Iterator
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.documents import (
    FONTS_FOLDER,
    BarChart,
    BarGroup,
    Block,
    Bullets,
    Document,
    DocumentTable,
    Heading,
    PageBreak,
    Paragraph,
    Signatures,
    WrittenDocument,
    write_document,
)
from dutydesk.domain import clean_line
from dutydesk.wording import _, clauses, language, pgettext, speaking
from dutydesk_summary.document_language import document_language
from dutydesk_summary.year.annex import annex_blocks
from dutydesk_summary.year.figure_words import change_words, previous_words, value_words
from dutydesk_summary.year.judging import state_word
from dutydesk_summary.year.work_summary import Shows, SummaryChart, SummarySection, SummaryTable, WorkSummary
from dutydesk_summary.year.writing import work_summary

_FIGURE_WIDTHS = (0.38, 0.16, 0.16, 0.15, 0.15)
_INDICATOR_WIDTHS = (0.24, 0.22, 0.42, 0.12)
_MISSING_WIDTHS = (0.2, 0.3, 0.5)
_CHINESE_NUMERALS = "〇一二三四五六七八九"
_TEN = 10


def write_summary(desk: Desk, year: int, path: Path, spoken: str = "") -> WrittenDocument:
    """Write the summary of a year to `path`, as PDF, Word or Markdown by its ending. It belongs in a thread.

    It is in the language `spoken`, or without one in that of the desk's papers.

    Raises: DataProblem: the ending is another, the file cannot be written, or something is wrong with the
    template.
    """
    with speaking(spoken or document_language(desk)):
        document = summary_document(desk, work_summary(desk, year))
        return write_document(document, path, desk.folder / FONTS_FOLDER)


def file_stem(year: int) -> str:
    """Return what the file of a year's summary is usually called, without its ending."""
    return f"summary-{year}"


def summary_document(desk: Desk, summary: WorkSummary) -> Document:
    """Return a summary as a document, in the language in which it was written and which is spoken now."""
    return Document(
        title=summary.title,
        school=summary.school,
        about=_("From the records of the desk, as of {day}").format(day=summary.as_of),
        blocks=(
            *(
                block
                for number, section in enumerate(summary.sections, start=1)
                for block in _section(summary, section, number)
            ),
            *_missing(summary),
            Signatures((_("Squadron leader"), _("Principal"))),
            *((PageBreak(),) if summary.evidence else ()),
            *annex_blocks(desk, summary),
        ),
    )


def section_heading(number: int, heading: str) -> str:
    """Return the heading of a section with its number, as the language counts sections."""
    shown = _chinese(number) if language() == "zh" else str(number)
    return _("{number}. {heading}").format(number=shown, heading=heading)


def table_headers(summary: WorkSummary) -> tuple[str, str, str, str]:
    """Return the headings of a table of figures."""
    return (_("Figure"), str(summary.year), str(summary.year - 1), pgettext("between two years", "Change"))


def table_rows(summary: WorkSummary, table: SummaryTable) -> Iterator[tuple[str, str, str, str]]:
    """Yield each figure of a table with its values and its change in words."""
    for key in table.figures:
        figure = summary.figures[key]
        yield figure.title, value_words(figure), previous_words(figure), change_words(figure)


def indicator_headers() -> tuple[str, str, str, str]:
    """Return the headings of the table of indicators."""
    return (_("Indicator"), _("Wanted"), _("What proves it"), _("State"))


def indicator_rows(summary: WorkSummary, *, marked: bool) -> Iterator[tuple[str, str, str, str]]:
    """Yield each indicator: what is wanted, what proves it, numbered if `marked`, and how it stands."""
    for each in summary.indicators:
        indicator = each.indicator
        yield (
            clean_line(indicator.title),
            clean_line(indicator.standard, 500),
            each.marked if marked else each.why,
            state_word(each.state),
        )


def missing_rows(summary: WorkSummary) -> Iterator[tuple[str, str, str]]:
    """Yield what figures lines could not be written without: their section, what they are, what to enter."""
    titles: dict[tuple[str, str], list[str]] = {}
    for each in summary.wanted:
        titles.setdefault((each.section, each.advice), []).append(
            each.title
            if each.year == summary.year
            else _("{title}, {year}").format(title=each.title, year=each.year)
        )
    for (section, advice), found in titles.items():
        yield section, clauses(found), advice


def _section(summary: WorkSummary, section: SummarySection, number: int) -> Iterator[Block]:
    yield Heading(section_heading(number, section.heading))
    written = section.written
    if len(written) > 1:
        yield Bullets(tuple(line.marked or line.text for line in written))
    else:
        yield from (Paragraph(line.marked or line.text) for line in written)
    for text in section.note.split("\n"):
        if text.strip():
            yield Paragraph(text.strip())
    if section.table is not None:
        yield DocumentTable(
            headers=(*table_headers(summary), _("Evidence")),
            rows=tuple(
                (*row, summary.marks([key]))
                for key, row in zip(section.table.figures, table_rows(summary, section.table), strict=True)
            ),
            widths=_FIGURE_WIDTHS,
        )
    if section.chart is not None:
        yield _chart(summary, section.chart)
    if section.shows is Shows.EVALUATION and summary.indicators:
        yield DocumentTable(
            headers=indicator_headers(),
            rows=tuple(indicator_rows(summary, marked=True)),
            widths=_INDICATOR_WIDTHS,
        )
    if not written and not section.note and section.table is None:
        yield Paragraph(
            _("Nothing of {year} is recorded that could stand here.").format(year=summary.year), "muted"
        )


def _chart(summary: WorkSummary, chart: SummaryChart) -> BarChart:
    figures = [summary.figures[key] for key in chart.figures]
    return BarChart(
        title=chart.title,
        groups=tuple(
            BarGroup(each.title, (each.previous, each.value), (previous_words(each), value_words(each)))
            for each in figures
        ),
        series=(str(summary.year - 1), str(summary.year)),
        unit=chart.unit,
        own_scales=chart.own_scales,
    )


def _missing(summary: WorkSummary) -> Iterator[Block]:
    rows = tuple(missing_rows(summary))
    if not rows and not summary.faults:
        return
    yield Heading(_("What is missing"))
    if rows:
        yield Paragraph(
            _(
                "These lines could not be written, as nothing recorded proves them. What to enter stands "
                "beside each."
            ),
            "muted",
        )
        yield DocumentTable(
            headers=(_("Section"), _("Figure without a record"), _("What to enter")),
            rows=rows,
            widths=_MISSING_WIDTHS,
        )
    if summary.faults:
        yield Paragraph(_("These could not give their figures:"), "strong")
        yield Bullets(summary.faults)


def _chinese(number: int) -> str:
    """Return a number below 100 in Chinese numerals, and a larger one in figures."""
    tens, ones = divmod(number, _TEN)
    if not 0 < tens < _TEN:
        return str(number) if tens else _CHINESE_NUMERALS[ones]
    first = "十" if tens == 1 else f"{_CHINESE_NUMERALS[tens]}十"
    return first + (_CHINESE_NUMERALS[ones] if ones else "")
