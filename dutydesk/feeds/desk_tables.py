"""Where a desk keeps what its feeds remember: the ledger of events, and the tokens."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from dutydesk.api import DataProblem
from dutydesk.config.desk_settings import DeskSettings
from dutydesk.desk import OpenDesk
from dutydesk.domain import Person, clean_line, new_id
from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.ledger import LedgerEntry
from dutydesk.feeds.tokens import hash_token, new_token, same_hash
from dutydesk.store.tables import FeedToken
from dutydesk.wording import _

_BATCH = 500
_MOST_ENTRIES = 10_000
_PERSON = "person/"


class DeskLedger:
    """The ledger in the desk's database; it is derived, so the journal does not speak of it."""

    def __init__(self, desk: OpenDesk) -> None:
        self._database = desk.database
        self._table = desk.schema.system.feed_ledger

    def get(self, uids: Iterable[str], /) -> Mapping[str, LedgerEntry]:
        """Return the kept entries of those `uids` that have one."""
        found: dict[str, LedgerEntry] = {}
        with self._database.reading() as connection:
            for some in _batches(uids):
                for row in connection.execute(sa.select(self._table).where(self._table.c.uid.in_(some))):
                    found[row.uid] = LedgerEntry(
                        row.uid, row.digest, row.sequence, datetime.fromisoformat(row.changed)
                    )
        return found

    def put(self, entries: Iterable[LedgerEntry], /) -> None:
        """Keep `entries`, each in place of the kept one with its uid unless that has a higher sequence."""
        insert = sqlite.insert if self._database.is_sqlite else postgresql.insert
        fresh = insert(self._table)
        statement = fresh.on_conflict_do_update(
            index_elements=["uid"],
            set_={name: fresh.excluded[name] for name in ("digest", "sequence", "changed")},
            where=self._table.c.sequence <= fresh.excluded.sequence,
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
        if rows:
            with self._database.writing() as connection:
                connection.execute(statement, rows)


def _batches(uids: Iterable[str]) -> Iterator[list[str]]:
    rest = list(uids)
    for start in range(0, len(rest), _BATCH):
        yield rest[start : start + _BATCH]


@dataclass(frozen=True, slots=True)
class KnownToken:
    """A token as a leader sees it: what it opens, for whom, and when it was last used."""

    id: str
    feed: str
    label: str
    issued: datetime
    last_used: datetime | None
    revoked: bool


class DeskTokens:
    """The tokens of a desk; issuing and revoking are journalled, and undo passes them over."""

    def __init__(self, desk: OpenDesk) -> None:
        self._desk = desk
        self._use = desk.schema.system.feed_use

    def issue(self, feed: str, label: str = "") -> str:
        """Return a new token for the feed called `feed`; it is shown this once, only its hash is kept.

        Raises:
            DataProblem: there is no such feed.
        """
        if all(each.name != feed for each in self._desk.feeds()):
            raise DataProblem(_("{feed!r} is no feed; `dutydesk feeds list` shows them").format(feed=feed))
        token = new_token()
        with self._desk.change(_("Issue a link to {feed}").format(feed=feed), final=True) as change:
            change.add(FeedToken(id=new_id(), feed=feed, label=clean_line(label), digest=hash_token(token)))
        return token

    def revoke(self, key: str) -> FeedToken:
        """Revoke the token with this id.

        Raises:
            DataProblem: there is no such token.
        """
        with self._desk.change(_("Revoke a link"), final=True) as change:
            kept = change.table(FeedToken).get(key)
            if kept is None:
                raise DataProblem(
                    _("{key!r} is no link's id; `dutydesk feeds list` shows them").format(key=key)
                )
            return change.replace(replace(kept, revoked=True))

    def known(self) -> tuple[KnownToken, ...]:
        """Return every token ever issued, by feed and time."""
        with self._desk.database.reading() as connection:
            used = {
                row.digest: datetime.fromisoformat(row.last_used)
                for row in connection.execute(sa.select(self._use))
            }
        found = [
            KnownToken(
                each.id, each.feed, each.label, self._issued(each), used.get(each.digest), each.revoked
            )
            for each in self._desk.table(FeedToken).all()
        ]
        return tuple(sorted(found, key=lambda each: (each.feed, each.issued, each.id)))

    def _issued(self, token: FeedToken) -> datetime:
        """Return when a token was issued; its record only tells when it was revoked, once it is."""
        if token.revoked:
            for entry in self._desk.history(f"feed:{token.feed}", _MOST_ENTRIES):
                for row in entry.rows:
                    if row.id == token.id and row.before is None and row.after is not None:
                        return datetime.fromisoformat(row.after["changed"])
        return token.changed

    def feed_of(self, token_hash: str, /) -> str | None:
        """Return the feed that a token opens; None where it is unknown, revoked, or its person has left."""
        for kept in self._desk.table(FeedToken).where(digest=token_hash):
            if same_hash(kept.digest, token_hash) and not kept.revoked and self._still_here(kept.feed):
                return kept.feed
        return None

    def _still_here(self, feed: str) -> bool:
        if not feed.startswith(_PERSON):
            return True
        person = self._desk.table(Person).get(feed.removeprefix(_PERSON))
        return person is not None and (person.ends is None or person.ends >= self._desk.today())

    def used(self, token_hash: str, at: datetime, /) -> None:
        """Note that a token was used."""
        insert = sqlite.insert if self._desk.database.is_sqlite else postgresql.insert
        fresh = insert(self._use).values(digest=token_hash, last_used=at.isoformat())
        statement = fresh.on_conflict_do_update(
            index_elements=["digest"], set_={"last_used": fresh.excluded.last_used}
        )
        with self._desk.database.writing() as connection:
            connection.execute(statement)


def feed_book(desk: OpenDesk) -> FeedBook:
    """Return the book of a desk's feeds, over the days that its settings name."""
    days = desk.settings(DeskSettings).feeds
    return FeedBook(desk, DeskLedger(desk), before=days.days_back, after=days.days_ahead)
