"""Writing the entries of a register to a CSV file or a spreadsheet."""

from collections.abc import Iterable
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.sheets import Cell, write_table
from dutydesk_registers.entries import Entry, entries
from dutydesk_registers.exchange.entry_columns import KEY, column_headings
from dutydesk_registers.field_values import FieldContext, canonical, day_of, field_context, shown
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import FieldTable


def export_entries(desk: Desk, register: Register, path: Path, year: int | None = None) -> int:
    """Write the entries of a register, or those of a `year`, to `path`, and return how many there are.

    The ending of `path` is ``.xlsx`` or ``.csv``. Headings and values are in the reader's language; the
    oldest entry comes first. What was written is read back equal, in any language; by the key in the last
    column a row that somebody changed finds its entry again.

    Raises:
        DataProblem: the ending is another, or the file cannot be written.
    """
    found = tuple(reversed(entries(desk, register, year)))
    write_entries(path, register, found, field_context(desk))
    return len(found)


def write_entries(path: Path, register: Register, found: Iterable[Entry], context: FieldContext) -> None:
    """Write these entries to `path`, a row each.

    Raises:
        DataProblem: the ending is neither ``.xlsx`` nor ``.csv``, or the file cannot be written.
    """
    headings = column_headings(register)
    fields = register.fields.values()
    write_table(
        path,
        [*(headings[field.code] for field in fields), headings[KEY]],
        (
            [*(exported_cell(field, each.values.get(field.code, ""), context) for field in fields), each.id]
            for each in found
        ),
        title=register.name,
        private=True,
    )


def exported_cell(field: FieldTable, text: str, context: FieldContext) -> Cell:
    """Return the cell for what is kept: people and spreadsheet programs know it, and it is read back.

    Where that cannot be, such as for a choice that the register has no longer, it is what is kept; so is the
    key of a figure, whose title is another in every language.
    """
    if not text:
        return None
    if field.kind == "figure":
        return text
    for cell in (_as_value(field, text), shown(field, text, context)):
        if cell is not None and _is_read_back(field, cell, text, context):
            return cell
    return text


def _as_value(field: FieldTable, text: str) -> Cell:
    """Return a day as a day and a number as a number, of which no digit is lost; None for all else."""
    if field.kind == "date":
        return day_of(text)
    if field.kind in {"number", "count", "year"}:
        for number in (int, float):
            try:
                value = number(text)
            except ValueError:
                continue
            if str(value) == text:
                return value
    return None


def _is_read_back(field: FieldTable, cell: Cell, text: str, context: FieldContext) -> bool:
    try:
        return canonical(field, cell, context) == text
    except ValueError:
        return False
