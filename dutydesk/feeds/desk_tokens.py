"""The tokens of a desk, in its database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import sqlalchemy as sa

from dutydesk.api import DataProblem, Table
from dutydesk.api.keys_typed import LEAST_OF_KEY, having_key
from dutydesk.config.complaints import suggestion
from dutydesk.desk import OpenDesk
from dutydesk.domain import PERSON_FEEDS, Person, Right, clean_line, new_id, person_feed
from dutydesk.feeds.tokens import hash_token, new_token
from dutydesk.store.tables import FeedToken
from dutydesk.wording import _, ngettext, pgettext

_LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class KnownToken:
    """A token as a leader sees it: what it opens, for whom, and when it was last used.

    One that has `ended` opens nothing although nobody revoked it: its person has left, or its feed is gone.
    """

    id: str
    feed: str
    label: str
    issued: datetime
    last_used: datetime | None
    revoked: bool
    ended: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it opens its feed today."""
        return not (self.revoked or self.ended)

    @property
    def state(self) -> str:
        """In a word whether it opens anything, and why not."""
        if self.revoked:
            return _("revoked")
        return _("ended") if self.ended else pgettext("link", "open")


class DeskTokens:
    """The tokens of a desk; whatever is done to them is journalled, and undo passes it over."""

    def __init__(self, desk: OpenDesk) -> None:
        self._desk = desk
        self._use = desk.schema.system.feed_use

    # Issuing

    def issue(self, feed: str, label: str = "") -> str:
        """Return a new token for the feed called `feed`; it is shown this once, only its hash is kept.

        Raises:
            DataProblem: there is no such feed, or it is that of someone who has left.
        """
        token = new_token()
        self.issue_all({feed: token}, label)
        return token

    def issue_all(
        self, tokens: Mapping[str, str], label: str = "", *, hand_over: Callable[[], object] | None = None
    ) -> None:
        """Keep fresh tokens, given by the names of their feeds, in one change.

        `hand_over` takes them to where people will find them; where it raises, none of them is kept.

        Raises:
            DataProblem: there is no feed of such a name, or it is that of someone who has left.
        """
        self._check(tokens)
        why = (
            _("Issue a link to {feed}").format(feed=next(iter(tokens)))
            if len(tokens) == 1
            else ngettext("Issue {count} link", "Issue {count} links", len(tokens)).format(count=len(tokens))
        )
        with self._desk.change(why, final=True, right=Right.LINKS) as change:
            for feed, token in tokens.items():
                change.add(_record(feed, label, token))
            if hand_over is not None:
                hand_over()

    def without_link(self) -> tuple[Person, ...]:
        """Return everyone who has not left and to whose feed no token is open, as people are listed."""
        today, reached = self._desk.today(), set(self.open_tokens().values())
        return tuple(
            each
            for each in self._desk.people()
            if not each.has_left(today) and person_feed(each.id) not in reached
        )

    # Changing

    def rotate(self, key: str) -> str:
        """Return a new token with the feed and label of the open one called `key`, which is revoked.

        Raises:
            DataProblem: there is no such token, or it opens nothing any more.
        """
        former, token = self.find(key), new_token()
        self._check((former.feed,))
        with self._desk.change(
            _("Replace a link to {feed}").format(feed=former.feed), final=True, right=Right.LINKS
        ) as change:
            kept = _found(change.table(FeedToken), former.id)
            if kept.revoked:
                raise DataProblem(
                    _("the link {id} is revoked; `dutydesk feeds issue {feed}` makes a new one").format(
                        id=kept.id, feed=kept.feed
                    )
                )
            change.replace(replace(kept, revoked=True))
            change.add(_record(kept.feed, kept.label, token))
        return token

    def relabel(self, key: str, label: str) -> FeedToken:
        """Give the token called `key` another label.

        Raises:
            DataProblem: there is no such token.
        """
        found = self.find(key)
        with self._desk.change(
            _("Label a link to {feed}").format(feed=found.feed), final=True, right=Right.LINKS
        ) as change:
            kept = _found(change.table(FeedToken), found.id)
            return change.replace(replace(kept, label=clean_line(label, _LONGEST_LABEL)))

    def revoke(self, key: str) -> FeedToken:
        """Revoke the token called `key`; doing it again is harmless.

        Raises:
            DataProblem: there is no such token.
        """
        found = self.find(key)
        with self._desk.change(
            _("Revoke a link to {feed}").format(feed=found.feed), final=True, right=Right.LINKS
        ) as change:
            kept = _found(change.table(FeedToken), found.id)
            return change.replace(replace(kept, revoked=True))

    def revoke_all(self, feed: str) -> tuple[FeedToken, ...]:
        """Revoke every token to the feed called `feed` that is not revoked yet, and return them."""
        with self._desk.change(
            _("Revoke every link to {feed}").format(feed=feed), final=True, right=Right.LINKS
        ) as change:
            kept = change.table(FeedToken).where(feed=feed, revoked=False)
            return tuple(change.replace(replace(each, revoked=True)) for each in kept)

    # Looking

    def find(self, key: str) -> FeedToken:
        """Return the token whose id is `key`, or begins with it.

        Raises:
            DataProblem: there is none, or there are several.
        """
        return _found(self._desk.table(FeedToken), key)

    def kept(self, token: str) -> FeedToken:
        """Return what is kept of a token.

        Raises:
            LookupError: it was never issued.
        """
        for each in self._desk.table(FeedToken).where(digest=hash_token(token)):
            return each
        raise LookupError("this token was never issued")

    def known(self) -> tuple[KnownToken, ...]:
        """Return every token ever issued, by feed and time."""
        feeds, here, issued = {each.name for each in self._desk.feeds()}, self._here(), self._issued()
        with self._desk.database.reading() as connection:
            used = {
                row.digest: datetime.fromisoformat(row.last_used)
                for row in connection.execute(sa.select(self._use))
            }
        found = [
            KnownToken(
                id=each.id,
                feed=each.feed,
                label=each.label,
                issued=issued.get(each.id, each.changed),
                last_used=used.get(each.digest),
                revoked=each.revoked,
                ended=each.feed not in feeds or _has_left(each.feed, here),
            )
            for each in self._desk.table(FeedToken).all()
        ]
        return tuple(sorted(found, key=lambda each: (each.feed, each.issued, each.id)))

    def open_tokens(self) -> Mapping[str, str]:
        """Return the hash of every token that opens something today, with the name of its feed."""
        token, here = self._desk.schema.of(FeedToken), self._here()
        query = sa.select(token.column("digest"), token.column("feed")).where(~token.column("revoked"))
        with self._desk.database.reading() as connection:
            rows = connection.execute(query).fetchall()
        return {row.digest: row.feed for row in rows if not _has_left(row.feed, here)}

    def _here(self) -> frozenset[str]:
        """Return the keys of those who have not left; whoever is still to come counts as here."""
        today = self._desk.today()
        return frozenset(each.id for each in self._desk.table(Person).all() if not each.has_left(today))

    def _issued(self) -> Mapping[str, datetime]:
        """Return when each token was issued, as the journal tells: a record only knows its last change."""
        journal, rows = self._desk.schema.system.journal, self._desk.schema.system.journal_row
        name = self._desk.schema.of(FeedToken).spec.name
        query = (
            sa.select(rows.c.row, journal.c.at)
            .join(journal, journal.c.number == rows.c.entry)
            .where(rows.c.table == name, rows.c.before.is_(None))
        )
        with self._desk.database.reading() as connection:
            return {row.row: datetime.fromisoformat(row.at) for row in connection.execute(query)}

    def _check(self, feeds: Mapping[str, str] | tuple[str, ...]) -> None:
        """Refuse feeds that are not there, and those of people who have left."""
        names, here = [each.name for each in self._desk.feeds()], self._here()
        for feed in feeds:
            if feed not in names:
                near = suggestion(feed if person_feed(feed) not in names else person_feed(feed), names)
                raise DataProblem(
                    _("{feed!r} is no feed; `dutydesk feeds list` shows them").format(feed=feed) + near
                )
            if _has_left(feed, here):
                raise DataProblem(
                    _("{person} has left, so that a link to {feed} would open nothing").format(
                        person=feed.removeprefix(PERSON_FEEDS), feed=feed
                    )
                )

    # Use

    def used_many(self, uses: Mapping[str, datetime], /) -> None:
        """Note when tokens were used, by their hashes: all of it or nothing, and no time moves backwards."""
        if not uses:
            return
        fresh = self._desk.database.inserting(self._use)
        statement = fresh.on_conflict_do_update(
            index_elements=["digest"],
            set_={"last_used": fresh.excluded.last_used},
            # Instants in UTC to the second are written so that the later one is the greater text.
            where=self._use.c.last_used < fresh.excluded.last_used,
        )
        noted = [
            {"digest": digest, "last_used": at.astimezone(UTC).isoformat(timespec="seconds")}
            for digest, at in sorted(uses.items())
        ]
        with self._desk.database.writing() as connection:
            connection.execute(statement, noted)


def _record(feed: str, label: str, token: str) -> FeedToken:
    return FeedToken(
        id=new_id(), feed=feed, label=clean_line(label, _LONGEST_LABEL), digest=hash_token(token)
    )


def _has_left(feed: str, here: frozenset[str]) -> bool:
    return feed.startswith(PERSON_FEEDS) and feed.removeprefix(PERSON_FEEDS) not in here


def _found(table: Table[FeedToken], key: str) -> FeedToken:
    wanted = clean_line(key)
    found = having_key(table.all(), wanted, lambda each: each.id)
    if len(found) == 1:
        return found[0]
    if found:
        raise DataProblem(
            _("{key!r} begins the ids of several links ({ids}); type more of it").format(
                key=wanted, ids=", ".join(each.id for each in found[:5])
            )
        )
    raise DataProblem(
        _(
            "{key!r} is no link's id; give all of it or at least {count} characters, "
            "as `dutydesk feeds list` shows it"
        ).format(key=wanted, count=LEAST_OF_KEY)
    )
