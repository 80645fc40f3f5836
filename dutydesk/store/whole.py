"""Every row that a database keeps, as plain values, and putting rows back as they were."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec
import sqlalchemy as sa

from dutydesk.api import DataProblem
from dutydesk.store.migrate import owners_of_tables, version_table
from dutydesk.store.schema import Schema
from dutydesk.wording import _

Value = str | int | float | bool | date | datetime | None
Row = dict[str, Value]
_AT_ONCE = 2000
_RECORD = frozenset({"id", "revision", "changed"})
_REVISION_LENGTH = 32
"""How long a revision's name may be in Alembic's own table."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "datetime"


_SQL: Mapping[Kind, type[sa.types.TypeEngine[Any]]] = {
    Kind.BOOLEAN: sa.Boolean,
    Kind.INTEGER: sa.Integer,
    Kind.NUMBER: sa.Float,
    Kind.MOMENT: sa.DateTime,
    Kind.DATE: sa.Date,
    Kind.TEXT: sa.Text,
}
_PYTHON: Mapping[Kind, type] = {
    Kind.TEXT: str,
    Kind.INTEGER: int,
    Kind.NUMBER: float,
    Kind.BOOLEAN: bool,
    Kind.DATE: date,
    Kind.MOMENT: datetime,
}


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """A column: its name, what it holds, whether it may hold nothing, and whether it tells rows apart."""

    name: str
    kind: Kind
    optional: bool = False
    key: bool = False

    def fits(self, value: object) -> bool:
        """Tell whether the column can hold `value`."""
        return self.optional if value is None else type(value) is _PYTHON[self.kind]


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table: its columns in order, and the columns of each of its indexes by the index's name."""

    name: str
    columns: tuple[ColumnShape, ...]
    indexes: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What a database keeps: its tables by name, the revision of each owner's, and tables of strangers."""

    tables: Mapping[str, sa.Table]
    revisions: Mapping[str, str]
    strange: tuple[str, ...]


def kept_tables(connection: sa.Connection, schema: Schema) -> Kept:
    """Return the tables that hold a desk: the program's own, and every one that keeps records.

    So those of a plugin that is not here are among them: nothing else may tell which they are, but no other
    table has an `id`, a `revision` and an instant of change.

    Raises:
        DataProblem: a table keeps something that no record can.
    """
    inspector = sa.inspect(connection)
    owners = owners_of_tables(connection)
    names: list[str] = []
    strange: list[str] = []
    for name in sorted(set(inspector.get_table_names()) - {version_table(owner) for owner in owners}):
        known = name in schema.metadata.tables or _keeps_records(inspector, name)
        (names if known else strange).append(name)
    return Kept(_reflected(connection, names), _revisions(connection, owners), tuple(strange))


def _keeps_records(inspector: sa.Inspector, table: str) -> bool:
    return {each["name"] for each in inspector.get_columns(table)} >= _RECORD


def _reflected(connection: sa.Connection, names: Sequence[str]) -> dict[str, sa.Table]:
    metadata = sa.MetaData()
    if names:
        metadata.reflect(connection, only=names)
    return {name: metadata.tables[name] for name in names}


def _revisions(connection: sa.Connection, owners: Iterable[str]) -> dict[str, str]:
    column = sa.column("version_num", sa.String)
    found = {
        owner: connection.execute(sa.select(column).select_from(sa.table(version_table(owner)))).scalar()
        for owner in sorted(owners)
    }
    return {owner: str(revision) for owner, revision in found.items() if revision is not None}


def shape_of(table: sa.Table) -> TableShape:
    """Return what a table that was found in a database looks like.

    Raises:
        DataProblem: one of its columns holds what no record can.
    """
    columns = tuple(
        ColumnShape(str(each.name), _kind(table, each), bool(each.nullable), each.primary_key)
        for each in table.columns
    )
    indexes = sorted(
        (str(index.name), tuple(str(column.name) for column in index.columns)) for index in table.indexes
    )
    return TableShape(str(table.name), columns, tuple(indexes))


def _kind(table: sa.Table, column: sa.Column[Any]) -> Kind:
    for kind, sql in _SQL.items():
        if isinstance(column.type, sql) or (kind is Kind.TEXT and isinstance(column.type, sa.String)):
            return kind
    raise DataProblem(
        _("the table {table}: the column {column} holds what no plain file can ({type})").format(
            table=table.name, column=column.name, type=column.type
        )
    )


def make_table(connection: sa.Connection, shape: TableShape) -> None:
    """Make a table of this shape."""
    table = sa.Table(
        shape.name,
        sa.MetaData(),
        *(
            sa.Column(each.name, _SQL[each.kind](), primary_key=each.key, nullable=each.optional)
            for each in shape.columns
        ),
    )
    for name, columns in shape.indexes:
        sa.Index(name, *(table.c[each] for each in columns))
    table.create(connection)


def mark_revision(connection: sa.Connection, owner: str, revision: str) -> None:
    """Write down which revision the tables of an owner have whose migrations are not here."""
    column = sa.Column("version_num", sa.String(_REVISION_LENGTH), primary_key=True)
    table = sa.Table(version_table(owner), sa.MetaData(), column)
    table.create(connection)
    connection.execute(sa.insert(table).values(version_num=revision))


def rows_of(connection: sa.Connection, table: sa.Table, order: Sequence[str] = ()) -> Iterator[Row]:
    """Yield every row in the order of its key, or of the columns `order`, a few at a time.

    Text is ordered by its bytes, on every database alike.

    Raises:
        DataProblem: a row holds what its column cannot.
    """
    shape = shape_of(table)
    keys = order or [each.name for each in shape.columns if each.key]
    query = sa.select(table).order_by(*(plain_order(connection, table.c[name]) for name in keys))
    try:
        found = connection.execute(query, execution_options={"stream_results": True, "yield_per": _AT_ONCE})
        for values in found:
            row: Row = dict(zip(values._fields, values, strict=True))
            _check(shape, row)
            yield row
    except (ValueError, TypeError) as error:
        raise DataProblem(
            _("the table {table} is damaged ({reason}): `dutydesk doctor` says what to do").format(
                table=table.name, reason=error
            )
        ) from error


def plain_order(connection: sa.Connection, column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """Return what orders by a column as Python does: text by its characters, on every database alike."""
    if isinstance(column.type, sa.String) and connection.dialect.name != "sqlite":
        return sa.collate(column, "C")
    return column


def _check(shape: TableShape, row: Row) -> None:
    for column in shape.columns:
        value = row[column.name]
        if not column.fits(value):
            first = next((row[each.name] for each in shape.columns if each.key), "")
            raise DataProblem(
                _(
                    "the table {table} is damaged ({key}: {column} holds {value!r}): "
                    "`dutydesk doctor` says what to do"
                ).format(table=shape.name, key=first, column=column.name, value=value)
            )


class Digest:
    """A running SHA-256 over rows, the same for equal rows on whatever database."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = hashlib.sha256()
        self._encoder = msgspec.json.Encoder()

    def add(self, row: Row) -> None:
        """Take the next row in."""
        self.rows += 1
        self._sum.update(self._encoder.encode(row))

    @property
    def text(self) -> str:
        """The digest so far."""
        return self._sum.hexdigest()


def put_rows(connection: sa.Connection, table: sa.Table, rows: Iterable[Row]) -> None:
    """Add rows just as they are, each with a value for every column of `table`."""
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_ONCE:
            connection.execute(sa.insert(table), batch)
            batch = []
    if batch:
        connection.execute(sa.insert(table), batch)


def go_on_counting(connection: sa.Connection) -> None:
    """Let the next journal entry have the number after the highest; SQLite sees to that by itself."""
    if connection.dialect.name == "sqlite":
        return
    highest = connection.exec_driver_sql("SELECT max(number) FROM journal").scalar()
    if highest:
        connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('journal', 'number'), {int(highest)})"
        )
