"""A unit of work: guarded changes to records, and their journal entry, in one transaction."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa

from dutydesk.api.tables import JournalEntry, R, RowChange, StaleChange, Table, TouchedRecord
from dutydesk.domain import Record
from dutydesk.store.columns import RecordTable, readable
from dutydesk.store.journal import Journal
from dutydesk.store.reading import TableReader
from dutydesk.store.schema import Schema
from dutydesk.wording import _


class UnitOfWork:
    """The `Change` that plugins use; every write is checked against the revision that was read."""

    def __init__(
        self,
        connection: sa.Connection,
        schema: Schema,
        journal: Journal,
        now: datetime,
        show_time: Callable[[datetime], str],
    ) -> None:
        self._connection = connection
        self._schema = schema
        self._journal = journal
        self._now = now
        self._show_time = show_time
        self.rows: list[RowChange] = []
        self.touched: list[TouchedRecord] = []
        self.subjects: set[str] = set()
        self._last_revisions: dict[tuple[str, str], int] = {}
        # Making a statement takes longer than running it, and one change may touch thousands of records.
        self._by_id: dict[str, sa.Select[Any]] = {}

    def table(self, of: type[R]) -> Table[R]:
        """Read a table as it stands inside this transaction."""
        return TableReader(self._schema.of(of), self._same_connection)

    def note(self, subject: str) -> None:
        """Add a subject to those that the records name themselves."""
        self.subjects.add(subject)

    def add(self, record: R) -> R:
        """Keep a new record, and return it with its first revision.

        One with the identity of a record that was removed goes on counting where that one ended, so that no
        revision stands for two contents.
        """
        table = self._schema.of(type(record))
        if self._current(table, record.id) is not None:
            raise self._stale(table, record.id)
        return self._insert(table, record, earliest=self._now)

    def replace(self, record: R) -> R:
        """Keep `record` in place of the kept one with its `id` and `revision`."""
        table = self._schema.of(type(record))
        before = self._current(table, record.id)
        if before is None or before.revision != record.revision:
            raise self._stale(table, record.id)
        if replace(record, changed=before.changed) == before:
            return before
        return self._overwrite(table, before, record)

    def _overwrite(self, table: RecordTable[R], before: R, record: R) -> R:
        after = replace(record, revision=before.revision + 1, changed=self._after(before.changed))
        statement = (
            sa.update(table.sql)
            .where(table.column("id") == record.id, table.column("revision") == before.revision)
            .values(**table.row(after))
        )
        if self._connection.execute(statement).rowcount != 1:
            raise self._stale(table, record.id)
        self._remember(table, before, after)
        return after

    def remove(self, record: Record) -> None:
        """Remove the kept record with this `id` and `revision`."""
        table: RecordTable[Any] = self._schema.of(type(record))
        before = self._current(table, record.id)
        if before is None or before.revision != record.revision:
            raise self._stale(table, record.id)
        statement = sa.delete(table.sql).where(
            table.column("id") == record.id, table.column("revision") == record.revision
        )
        if self._connection.execute(statement).rowcount != 1:
            raise self._stale(table, record.id)
        self._remember(table, before, None)

    def revert(self, entry: JournalEntry) -> None:
        """Put every record of `entry` back to what it was, with a revision that goes on rising.

        Raises:
            StaleChange: a record has been changed since, or belongs to a plugin that is gone.
        """
        for row in reversed(_whole(entry.rows)):
            table = self._schema.named(row.table)
            if table is None:
                raise StaleChange(_("this change belongs to a plugin that is not here"))
            if not self._journal.still_stands(self._connection, entry.number, row.table, row.id):
                raise self._stale(table, row.id)
            current = self._current(table, row.id)
            before = _kept_before(table, row)
            if before is None and current is not None:
                self.remove(current)
            elif before is not None and current is not None:
                self._overwrite(table, current, before)
            elif before is not None:
                self._insert(table, before, earliest=self._after(before.changed))

    def _insert(self, table: RecordTable[R], record: R, *, earliest: datetime) -> R:
        kept = replace(record, revision=self._last_revision(table, record.id) + 1, changed=earliest)
        self._connection.execute(sa.insert(table.sql), table.row(kept))
        self._remember(table, None, kept)
        return kept

    def _last_revision(self, table: RecordTable[R], key: str) -> int:
        """Return the last revision of a record that is not there now, 0 where there never was one."""
        if (last := self._last_revisions.get((table.spec.name, key))) is not None:
            return last
        return self._journal.last_revision(self._connection, table.spec.name, key)

    def _after(self, earlier: datetime) -> datetime:
        """Return now, or the second after `earlier` where the clock has been set back."""
        return max(self._now, earlier + timedelta(seconds=1))

    def _current(self, table: RecordTable[R], key: str) -> R | None:
        query = self._by_id.get(table.spec.name)
        if query is None:
            query = sa.select(table.sql).where(table.column("id") == sa.bindparam("key"))
            self._by_id[table.spec.name] = query
        with readable(table.spec.name):
            row = self._connection.execute(query, {"key": key}).one_or_none()
            return None if row is None else table.record(row)

    def _remember(self, table: RecordTable[R], before: R | None, after: R | None) -> None:
        for record in (before, after):
            if record is not None:
                self.subjects.update(record.subjects())
        if before is not None:
            self._last_revisions[table.spec.name, before.id] = before.revision
        self.touched.append(TouchedRecord(table.spec, before, after))
        record = after or before
        if record is not None:
            self.rows.append(
                RowChange(
                    table.spec.name,
                    record.id,
                    None if before is None else table.document(before),
                    None if after is None else table.document(after),
                )
            )

    def _stale(self, table: RecordTable[Any], key: str) -> StaleChange:
        last = self._journal.last_change_of(self._connection, table.spec.name, key)
        if last is None:
            return StaleChange(_("this record is gone"))
        return StaleChange(
            _("{who} changed this at {when} ({why}); look at it again before you change it").format(
                who=last.who, when=self._show_time(last.at), why=last.why
            )
        )

    def _same_connection(self) -> AbstractContextManager[sa.Connection]:
        @contextlib.contextmanager
        def same() -> Iterator[sa.Connection]:
            yield self._connection

        return same()


def _whole(rows: Sequence[RowChange]) -> list[RowChange]:
    """Return the rows of an entry with all that it did to one record drawn together."""
    merged: dict[tuple[str, str], RowChange] = {}
    for row in rows:
        first = merged.get((row.table, row.id), row)
        merged[row.table, row.id] = RowChange(row.table, row.id, first.before, row.after)
    return list(merged.values())


def _kept_before(table: RecordTable[R], row: RowChange) -> R | None:
    try:
        return None if row.before is None else table.from_document(row.before)
    except msgspec.ValidationError as error:
        raise StaleChange(_("this change was made by a version whose records looked different")) from error
