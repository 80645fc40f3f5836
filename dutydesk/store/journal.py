"""The journal: what every change did, written in the change's own transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from dutydesk.api.tables import JournalEntry, RowChange
from dutydesk.store.columns import readable
from dutydesk.store.tables import SystemTables


def _encoded(document: dict[str, object] | None) -> str | None:
    return None if document is None else msgspec.json.encode(document).decode()


def _decoded(text: str | None) -> dict[str, object] | None:
    with readable("journal_row"):
        return None if text is None else msgspec.json.decode(text, type=dict[str, object])


class Journal:
    """Writes and reads journal entries on a connection that the caller gives.

    An entry's kind is ``change``, ``undo``, ``redo``, or ``final`` for a change that undo passes over, such
    as revoking a token.
    """

    def __init__(self, tables: SystemTables) -> None:
        self._tables = tables
        rows = tables.journal_row
        self._last_row = (
            sa.select(rows.c.before, rows.c.after)
            .where(rows.c.table == sa.bindparam("of"), rows.c.row == sa.bindparam("key"))
            .order_by(rows.c.entry.desc(), rows.c.position.desc())
            .limit(1)
        )

    def write(
        self,
        connection: sa.Connection,
        *,
        at: datetime,
        who: str,
        why: str,
        kind: str,
        reverts: int | None,
        rows: Sequence[RowChange],
        subjects: Iterable[str],
    ) -> int:
        """Write one entry and return its number."""
        tables = self._tables
        result = connection.execute(
            sa.insert(tables.journal).values(at=at.isoformat(), who=who, why=why, kind=kind, reverts=reverts)
        )
        key = result.inserted_primary_key
        if key is None:
            raise RuntimeError("the database gave the journal entry no number")
        number = int(key[0])
        if rows:
            connection.execute(
                sa.insert(tables.journal_row),
                [
                    {
                        "entry": number,
                        "position": position,
                        "table": row.table,
                        "row": row.id,
                        "before": _encoded(row.before),
                        "after": _encoded(row.after),
                    }
                    for position, row in enumerate(rows)
                ],
            )
        named = sorted(set(subjects))
        if named:
            connection.execute(
                sa.insert(tables.journal_subject), [{"subject": each, "entry": number} for each in named]
            )
        return number

    def newest(self, connection: sa.Connection) -> int:
        """Return the number of the newest entry, 0 where there is none."""
        return connection.execute(sa.select(sa.func.max(self._tables.journal.c.number))).scalar() or 0

    def entries(self, connection: sa.Connection, numbers: Sequence[int]) -> tuple[JournalEntry, ...]:
        """Return the entries with these numbers, the newest first, with what each did."""
        journal, journal_row = self._tables.journal, self._tables.journal_row
        heads = connection.execute(
            sa.select(journal).where(journal.c.number.in_(numbers)).order_by(journal.c.number.desc())
        ).fetchall()
        rows: dict[int, list[RowChange]] = {}
        for row in connection.execute(
            sa.select(journal_row)
            .where(journal_row.c.entry.in_(numbers))
            .order_by(journal_row.c.entry, journal_row.c.position)
        ):
            rows.setdefault(row.entry, []).append(
                RowChange(row.table, row.row, _decoded(row.before), _decoded(row.after))
            )
        return tuple(_entry(head, rows.get(head.number, ())) for head in heads)

    def rows_since(self, connection: sa.Connection, number: int, most: int) -> tuple[RowChange, ...] | None:
        """Return what the entries after `number` did to records, or None where that is more than `most`."""
        table = self._tables.journal_row
        found = connection.execute(
            sa.select(table)
            .where(table.c.entry > number)
            .order_by(table.c.entry, table.c.position)
            .limit(most + 1)
        ).fetchall()
        if len(found) > most:
            return None
        return tuple(
            RowChange(row.table, row.row, _decoded(row.before), _decoded(row.after)) for row in found
        )

    def about(self, connection: sa.Connection, subject: str, limit: int) -> tuple[JournalEntry, ...]:
        """Return the newest entries about `subject`, the newest first."""
        table = self._tables.journal_subject
        numbers = connection.execute(
            sa.select(table.c.entry)
            .where(table.c.subject == subject)
            .order_by(table.c.entry.desc())
            .limit(limit)
        ).scalars()
        return self.entries(connection, list(numbers))

    def heads(self, connection: sa.Connection, before: int | None, limit: int) -> tuple[JournalEntry, ...]:
        """Return the newest entries, or the newest below the number `before`, without their rows."""
        journal = self._tables.journal
        query = sa.select(journal).order_by(journal.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(journal.c.number < before)
        return tuple(_entry(head) for head in connection.execute(query))

    def subjects(self, connection: sa.Connection, number: int) -> tuple[str, ...]:
        """Return what the entry with this number was about."""
        table = self._tables.journal_subject
        return tuple(connection.execute(sa.select(table.c.subject).where(table.c.entry == number)).scalars())

    def last_change_of(self, connection: sa.Connection, table: str, row: str) -> JournalEntry | None:
        """Return the newest entry that touched a record, without its rows."""
        journal, journal_row = self._tables.journal, self._tables.journal_row
        number = connection.execute(
            sa.select(sa.func.max(journal_row.c.entry)).where(
                journal_row.c.table == table, journal_row.c.row == row
            )
        ).scalar()
        if number is None:
            return None
        head = connection.execute(sa.select(journal).where(journal.c.number == number)).one()
        return JournalEntry(head.number, _instant(head.at), head.who, head.why, head.kind)

    def still_stands(self, connection: sa.Connection, number: int, table: str, row: str) -> bool:
        """Tell whether a record is as entry `number` left it: untouched, or put back to that since.

        An undoing or redoing brings back what stood before the entry that it reverts; so the changes that
        have been undone since do not count, whoever made and undid them.
        """
        journal, journal_row = self._tables.journal, self._tables.journal_row
        touches = connection.execute(
            sa.select(journal.c.number, journal.c.reverts)
            .where(
                journal.c.number.in_(
                    sa.select(journal_row.c.entry).where(
                        journal_row.c.table == table, journal_row.c.row == row
                    )
                )
            )
            .order_by(journal.c.number)
        ).fetchall()
        left: dict[int, int] = {}
        before: dict[int, int] = {}
        standing = 0
        for touch in touches:
            before[touch.number] = standing
            standing = touch.number if touch.reverts is None else before.get(touch.reverts, touch.number)
            left[touch.number] = standing
        return number in left and standing == left[number]

    def last_revision(self, connection: sa.Connection, table: str, row: str) -> int:
        """Return the last revision that a record with this identity has had, 0 where there was none."""
        last = connection.execute(self._last_row, {"of": table, "key": row}).one_or_none()
        document = None if last is None else _decoded(last.after or last.before)
        revision = 0 if document is None else document.get("revision")
        return revision if isinstance(revision, int) else 0

    def to_undo(self, connection: sa.Connection, who: str) -> int | None:
        """Return the number of the last change of `who` that still stands."""
        return self._last_standing(connection, who, ("change", "redo"))

    def to_redo(self, connection: sa.Connection, who: str) -> int | None:
        """Return the number of the last undoing by `who`, unless they have changed something since."""
        journal = self._tables.journal
        undone = self._last_standing(connection, who, ("undo",))
        if undone is None:
            return None
        later = connection.execute(
            sa.select(sa.func.count())
            .select_from(journal)
            .where(journal.c.who == who, journal.c.kind == "change", journal.c.number > undone)
        ).scalar()
        return None if later else undone

    def _last_standing(self, connection: sa.Connection, who: str, kinds: tuple[str, ...]) -> int | None:
        journal = self._tables.journal
        reverting = journal.alias("reverting")
        return connection.execute(
            sa.select(journal.c.number)
            .where(
                journal.c.who == who,
                journal.c.kind.in_(kinds),
                ~sa.exists().where(reverting.c.reverts == journal.c.number),
            )
            .order_by(journal.c.number.desc())
            .limit(1)
        ).scalar()


def _instant(text: str) -> datetime:
    with readable("journal"):
        return datetime.fromisoformat(text)


def _entry(head: sa.Row[Any], rows: Iterable[RowChange] = ()) -> JournalEntry:
    return JournalEntry(
        number=head.number,
        at=_instant(head.at),
        who=head.who,
        why=head.why,
        kind=head.kind,
        rows=tuple(rows),
        reverts=head.reverts,
    )
