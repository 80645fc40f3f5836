"""What has been published of each event, so that every visible change raises SEQUENCE and LAST-MODIFIED.

An event changes for its subscribers when its record does, but also when something that it is derived from
does: a post gets another name. Its record's revision stays, yet a client such as ICSx5 passes an event over
unless LAST-MODIFIED rises. The ledger therefore compares what was rendered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What was last published of the event `uid`: `changed` is in UTC, in whole seconds."""

    uid: str
    digest: str
    sequence: int
    changed: datetime


@dataclass(frozen=True, slots=True)
class Rendition:
    """What is about to be published of an event, and what its record says of itself."""

    uid: str
    digest: str
    revision: int
    changed: datetime


class LedgerStore(Protocol):
    """Where the ledger is kept; several processes may use it at a time."""

    def get(self, uids: Iterable[str], /) -> Mapping[str, LedgerEntry]:
        """Return the kept entries of those `uids` that have one."""
        ...

    def put(self, entries: Iterable[LedgerEntry], /) -> Mapping[str, LedgerEntry]:
        """Keep `entries`, each unless one with its uid and at least its sequence is kept.

        Returns what is kept of each then: another process may have been first.
        """
        ...


def _whole_seconds(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)


def next_entry(kept: LedgerEntry | None, rendition: Rendition, now: datetime) -> LedgerEntry:
    """Return the entry under which `rendition` is to be published.

    Unchanged content keeps its entry. Changed content gets a higher SEQUENCE, at least one below its record's
    revision, and a later time: that of the record's change or, where the record has not changed since, `now`.
    Neither ever falls, even when the clock was set back.
    """
    floor = max(rendition.revision - 1, 0)
    changed = _whole_seconds(rendition.changed)
    if kept is None:
        return LedgerEntry(rendition.uid, rendition.digest, floor, changed)
    if kept.digest == rendition.digest:
        return kept
    last = _whole_seconds(kept.changed)
    if changed <= last:
        changed = max(_whole_seconds(now), last + _SECOND)
    return LedgerEntry(rendition.uid, rendition.digest, max(kept.sequence + 1, floor), changed)


def enter(store: LedgerStore, renditions: Iterable[Rendition], now: datetime) -> dict[str, LedgerEntry]:
    """Return the entry of each rendition by uid, and keep those that are new or changed.

    Of several processes that render one change, the first gives its stamps, and the others take them over.
    """
    wanted = {rendition.uid: rendition for rendition in renditions}
    kept = store.get(wanted)
    entries: dict[str, LedgerEntry] = {}
    while wanted:
        found = {uid: next_entry(kept.get(uid), rendition, now) for uid, rendition in wanted.items()}
        kept = store.put([entry for uid, entry in found.items() if kept.get(uid) != entry])
        entries.update(found)
        entries.update(kept)
        wanted = {uid: wanted[uid] for uid, entry in kept.items() if entry.digest != wanted[uid].digest}
    return entries
