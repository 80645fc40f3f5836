"""Texts that are longer than their column, carried on in rows below."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from dutydesk.tui.widgets.table import TableRow
from dutydesk.tui.widgets.text import wrapped

_LEAST_ROOM = 10


def broken_row(row: TableRow, rooms: Sequence[int]) -> Iterator[TableRow]:
    """Yield `row`, and what its cells have no room for as rows that follow it.

    `rooms` are how many terminal cells each column has for its text; 0, and columns beyond them, leave the
    text in one piece.
    """
    columns = [
        wrapped(text, max(room, _LEAST_ROOM)) if room else [text]
        for text, room in zip(row.cells, (*rooms, *(0 for _cell in row.cells)), strict=False)
    ]
    for number, cells in enumerate(zip_longest(*columns, fillvalue="")):
        if number:
            yield replace(row, key=f"{row.key}+{number}", cells=cells, follows=True)
        else:
            yield replace(row, cells=cells)
