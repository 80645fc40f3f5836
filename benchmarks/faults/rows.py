"""Rows of every table that a database has, made up from its columns, and comparing what is kept."""

import json
import random
import types
import typing
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from dutydesk.store.schema import Schema

Value = str | int | float | bool | date | datetime | None
Row = Mapping[str, Value]
Kept = Mapping[str, tuple[Row, ...]]
"""Every row by its table, in one and the same order."""

_DAY = date(2026, 11, 2)
_WORDS = ("", "门卫 Main gate", "O'Brien; drop table person", "two\nlines", "=1+1", "\\N", "x" * 700)


def _names(connection: sa.Connection) -> list[str]:
    """Return the names of the tables that hold data."""
    names = sa.inspect(connection).get_table_names()
    return sorted(each for each in names if not each.startswith(("schema_", "sqlite_")))


def _quoted(connection: sa.Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)


def kept(connection: sa.Connection) -> Kept:
    """Return every row of every table, as the database itself holds it."""
    found = {}
    for name in _names(connection):
        rows = connection.exec_driver_sql(f"select * from {_quoted(connection, name)}")  # noqa: S608 - quoted
        found[name] = tuple(sorted((dict(each) for each in rows.mappings()), key=_key))
    return found


def _key(row: Row) -> tuple[str, ...]:
    return tuple(
        str(row.get(name)) for name in ("id", "number", "entry", "position", "subject", "uid", "digest")
    )


def missing(before: Kept, after: Kept) -> list[str]:
    """Return what was kept before and is not there any longer, or is another."""
    complaints = []
    for name, rows in before.items():
        if name not in after:
            complaints += [f"the table {name} is gone"] if rows else []
            continue
        columns = tuple(rows[0]) if rows else ()
        now = [tuple(row.get(column, "gone") for column in columns) for row in after[name]]
        if rows and now != [tuple(row[column] for column in columns) for row in rows]:
            complaints.append(f"rows of {name} are not what they were")
    return complaints


def fill(connection: sa.Connection, schema: Schema, count: int, dice: random.Random) -> int:
    """Add `count` rows to every table that is empty, whatever its columns are, and return how many."""
    empty = []
    for name in _names(connection):
        one = connection.exec_driver_sql(f"select 1 from {_quoted(connection, name)} limit 1")  # noqa: S608 - quoted
        if one.scalar() is None:
            empty.append(name)
    metadata = sa.MetaData()
    if empty:
        metadata.reflect(connection, only=empty)
    added = 0
    for table in metadata.sorted_tables:
        if table.name not in empty:
            continue
        hints = _hints(schema, table.name)
        rows = [
            {each.name: _value(each, hints.get(each.name), number, dice) for each in table.columns}
            for number in range(1, count + 1)
        ]
        connection.execute(sa.insert(table), rows)
        added += len(rows)
    return added


def _hints(schema: Schema, name: str) -> Mapping[str, object]:
    """Return the type of each field of the record that the table keeps, nothing where it keeps none."""
    table = schema.named(name)
    if table is None:
        return {}
    hints = typing.get_type_hints(table.type)
    return {each.name: hints[each.name] for each in fields(table.type)}


def _value(column: sa.Column[object], hint: object, number: int, dice: random.Random) -> Value:
    """Return a value for the column of the row with this number."""
    if column.foreign_keys:
        return number if not column.nullable or number % 2 else None
    if column.primary_key:
        return number if isinstance(column.type, sa.Integer) else f"key-{number:04}"
    if column.nullable and dice.random() < 0.3:
        return None
    if isinstance(column.type, sa.Text | sa.String):
        return _text(column.name, hint, number, dice)
    return _plain(column.type, number, dice)


def _plain(of: object, number: int, dice: random.Random) -> Value:
    if isinstance(of, sa.Boolean):
        return dice.random() < 0.5
    if isinstance(of, sa.Integer):
        return dice.randrange(1000)
    if isinstance(of, sa.DateTime):
        return datetime.combine(_DAY, datetime.min.time()) + timedelta(minutes=number)
    if isinstance(of, sa.Date):
        return _DAY + timedelta(days=number)
    if isinstance(of, sa.Float):
        return dice.randrange(1000) / 8
    raise TypeError(f"no row can be made up for a column of {of!r}")


def _text(name: str, hint: object, number: int, dice: random.Random) -> str:
    """Return a text such as the record's field can hold: words, one of a few, a list, an instant or JSON."""
    if isinstance(hint, types.UnionType):
        hint = next(each for each in typing.get_args(hint) if each is not type(None))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return str(dice.choice(list(hint)))
    if typing.get_origin(hint) is tuple:
        return json.dumps([dice.choice(_WORDS) for _ in range(number % 4)], ensure_ascii=False)
    if name in {"changed", "at", "last_used"}:
        return (datetime(2026, 11, 2, tzinfo=UTC) + timedelta(seconds=number)).isoformat()
    if name in {"before", "after"}:
        return json.dumps({"id": f"key-{number:04}", "revision": number})
    return dice.choice(_WORDS)
