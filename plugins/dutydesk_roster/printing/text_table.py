"""Drawing a sheet as a table of text that spreadsheet programs open."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from dutydesk.documents import Drawing
from dutydesk.domain.formula import quoted_formula
from dutydesk.wording import listed
from dutydesk_roster.printing.paper import Paper
from dutydesk_roster.printing.sheet import DayHeading, PrintedRow, Sheet, number_text


def draw(sheet: Sheet, _paper: Paper, _fonts: Path) -> Drawing:
    """Return the sheet as CSV in UTF-8 with the mark by which Excel knows it; nothing in it is a formula.

    The first line has the headings and the table goes up to the first empty line; the school, the state and
    the legend follow below, out of the way of whoever sorts or filters.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([quoted_formula(cell) for cell in row] for row in _lines(sheet))
    return Drawing(text.getvalue().encode("utf-8-sig"))


def _lines(sheet: Sheet) -> Iterator[Sequence[str]]:
    yield (sheet.name_heading, *map(_heading, sheet.days), *sheet.total_headings)
    for row in sheet.all_rows:
        yield _line(row, len(sheet.total_headings))
    yield ()
    for line in (sheet.school, sheet.title, sheet.state, *(group.text for group in sheet.legend)):
        yield (line,)


def _heading(day: DayHeading) -> str:
    return " ".join(filter(None, (day.day.isoformat(), day.weekday, day.sign)))


def _line(row: PrintedRow, totals: int) -> Sequence[str]:
    written = [number_text(total) for total in row.totals]
    return (
        row.name,
        *(listed(cell.lines) for cell in row.cells),
        *written,
        *[""] * (totals - len(written)),
    )
