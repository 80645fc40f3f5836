"""Drawing a sheet as a workbook for Excel, WPS or LibreOffice."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import xlsxwriter
from wcwidth import wcswidth
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dutydesk.documents import Drawing
from dutydesk.domain import DayKind
from dutydesk.domain.formula import FORMULA_STARTS
from dutydesk_roster.printing.paper import MARGIN, Paper, lines_in
from dutydesk_roster.printing.sheet import DayHeading, PrintedRow, Sheet

_PAPER_CODES = {Paper.A3: 8, Paper.A4: 9}
_SHADES = {DayKind.WEEKEND: "#EBEBEB", DayKind.HOLIDAY: "#D4D4D4"}
_INCH = 25.4
_LINE_POINTS = 14.0
_TABLE_ROW = 4
"""The row of the headings, below the school, the title and the state; they are repeated on every page."""

_Look: TypeAlias = dict[str, str | int | bool]


def draw(sheet: Sheet, paper: Paper, _fonts: Path) -> Drawing:
    """Return the sheet as a workbook, set up to be printed as wide as one page of `paper`.

    Text is only ever text: it is written as strings, and one that looks like a formula carries the mark by
    which it stays text when somebody edits the cell. Totals and counts of heads are numbers.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet(f"{sheet.days[0].day:%Y-%m}")
        _Writer(book, page, sheet).write()
        _set_up(page, sheet, paper)
    return Drawing(content.getvalue())


class _Writer:
    """Writes the sheet into a worksheet; each look of a cell is made once."""

    def __init__(self, book: xlsxwriter.Workbook, page: Worksheet, sheet: Sheet) -> None:
        self._book, self._page, self._sheet = book, page, sheet
        self._looks: dict[tuple[tuple[str, str | int | bool], ...], Format] = {}

    def write(self) -> None:
        sheet = self._sheet
        for line_place, line in enumerate((sheet.school, sheet.title, sheet.state)):
            self._text(
                line_place, 0, line, {"bold": line_place > 0, "font_size": 14 if line_place == 1 else 11}
            )
        self._headings()
        for place, row in enumerate(sheet.all_rows, start=_TABLE_ROW + 1):
            self._row(place, row, counted=row in sheet.heads)
        below = _TABLE_ROW + len(sheet.all_rows) + 2
        for place, group in enumerate(sheet.legend, start=below):
            self._text(place, 0, group.text, {"font_size": 9})
        signed = "          ".join(f"{word} ____________________" for word in sheet.signatures)
        self._text(below + len(sheet.legend) + 1, 0, signed, {})

    def _headings(self) -> None:
        sheet = self._sheet
        frame: _Look = {"border": 1, "bold": True, "text_wrap": True}
        self._text(_TABLE_ROW, 0, sheet.name_heading, {**frame, "valign": "vcenter"})
        for column, day in enumerate(sheet.days, start=1):
            self._text(
                _TABLE_ROW,
                column,
                f"{day.number}\n{day.weekday}",
                {**frame, "align": "center", **_shade(day)},
            )
        for column, heading in enumerate(sheet.total_headings, start=len(sheet.days) + 1):
            self._text(_TABLE_ROW, column, heading, {**frame, "align": "right", "valign": "vcenter"})
        self._page.set_row(_TABLE_ROW, 2.4 * _LINE_POINTS)

    def _row(self, place: int, row: PrintedRow, *, counted: bool) -> None:
        frame: _Look = {"border": 1, "valign": "vcenter", "top": 2 if row.begins_group else 1}
        self._text(place, 0, row.name, {**frame, "bold": counted})
        for column, (cell, day) in enumerate(zip(row.cells, self._sheet.days, strict=True), start=1):
            look: _Look = {**frame, "align": "center", "bold": cell.strong, "text_wrap": True, **_shade(day)}
            if counted and cell.lines:
                self._page.write_number(place, column, int(cell.lines[0]), self._look(look))
            else:
                self._text(place, column, "\n".join(cell.lines), look)
        first = len(self._sheet.days) + 1
        for column, _heading in enumerate(self._sheet.total_headings, start=first):
            look = {**frame, "bold": counted}
            if column - first < len(row.totals):
                total = row.totals[column - first]
                look["num_format"] = "0" if total == int(total) else "0.0"
                self._page.write_number(place, column, total, self._look(look))
            else:
                self._text(place, column, "", look)
        self._page.set_row(place, lines_in(row) * _LINE_POINTS + 2)

    def _text(self, row: int, column: int, text: str, look: _Look) -> None:
        if not text:
            self._page.write_blank(row, column, None, self._look(look))
            return
        if text.startswith(tuple(FORMULA_STARTS)):
            look = {**look, "quote_prefix": True}
        self._page.write_string(row, column, text, self._look(look))

    def _look(self, look: _Look) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format(look)
        return self._looks[key]


def _shade(day: DayHeading) -> _Look:
    shade = _SHADES.get(day.kind)
    return {"bg_color": shade} if shade else {}


def _set_up(page: Worksheet, sheet: Sheet, paper: Paper) -> None:
    days, totals = len(sheet.days), len(sheet.total_headings)
    page.set_column(0, 0, min(40, 2 + _widest([row.name for row in sheet.all_rows])))
    cells = [line for row in sheet.rows for cell in row.cells for line in cell.lines]
    page.set_column(1, days, min(24, max(5, 1.2 + _widest(cells))))
    page.set_column(days + 1, days + totals, 8)
    page.freeze_panes(_TABLE_ROW + 1, 1)
    page.set_landscape()
    page.set_paper(_PAPER_CODES[paper])
    page.set_margins(left=MARGIN / _INCH, right=MARGIN / _INCH, top=0.4, bottom=0.5)
    page.repeat_rows(_TABLE_ROW)
    page.fit_to_pages(1, 0)
    page.set_footer("&R&P/&N")


def _widest(texts: Sequence[str]) -> int:
    return max((max(wcswidth(text), 0) for text in texts), default=0)
