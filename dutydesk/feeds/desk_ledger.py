"""The ledger of published events, in the database of a desk."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import sqlalchemy as sa

from dutydesk.desk import OpenDesk
from dutydesk.feeds.ledger import LedgerEntry

_BATCH = 500


class DeskLedger:
    """The ledger in the desk's database; it is derived, so the journal does not speak of it."""

    def __init__(self, desk: OpenDesk) -> None:
        self._database = desk.database
        self._table = desk.schema.system.feed_ledger

    def get(self, uids: Iterable[str], /) -> Mapping[str, LedgerEntry]:
        """Return the kept entries of those `uids` that have one."""
        with self._database.reading() as connection:
            return self._entries(connection, uids)

    def put(self, entries: Iterable[LedgerEntry], /) -> Mapping[str, LedgerEntry]:
        """Keep `entries`, each unless one with its uid and at least its sequence is kept; return what is."""
        fresh = self._database.inserting(self._table)
        statement = fresh.on_conflict_do_update(
            index_elements=["uid"],
            set_={name: fresh.excluded[name] for name in ("digest", "sequence", "changed")},
            where=self._table.c.sequence < fresh.excluded.sequence,
        )
        rows = [
            {
                "uid": each.uid,
                "digest": each.digest,
                "sequence": each.sequence,
                "changed": each.changed.isoformat(),
            }
            for each in entries
        ]
        if not rows:
            return {}
        with self._database.writing() as connection:
            connection.execute(statement, rows)
            return self._entries(connection, [str(row["uid"]) for row in rows])

    def _entries(self, connection: sa.Connection, uids: Iterable[str]) -> dict[str, LedgerEntry]:
        return {
            row.uid: LedgerEntry(row.uid, row.digest, row.sequence, datetime.fromisoformat(row.changed))
            for some in _batches(uids)
            for row in connection.execute(sa.select(self._table).where(self._table.c.uid.in_(some)))
        }


def _batches(uids: Iterable[str]) -> Iterator[list[str]]:
    rest = list(uids)
    for start in range(0, len(rest), _BATCH):
        yield rest[start : start + _BATCH]
