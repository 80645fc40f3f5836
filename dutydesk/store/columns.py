"""Turning record types into database tables, and records into rows."""

import math
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Generic

import msgspec
import sqlalchemy as sa

from dutydesk.api import DamagedDesk, DataProblem
from dutydesk.api.tables import R, TableSpec
from dutydesk.domain import clean_line
from dutydesk.wording import _


@dataclass(frozen=True, slots=True)
class _Codec:
    """A column's SQL type, and how a field's value goes in and comes out."""

    sql: Callable[[], sa.types.TypeEngine[Any]]
    into: Callable[[Any], Any] | None = None
    out: Callable[[Any], Any] | None = None


@contextmanager
def readable(table: str) -> Iterator[None]:
    """Read rows of a table in the block: what none of them can hold is told as damage of the database.

    Raises:
        DamagedDesk: the block met something that was never written there.
    """
    try:
        yield
    except UnicodeEncodeError:
        raise
    except (ValueError, TypeError, OverflowError, LookupError, msgspec.MsgspecError) as error:
        raise DamagedDesk(
            _("the table {table} is damaged ({reason}); `dutydesk doctor` says what to do").format(
                table=table, reason=clean_line(str(error), 200)
            )
        ) from error


def _types(column: sa.Column[Any]) -> tuple[type, ...]:
    """Return what values of a column are made of when they come from the database."""
    kept: type = column.type.python_type
    return (kept, type(None)) if column.nullable else (kept,)


def whole_number() -> sa.types.TypeEngine[int]:
    """Return the SQL type of whole numbers, which has 64 bits on every database."""
    return sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def _text(value: str) -> str:
    if "\0" in value:
        raise DataProblem(_("this text holds a NUL character, which nobody can see; nothing was changed"))
    return str(value)


def _whole(value: int) -> int:
    if not -_BOUND <= value < _BOUND:
        raise DataProblem(_("a whole number is too large to be kept; nothing was changed"))
    return value


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise DataProblem(
            _("{number} is no number that can be kept; nothing was changed").format(number=value)
        )
    return value


def _utc_text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()


def _wall(moment: datetime) -> datetime:
    if moment.tzinfo is not None:
        raise ValueError(f"{moment} has a time zone; a column holds naive wall times")
    return moment


_BOUND = 2**63
_strings = msgspec.json.Decoder(tuple[str, ...])
_CODECS: Mapping[Any, _Codec] = {
    str: _Codec(sa.Text, _text),
    int: _Codec(whole_number, _whole),
    float: _Codec(sa.Float, _finite),
    bool: _Codec(sa.Boolean),
    date: _Codec(sa.Date),
    datetime: _Codec(sa.DateTime, _wall),
    tuple[str, ...]: _Codec(
        sa.Text,
        lambda value: msgspec.json.encode(value).decode(),
        _strings.decode,
    ),
}
_INSTANT = _Codec(sa.Text, _utc_text, datetime.fromisoformat)


def _codec(record: type[object], name: str, hint: Any) -> tuple[_Codec, bool]:  # noqa: ANN401 - a type hint
    """Return the codec for a field's type hint, and whether it may be None."""
    if name == "changed":
        return _INSTANT, False
    nullable = False
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        inner = [part for part in typing.get_args(hint) if part is not type(None)]
        if len(inner) != 1:
            raise TypeError(f"{record.__name__}.{name}: a column has one type, or one type and None")
        hint, nullable = inner[0], True
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _Codec(sa.Text, _text, hint), nullable
    if hint not in _CODECS:
        raise TypeError(f"{record.__name__}.{name}: no column can hold a {hint}")
    return _CODECS[hint], nullable


class RecordTable(Generic[R]):
    """A database table whose columns are the fields of a record type.

    Raises:
        TypeError: a field has a type that no column can hold.
    """

    def __init__(self, spec: TableSpec, metadata: sa.MetaData) -> None:
        self.spec = spec
        self.type: type[R] = spec.type  # type: ignore[assignment]  # the spec of an R
        hints = typing.get_type_hints(spec.type)
        self._codecs: dict[str, _Codec] = {}
        columns: list[sa.Column[Any]] = []
        for field in fields(spec.type):
            codec, nullable = _codec(spec.type, field.name, hints[field.name])
            self._codecs[field.name] = codec
            columns.append(
                sa.Column(field.name, codec.sql(), primary_key=field.name == "id", nullable=nullable)
            )
        indexes = [sa.Index(f"ix_{spec.name}_{'_'.join(names)}", *names) for names in spec.indexes]
        self.sql = sa.Table(spec.name, metadata, *columns, *indexes)
        self._names = tuple(self._codecs)
        self._types = tuple(_types(column) for column in columns)
        self._converted = tuple(
            (name, codec.out) for name, codec in self._codecs.items() if codec.out is not None
        )

    def column(self, name: str) -> sa.Column[Any]:
        """Return the column called `name`.

        Raises:
            KeyError: the record has no such field.
        """
        return self.sql.c[name]

    def bound(self, name: str, value: object) -> object:
        """Return `value` as the column `name` holds it."""
        into = self._codecs[name].into
        return value if into is None or value is None else into(value)

    def row(self, record: R) -> dict[str, object]:
        """Return `record` as a row."""
        return {name: self.bound(name, getattr(record, name)) for name in self._codecs}

    def record(self, row: sa.Row[Any]) -> R:
        """Return a row, selected with the table's columns in order, as a record.

        Raises:
            TypeError: a damaged database gave something else than the column keeps.
            ValueError: likewise.
        """
        if not all(map(isinstance, row, self._types)):
            raise TypeError(_("the row {id!r} holds what it cannot").format(id=row[0]))
        values = dict(zip(self._names, row, strict=True))
        for name, out in self._converted:
            value = values[name]
            if value is not None:
                values[name] = out(value)
        return self.type(**values)

    def document(self, record: R) -> dict[str, Any]:
        """Return `record` as plain values that JSON can hold."""
        return typing.cast("dict[str, Any]", msgspec.to_builtins(record))

    def from_document(self, document: Mapping[str, Any]) -> R:
        """Return the record that `document` was made from; fields that have gone are passed over."""
        known = {name: value for name, value in document.items() if name in self._codecs}
        return msgspec.convert(known, self.type)
