"""The summary as plain text, for reading it in the terminal."""

from collections.abc import Iterator

from dutydesk.wording import _
from dutydesk_summary.year.document import (
    indicator_headers,
    indicator_rows,
    missing_rows,
    section_heading,
    table_headers,
    table_rows,
)
from dutydesk_summary.year.work_summary import Shows, WorkSummary

TextTable = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""A table: its headings, and its rows."""


def summary_parts(summary: WorkSummary) -> Iterator[str | TextTable]:
    """Yield the summary as lines and tables in their order; an empty line stands before each section."""
    yield summary.title
    yield _("{school}, as of {day}").format(school=summary.school, day=summary.as_of)
    for number, section in enumerate(summary.sections, start=1):
        yield ""
        yield section_heading(number, section.heading)
        yield from (line.text for line in section.written)
        if section.note:
            yield section.note
        if section.table is not None:
            yield table_headers(summary), tuple(table_rows(summary, section.table))
        if section.shows is Shows.EVALUATION and summary.indicators:
            yield indicator_headers(), tuple(indicator_rows(summary, marked=False))
        if not section.written and not section.note and section.table is None:
            yield _("Nothing of {year} is recorded that could stand here.").format(year=summary.year)
    rows = tuple(missing_rows(summary))
    if rows:
        yield ""
        yield _("What is missing")
        for section_name, title, advice in rows:
            yield _("- {title} ({section}): {advice}").format(
                title=title, section=section_name, advice=advice
            )
