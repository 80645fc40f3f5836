"""The journal as TOML: each entry with what it was about and what it did to each record."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import sqlalchemy as sa
import tomli_w

from dutydesk.api import DataProblem
from dutydesk.exchange.whole_desk.rows import RowReader, row_text, tables_at
from dutydesk.store.whole import Digest, Row, rows_of, shape_of
from dutydesk.wording import _

JOURNAL, JOURNAL_ROW, JOURNAL_SUBJECT = "journal", "journal_row", "journal_subject"
JOURNAL_TABLES = (JOURNAL, JOURNAL_ROW, JOURNAL_SUBJECT)
_ENTRY, _ROW = "[[entry]]", "[[entry.row]]"


class Entry(NamedTuple):
    """One entry of the journal, as the rows of the journal's three tables."""

    head: Row
    rows: tuple[Row, ...]
    subjects: tuple[Row, ...]


class _Following:
    """The rows that belong to one entry after another, from a table in the order of the entries."""

    def __init__(self, rows: Iterator[Row], table: str, digest: Digest) -> None:
        self._rows = rows
        self._table = table
        self._digest = digest
        self._next = next(rows, None)

    def of(self, number: object) -> Iterator[Row]:
        """Yield the rows of the entry `number`."""
        while self._next is not None and self._next["entry"] == number:
            row = self._next
            self._digest.add(row)
            self._next = next(self._rows, None)
            yield row

    def end(self) -> None:
        """Make sure that no row is of an entry that is not there.

        Raises:
            DataProblem: one is.
        """
        if self._next is not None:
            raise DataProblem(
                _("the journal is damaged ({table}: entry {number} is not there): `dutydesk doctor`").format(
                    table=self._table, number=self._next["entry"]
                )
            )


def journal_entries(
    connection: sa.Connection, tables: Mapping[str, sa.Table], digests: Mapping[str, Digest]
) -> Iterator[Entry]:
    """Yield every entry of the journal, the oldest first, and add what is read to the digests by table.

    Raises:
        DataProblem: the journal does not hang together.
    """
    rows = _Following(
        rows_of(connection, tables[JOURNAL_ROW], ("entry", "position")), JOURNAL_ROW, digests[JOURNAL_ROW]
    )
    subjects = _Following(
        rows_of(connection, tables[JOURNAL_SUBJECT], ("entry", "subject")),
        JOURNAL_SUBJECT,
        digests[JOURNAL_SUBJECT],
    )
    for head in rows_of(connection, tables[JOURNAL], ("number",)):
        digests[JOURNAL].add(head)
        yield Entry(head, tuple(rows.of(head["number"])), tuple(subjects.of(head["number"])))
    rows.end()
    subjects.end()


def entry_text(entry: Entry) -> str:
    """Return an entry as TOML."""
    subjects = [each["subject"] for each in entry.subjects]
    text = row_text(_ENTRY, entry.head)
    if subjects:
        text = f"{text.rstrip()}\n{tomli_w.dumps({'subjects': subjects})}\n"
    return text + "".join(_touched(row, position) for position, row in enumerate(entry.rows))


def _touched(row: Row, position: int) -> str:
    """Return what an entry did to one record; its place says its position, unless one is missing."""
    told = {"entry", *(("position",) if row["position"] == position else ())}
    return row_text(_ROW, {name: value for name, value in row.items() if name not in told})


class EntryReader:
    """Turns the entries of a journal file into rows of the journal's tables."""

    def __init__(self, tables: Mapping[str, sa.Table]) -> None:
        self._heads = RowReader(shape_of(tables[JOURNAL]))
        self._rows = RowReader(shape_of(tables[JOURNAL_ROW]), ("entry", "position"))

    def entries(self, document: Mapping[str, object], file: str) -> Iterator[Entry]:
        """Yield the entries of one file.

        Raises:
            DataProblem: something in it is no entry.
        """
        if strange := document.keys() - {"entry"}:
            raise DataProblem(_("{where}: unknown key {key!r}").format(where=file, key=min(strange)))
        for number, found in enumerate(tables_at(document, "entry", file), start=1):
            where = f"{file}, [[entry]] {number}"
            if not isinstance(found, dict):
                raise DataProblem(_("{where}: a table was expected").format(where=where))
            head = self._heads.row(
                {name: value for name, value in found.items() if name not in {"row", "subjects"}}, where
            )
            yield Entry(head, tuple(self._touched(head, found, where)), _subjects(head, found, where))

    def _touched(self, head: Row, found: Mapping[str, object], where: str) -> Iterator[Row]:
        for index, each in enumerate(tables_at(found, "row", where)):
            place = f"{where}, [[entry.row]] {index + 1}"
            given = each if isinstance(each, dict) else {}
            position = given.get("position", index)
            if type(position) is not int:
                raise DataProblem(_("{where}, position: expected a whole number").format(where=place))
            row = self._rows.row({name: value for name, value in given.items() if name != "position"}, place)
            yield {"entry": head["number"], "position": position, **row}


def _subjects(head: Row, found: Mapping[str, object], where: str) -> tuple[Row, ...]:
    subjects = found.get("subjects", [])
    if not isinstance(subjects, list) or not all(isinstance(each, str) for each in subjects):
        raise DataProblem(_("{where}, subjects: expected a list of texts").format(where=where))
    return tuple({"subject": each, "entry": head["number"]} for each in subjects)
