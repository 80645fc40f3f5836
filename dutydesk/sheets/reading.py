"""Reading the first table of a CSV file or a spreadsheet, whatever program wrote it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dutydesk.api import DataProblem
from dutydesk.confined import read_capped, run_confined
from dutydesk.domain import clean_line
from dutydesk.sheets.delimited import read_delimited
from dutydesk.wording import _

Cell = str | date | datetime | float | int | bool | None
"""What a cell holds; an empty one is None, and only a spreadsheet has anything but text."""

MOST_ROWS = 20_000
MOST_COLUMNS = 200
_MOST_LINES = 1_100_000
"""Rows that are looked at for one that is filled: a spreadsheet program's most, and a few."""

_ARCHIVE = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_SHEETS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its headings and its rows, all of one width.

    `first_row_number` is the number of the first of `rows` as a spreadsheet program counts, from 1 with
    empty rows included; row `i` of `rows` has the number ``first_row_number + i``. `source` is the name of
    the file.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    first_row_number: int = 2
    source: str = ""


def read_table(path: Path) -> Sheet:
    """Return the table in `path`: CSV text, or the first sheet with content of a workbook.

    What the file is, its first bytes say, not its name: programs save text under ``.xls`` and workbooks
    under ``.csv``. The heading is the first row with at least two filled cells, so a title above it does no
    harm. A workbook is read in a process of its own.

    Raises:
        DataProblem: the file is empty, locked by a password, damaged, no table, or too large.
    """
    raw = read_capped(path)
    try:
        if raw.startswith((_ARCHIVE, _OLE)) or (
            path.suffix.lower() == ".xls" and raw.startswith(_OLD_SHEETS)
        ):
            answer = run_confined("dutydesk.sheets.worker", raw)
            rows: Iterator[Sequence[Cell]] = (tuple(map(_cell, row)) for row in answer)
        else:
            rows = read_delimited(raw)
        return _sheet(rows, path.name)
    except DataProblem as problem:
        raise DataProblem(f"{path.name}: {problem}") from problem


def _sheet(rows: Iterator[Sequence[Cell]], source: str) -> Sheet:
    """Cut what is empty at the right and at the end, find the heading, and make all rows equally wide."""
    kept: list[Sequence[Cell]] = []
    width = filled = 0
    for number, row in enumerate(rows, start=1):
        last = max((index for index, cell in enumerate(row, start=1) if cell is not None), default=0)
        if last > MOST_COLUMNS:
            raise DataProblem(_("it has more than {most} columns").format(most=MOST_COLUMNS))
        if number > MOST_ROWS and (last or number > _MOST_LINES):
            raise DataProblem(_("it has more than {most} rows").format(most=MOST_ROWS))
        if number <= MOST_ROWS:
            kept.append(row[:last])
        filled = number if last else filled
        width = max(width, last)
    if not filled:
        raise DataProblem(_("there is nothing in the table"))
    at = _heading_index(kept)
    headers = [clean_line(str(cell), 100) if cell is not None else "" for cell in kept[at]]
    return Sheet(
        headers=(*headers, *[""] * (width - len(headers))),
        rows=tuple((*row, *[None] * (width - len(row))) for row in kept[at + 1 : filled]),
        first_row_number=at + 2,
        source=source,
    )


def _heading_index(rows: Sequence[Sequence[Cell]]) -> int:
    counts = [sum(cell is not None for cell in row) for row in rows]
    wide = next((index for index, count in enumerate(counts) if count > 1), None)
    return wide if wide is not None else next(index for index, count in enumerate(counts) if count)


def _cell(value: Any) -> Cell:  # noqa: ANN401 - as it comes from JSON
    """Undo what the worker did to send dates through JSON."""
    if isinstance(value, dict):
        if "date" in value:
            return date.fromisoformat(value["date"])
        return datetime.fromisoformat(value["datetime"])
    return value if isinstance(value, (str, float, int, bool)) else None
