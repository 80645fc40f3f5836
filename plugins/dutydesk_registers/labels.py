"""Labels to stick on what a register keeps, such as extinguishers, each with a QR code of its number."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from dutydesk.api import DataProblem, Desk
from dutydesk.documents import FONTS_FOLDER, Document, Label, LabelSheet, WrittenDocument, write_document
from dutydesk.domain import clean_line
from dutydesk.wording import _, ngettext
from dutydesk_registers.due_days import filled_text
from dutydesk_registers.entries import Entry, open_entries
from dutydesk_registers.field_values import FieldContext, field_context, shown_values
from dutydesk_registers.register import Register
from dutydesk_registers.register_file import LabelTable

_PARTS = re.compile(r"(\D*)(\d*)", re.ASCII)


def print_labels(
    desk: Desk, register: Register, path: Path, found: Iterable[Entry] | None = None
) -> WrittenDocument:
    """Write labels of the entries `found`, or else of all still in use, to `path` as its ending says.

    Raises:
        DataProblem: the register has no labels, there is nothing to put one on, or the file cannot be
            written.
    """
    _label_table(register)
    chosen = tuple(found) if found is not None else in_order(register, open_entries(desk, register))
    if not chosen:
        raise DataProblem(
            _("{register}: nothing is in use that a label could be for").format(register=register.name)
        )
    document = label_document(desk, register, chosen)
    return write_document(document, path, desk.folder / FONTS_FOLDER)


def label_document(desk: Desk, register: Register, found: Sequence[Entry]) -> Document:
    """Return the labels of these entries as a document, in the order given.

    Raises:
        DataProblem: the register's file does not say what its labels show.
    """
    table, context = _label_table(register), field_context(desk)
    return Document(
        title=register.name,
        school=desk.name,
        about=ngettext("{count} label", "{count} labels", len(found)).format(count=len(found)),
        blocks=(LabelSheet(tuple(_label(register, table, each, context) for each in found)),),
    )


def in_order(register: Register, found: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries in the order of what stands in their codes; numbers in it count as numbers."""
    code = _label_table(register).code
    return tuple(sorted(found, key=lambda each: _sorting(each.values.get(code, ""))))


def _label(register: Register, table: LabelTable, entry: Entry, context: FieldContext) -> Label:
    read = shown_values(register.fields, entry.values, context)
    lines = (clean_line(filled_text(line, read)) for line in table.lines)
    return Label(entry.values.get(table.code, ""), tuple(filter(None, lines)))


def _label_table(register: Register) -> LabelTable:
    if register.file.label is None:
        raise DataProblem(
            _("{register} has no labels; its file {file} says none under [label]").format(
                register=register.name, file=register.source
            )
        )
    return register.file.label


def _sorting(text: str) -> tuple[tuple[str, int], ...]:
    """Return what sorts ``E2`` before ``E10``."""
    return tuple((word.casefold(), int(number or 0)) for word, number in _PARTS.findall(text))
