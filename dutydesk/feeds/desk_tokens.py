"""The tokens of a desk, in its database."""

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from dutydesk.api import DataProblem
from dutydesk.desk import OpenDesk
from dutydesk.domain import Person, clean_line, new_id
from dutydesk.feeds.tokens import hash_token, new_token, same_hash
from dutydesk.store.tables import FeedToken
from dutydesk.wording import _

_MOST_ENTRIES = 10_000
_PERSON = "person/"


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
