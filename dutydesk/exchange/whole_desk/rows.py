"""Rows of tables as TOML, and back: what was written is read again to the letter."""

import re
from collections.abc import Iterator, Mapping

import msgspec
import tomli_w

from dutydesk.api import DataProblem
from dutydesk.store.whole import Row, TableShape, Value
from dutydesk.wording import _

_OUTSIDE_LITERALS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_strings = msgspec.json.Decoder(list[str])


def row_text(heading: str, row: Mapping[str, Value]) -> str:
    """Return a row as a TOML table under `heading`; a column that holds nothing has no key.

    A list of words that is kept as text is written as a list, and a document stands in single quotes, where
    nothing needs a backslash.
    """
    plain: dict[str, object] = {}
    documents: list[str] = []
    breaks = False
    for name, value in row.items():
        if isinstance(value, str) and value:
            literal = _literal(value) if value[0] == "{" else None
            if literal is not None:
                documents.append(f"{name} = {literal}\n")
                continue
            plain[name] = _as_list(value) if value[0] == "[" else value
            # The writer keeps no carriage return in text of several lines.
            breaks = breaks or "\r\n" in value
        elif value is not None:
            plain[name] = value
    return f"{heading}\n{tomli_w.dumps(plain, multiline_strings=not breaks)}{''.join(documents)}\n"


def _literal(text: str) -> str | None:
    if _OUTSIDE_LITERALS.search(text):
        return None
    if "'" not in text:
        return f"'{text}'"
    return None if "'''" in text or text.endswith("'") else f"'''{text}'''"


def _as_list(text: str) -> str | list[str]:
    try:
        words = _strings.decode(text)
    except msgspec.DecodeError:
        return text
    return words if _as_text(words) == text else text


def _as_text(words: list[str]) -> str:
    return msgspec.json.encode(words).decode()


class RowReader:
    """Turns tables of a TOML file into rows, and says what is wrong with the first that is none.

    `shape` is the table's; columns in `given` come from elsewhere and are filled in by the caller.
    """

    def __init__(self, shape: TableShape, given: tuple[str, ...] = ()) -> None:
        self._name = shape.name
        self._columns = tuple(each for each in shape.columns if each.name not in given)
        self._names = frozenset(each.name for each in self._columns)

    def row(self, found: object, where: str) -> Row:
        """Return the row that the TOML table `found` holds; `where` says where it stands.

        Raises:
            DataProblem: it lacks a column, has one too many, or one holds something else than expected.
        """
        if not isinstance(found, dict):
            raise DataProblem(_("{where}: a table was expected").format(where=where))
        if strange := found.keys() - self._names:
            raise DataProblem(_("{where}: unknown key {key!r}").format(where=where, key=min(strange)))
        row: Row = {}
        for column in self._columns:
            value = found.get(column.name)
            if isinstance(value, list) and all(isinstance(each, str) for each in value):
                value = _as_text(value)
            if not column.fits(value):
                raise DataProblem(
                    _("{where}, {key}: expected {kind}, found {value}").format(
                        where=where,
                        key=column.name,
                        kind=column.kind,
                        value=_("nothing") if value is None else repr(value)[:60],
                    )
                )
            row[column.name] = value
        return row

    def rows(self, document: Mapping[str, object], file: str) -> Iterator[Row]:
        """Yield the rows of a file that holds nothing but the table.

        Raises:
            DataProblem: there is something else in it.
        """
        if strange := document.keys() - {self._name}:
            raise DataProblem(_("{where}: unknown key {key!r}").format(where=file, key=min(strange)))
        for number, found in enumerate(tables_at(document, self._name, file), start=1):
            yield self.row(found, f"{file}, [[{self._name}]] {number}")


def tables_at(document: Mapping[str, object], name: str, where: str) -> list[object]:
    """Return what stands under the headings ``[[name]]``.

    Raises:
        DataProblem: it is no list.
    """
    found = document.get(name, [])
    if not isinstance(found, list):
        raise DataProblem(
            _("{where}: expected headings in double brackets: [[{name}]]").format(where=where, name=name)
        )
    return found
