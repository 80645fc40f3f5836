"""Writing a table as a spreadsheet or as CSV: by the ending of its file."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import zip_longest
from math import isfinite
from pathlib import Path

from wcwidth import wcswidth

from dutydesk.domain import clean_line
from dutydesk.domain.formula import FORMULA_STARTS, quoted_formula
from dutydesk.replacing import ending_of, replace_file
from dutydesk.sheets.reading import Cell
from dutydesk.xml_text import xml_text

WRITTEN_ENDINGS = (".xlsx", ".csv")

_FIRST_YEAR = 1900
_MOST_OF_CELL = 32_767
_MOST_OF_NAME = 31
_NARROWEST, _WIDEST = 8, 60
_NOT_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write_table(
    path: Path,
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str = "",
    private: bool = False,
) -> None:
    """Write a table to `path` as its ending says; a file that is there is replaced only by a whole one.

    In a workbook dates are dates and numbers are numbers, and `title` is the name of the sheet. CSV is UTF-8
    with the mark by which Excel knows it. No text is ever run as a formula. ``~`` stands for the user's
    folder. `read_table` reads back what was written. A new file that is `private` can be read by its owner
    alone.

    Raises:
        DataProblem: the ending is neither ``.xlsx`` nor ``.csv``, or the file cannot be written.
    """
    path = path.expanduser()
    ending = ending_of(path, WRITTEN_ENDINGS)
    table = [tuple(headers), *map(tuple, rows)]
    content = _workbook(table, title) if ending == ".xlsx" else _text_table(table)
    replace_file(path, content, private=private)


def _text_table(table: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(map(_text_cell, row) for row in table)
    return text.getvalue().encode("utf-8-sig")


def _text_cell(value: Cell) -> str:
    return quoted_formula(xml_text(value)) if isinstance(value, str) else _shown(value)


def _shown(value: Cell) -> str:
    """Return the text of a cell."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, bool):
        return str(value).upper()
    return "" if value is None else str(value)


def _workbook(table: Sequence[Sequence[Cell]], title: str) -> bytes:
    """Return a workbook with a heading that stays in sight, and columns as wide as what stands in them."""
    import xlsxwriter  # noqa: PLC0415 - needed only when a workbook is written

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "remove_timezone": True}) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        bold = book.add_format({"bold": True})
        quoted = book.add_format({"quote_prefix": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.freeze_panes(1, 0)
        for row, cells in enumerate(table):
            for column, value in enumerate(cells):
                if row == 0:
                    sheet.write_string(row, column, _cell_text(value), bold)
                elif isinstance(value, bool):
                    sheet.write_boolean(row, column, value)
                elif isinstance(value, (int, float)) and isfinite(value):
                    sheet.write_number(row, column, value)
                elif isinstance(value, date) and value.year >= _FIRST_YEAR:
                    sheet.write_datetime(row, column, value, moment if isinstance(value, datetime) else day)
                elif text := _cell_text(value):
                    look = quoted if text.startswith(tuple(FORMULA_STARTS)) else None
                    sheet.write_string(row, column, text, look)
        for column, width in enumerate(_widths(table)):
            sheet.set_column(column, column, width)
    return content.getvalue()


def _cell_text(value: Cell) -> str:
    return xml_text(_shown(value))[:_MOST_OF_CELL]


def _widths(table: Iterable[Sequence[Cell]]) -> Iterable[int]:
    """Return how wide each column is, in letters."""
    for column in zip_longest(*table):
        lines = (line for value in column for line in _shown(value).split("\n"))
        widest = max((wcswidth(line) for line in lines), default=0)
        yield min(max(widest + 2, _NARROWEST), _WIDEST)


def _sheet_name(title: str) -> str:
    """Return `title` as Excel allows a sheet to be called, which must not be ``History``."""
    name = clean_line(xml_text(title.translate(_NOT_IN_NAME)))
    name = name.encode("utf-16-le")[: 2 * _MOST_OF_NAME].decode("utf-16-le", "ignore").strip()
    return f"{name} 1" if name.lower() == "history" else name or "table"
