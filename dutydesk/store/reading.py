"""Reading one table, on a connection of its own or inside a transaction."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Generic

import sqlalchemy as sa

from dutydesk.api.tables import R
from dutydesk.store.columns import RecordTable, readable

Connect = Callable[[], AbstractContextManager[sa.Connection]]


class TableReader(Generic[R]):
    """The `Table` that plugins read: every question is one statement."""

    def __init__(self, table: RecordTable[R], connect: Connect) -> None:
        self._table = table
        self._connect = connect

    def _select(self, *conditions: sa.ColumnElement[bool], order: str = "id") -> tuple[R, ...]:
        table = self._table
        query = sa.select(table.sql).where(*conditions).order_by(table.column(order), table.column("id"))
        with self._connect() as connection, readable(table.spec.name):
            return tuple(table.record(row) for row in connection.execute(query).fetchall())

    def _equal(self, equals: dict[str, object]) -> list[sa.ColumnElement[bool]]:
        conditions: list[sa.ColumnElement[bool]] = []
        for name, value in equals.items():
            column: sa.Column[Any] = self._table.column(name)
            if isinstance(value, tuple):
                conditions.append(column.in_([self._table.bound(name, each) for each in value]))
            else:
                conditions.append(column == self._table.bound(name, value))
        return conditions

    def get(self, key: str) -> R | None:
        """Return the record with this `id`, or None."""
        found = self._select(self._table.column("id") == self._table.bound("id", key))
        return found[0] if found else None

    def all(self) -> tuple[R, ...]:
        """Return every record."""
        return self._select()

    def where(self, **equals: object) -> tuple[R, ...]:
        """Return the records whose columns equal the values given; a tuple of values means any of them."""
        return self._select(*self._equal(equals))

    def between(self, column: str, first: object, last: object, **equals: object) -> tuple[R, ...]:
        """Return the records with ``first <= column <= last``, in the order of that column."""
        return self._select(self._within(column, first, last), *self._equal(equals), order=column)

    def count(self, **equals: object) -> int:
        """Return how many records `where` would give, without reading them."""
        return self._count(*self._equal(equals))

    def count_between(self, column: str, first: object, last: object, **equals: object) -> int:
        """Return how many records `between` would give, without reading them."""
        return self._count(self._within(column, first, last), *self._equal(equals))

    def _within(self, column: str, first: object, last: object) -> sa.ColumnElement[bool]:
        return self._table.column(column).between(
            self._table.bound(column, first), self._table.bound(column, last)
        )

    def _count(self, *conditions: sa.ColumnElement[bool]) -> int:
        query = sa.select(sa.func.count()).select_from(self._table.sql).where(*conditions)
        with self._connect() as connection, readable(self._table.spec.name):
            return connection.execute(query).scalar_one()
