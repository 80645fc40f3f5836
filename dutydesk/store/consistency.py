"""Holding the records of a desk against its journal: each is as the newest entry left it."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from dutydesk.api import DataProblem
from dutydesk.store.columns import RecordTable, readable
from dutydesk.store.schema import Schema
from dutydesk.store.whole import plain_order
from dutydesk.wording import _

_AT_ONCE = 2000


class _Left(NamedTuple):
    """What the newest entry about a record left: the record's key, and the record as a document, if any."""

    key: str
    document: Mapping[str, Any] | None


def inconsistencies(connection: sa.Connection, schema: Schema) -> Iterator[str]:
    """Yield a line for each record that cannot be read, or is not as the journal says.

    Every table is read from end to end, so this is for whoever looks for damage and not for each start.
    """
    for table in schema.record_tables():
        try:
            with connection.begin_nested():
                yield from _of_table(connection, schema, table)
        except DataProblem as problem:
            yield str(problem)
        except sa.exc.DBAPIError as error:
            yield _("the table {table} cannot be read ({reason})").format(
                table=table.spec.name, reason=error.orig
            )


def _of_table(connection: sa.Connection, schema: Schema, table: RecordTable[Any]) -> Iterator[str]:
    name = table.spec.name
    journal = _journalled(connection, schema, name)
    left = next(journal, None)
    for key, document in _kept(connection, table):
        while left is not None and left.key < key:
            yield from _is_lost(name, left)
            left = next(journal, None)
        if left is None or left.key != key:
            yield _("{table} {key} is kept, and the journal knows nothing of it").format(table=name, key=key)
            continue
        yield from _differs(name, left, document)
        left = next(journal, None)
    while left is not None:
        yield from _is_lost(name, left)
        left = next(journal, None)


def _is_lost(table: str, left: _Left) -> Iterator[str]:
    if left.document is not None:
        yield _("{table} {key} is gone, and the journal has no entry that removed it").format(
            table=table, key=left.key
        )


def _differs(table: str, left: _Left, document: Mapping[str, Any]) -> Iterator[str]:
    """Yield where a record is another than the journal left, by the fields that both have."""
    if left.document is None:
        yield _("{table} {key} is kept, though the journal says that it was removed").format(
            table=table, key=left.key
        )
        return
    there = left.document
    other = [name for name in document.keys() & there.keys() if _plain(document[name]) != there[name]]
    if other:
        yield _("{table} {key} is not as the journal left it: look at {fields}").format(
            table=table, key=left.key, fields=", ".join(sorted(other))
        )


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _kept(connection: sa.Connection, table: RecordTable[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    query = sa.select(table.sql).order_by(plain_order(connection, table.column("id")))
    with readable(table.spec.name):
        for row in _streamed(connection, query):
            record = table.record(row)
            yield record.id, table.document(record)


def _journalled(connection: sa.Connection, schema: Schema, table: str) -> Iterator[_Left]:
    """Yield what the journal left of each record of a table, in the order of their keys."""
    rows = schema.system.journal_row
    query = (
        sa.select(rows.c.row, rows.c.after)
        .where(rows.c.table == table)
        .order_by(plain_order(connection, rows.c.row), rows.c.entry, rows.c.position)
    )
    with readable("journal_row"):
        for key, touches in groupby(_streamed(connection, query), lambda row: row.row):
            *_earlier, newest = touches
            document = (
                None if newest.after is None else msgspec.json.decode(newest.after, type=dict[str, Any])
            )
            yield _Left(key, document)


def _streamed(connection: sa.Connection, query: sa.Select[Any]) -> sa.CursorResult[Any]:
    return connection.execute(query, execution_options={"stream_results": True, "yield_per": _AT_ONCE})
