"""A register as a matrix: the values of one field down, those of another across, a mark where they meet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dutydesk.tui.widgets import GridCell, GridColumn, GridFooter, GridModel, GridRow, width_of, wrapped
from dutydesk.wording import _
from dutydesk_registers.entries import Entry
from dutydesk_registers.field_values import NO, FieldContext, shown
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import FieldTable, MatrixTable

MOST_ROWS, MOST_COLUMNS = 1000, 60
IS_MARKED, IS_NOT = "+", "-"
_LEAST, _MOST, _MOST_NAME = 5, 14, 40


@dataclass(frozen=True, slots=True)
class Matrix:
    """What a matrix shows, and the entries where a row and a column meet."""

    model: GridModel
    entries: Mapping[tuple[str, str], tuple[Entry, ...]]


def matrix_of(
    register: Register, table: MatrixTable, entries: Iterable[Entry], context: FieldContext
) -> Matrix:
    """Return the matrix of entries; those that say nothing of one of its fields are left out."""
    down, across = register.fields[table.down], register.fields[table.across]
    met: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        place = entry.values.get(table.down, ""), entry.values.get(table.across, "")
        if all(place):
            met.setdefault(place, []).append(entry)
    rows = _in_order(down, {place[0] for place in met}, context)[:MOST_ROWS]
    columns = _in_order(across, {place[1] for place in met}, context)[:MOST_COLUMNS]
    heads = {code: shown(across, code, context) for code in columns}
    cells = {place: _cell(found, table.mark) for place, found in met.items()}
    footer = _footer(rows, columns, met, table.mark)
    texts = (*heads.values(), *(each.text for each in (*cells.values(), *footer.cells)))
    wide = max([_LEAST, *(min(_MOST, width_of(text) + 1) for text in texts)])
    model = GridModel(
        rows=tuple(GridRow(code, shown(down, code, context)) for code in rows),
        columns=tuple(_column(code, heads[code], wide) for code in columns),
        cells=cells,
        footers=(footer,) if rows else (),
        corner=down.name,
        cell_widths=(wide, wide),
        most_name=_MOST_NAME,
    )
    return Matrix(model, {place: tuple(found) for place, found in met.items()})


def is_marked(entry: Entry, mark: str) -> bool:
    """Tell whether the field that makes the mark is filled, with something else than no."""
    return entry.values.get(mark, "") not in {"", NO}


def _cell(found: Sequence[Entry], mark: str) -> GridCell:
    marked = sum(is_marked(each, mark) for each in found)
    style = "good" if marked == len(found) else "warning"
    if len(found) > 1:
        return GridCell(f"{marked}/{len(found)}", style)
    return GridCell(IS_MARKED if marked else IS_NOT, style)


def _column(code: str, head: str, wide: int) -> GridColumn:
    lines = wrapped(head, wide - 1)
    top, bottom = ("", lines[0]) if len(lines) == 1 else (lines[0], " ".join(lines[1:]))
    return GridColumn(code, top, bottom)


def _footer(
    rows: Sequence[str], columns: Sequence[str], met: Mapping[tuple[str, str], Sequence[Entry]], mark: str
) -> GridFooter:
    def counted(column: str) -> str:
        found = [each for row in rows for each in met.get((row, column), ())]
        return f"{sum(is_marked(each, mark) for each in found)}/{len(found)}"

    return GridFooter(_("In all"), tuple(GridCell(counted(column)) for column in columns))


def _in_order(field: FieldTable, found: Iterable[str], context: FieldContext) -> list[str]:
    """Return values of a field in the order of its choices, or else of what people read."""
    places = {choice.code: place for place, choice in enumerate(field.choice)}
    return sorted(found, key=lambda code: (places.get(code, len(places)), shown(field, code, context), code))
