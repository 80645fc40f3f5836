"""The feeds of a desk, rendered and kept until something changes."""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from dutydesk.feeds.choice import EVERYTHING, Choice
from dutydesk.feeds.edition import Edition, Entry, Listing
from dutydesk.feeds.feed_desk import FeedDesk
from dutydesk.feeds.ledger import LedgerStore
from dutydesk.feeds.rendering.calendar import calendar_body, entity_tag
from dutydesk.feeds.rendering.fragment import alarm_lines, with_alarms
from dutydesk.wording import LANGUAGES

DAYS_BEFORE = 30
DAYS_AFTER = 180
_MOST_KEPT = 4096


@dataclass(frozen=True, eq=False)
class RenderedFeed:
    """A feed as it is published: its bytes, their strong ETag, and when they last changed (UTC, seconds).

    `events` is their number; `wants_packing` says that it was asked for in gzip before it changed.
    """

    name: str
    body: bytes
    etag: str
    changed: datetime
    events: int
    wants_packing: bool = False

    @cached_property
    def packed(self) -> bytes:
        """The body in gzip, made at the first use; the same bytes for the same body."""
        return gzip.compress(self.body, compresslevel=6, mtime=0)

    @property
    def is_packed(self) -> bool:
        """Whether the gzip form has been made."""
        return "packed" in self.__dict__


class FeedBook:
    """The rendered feeds of one desk, in a window of days around the present one.

    A person's feed, ``person/KEY``, holds the events with that person; any other holds those that name it.
    `refresh` brings the book up to date; reading never waits for it. A language is made when it is first
    asked for, and kept up to date from then on, as are the feeds that were asked for lately. All methods may
    be called from any thread. `language` is that of readers who choose none.
    """

    def __init__(
        self,
        desk: FeedDesk,
        ledger: LedgerStore,
        *,
        before: int = DAYS_BEFORE,
        after: int = DAYS_AFTER,
        language: str = LANGUAGES[0],
    ) -> None:
        self.language = language
        self.generation = 0
        """Rises whenever a feed may have changed."""
        self._desk = desk
        self._ledger = ledger
        self.reach(before=before, after=after)
        self._refreshing = threading.Lock()
        self._seen: tuple[int, date] | None = None
        self._editions: dict[str, Edition] = {}
        self._keeping = threading.Lock()
        self._kept: OrderedDict[tuple[str, Choice], tuple[Listing, RenderedFeed]] = OrderedDict()

    def reach(self, *, before: int, after: int) -> None:
        """Hold so many days before and after the present one, from the next refresh on."""
        self._before = timedelta(days=before)
        self._after = timedelta(days=after)

    @property
    def is_rendered(self) -> bool:
        """Whether the book has been refreshed at least once."""
        return self._seen is not None

    def listing(self, name: str, language: str = "") -> Listing | None:
        """Return the events of the feed `name`, or None; waits where its language is to be made first."""
        return self._edition(language or self.language).listings.get(name)

    def feed(self, name: str, choice: Choice = EVERYTHING) -> RenderedFeed | None:
        """Return the feed `name` by a choice, or None; waits where its language is to be made first."""
        listing = self.listing(name, choice.language)
        if listing is None:
            return None
        key = (name, replace(choice, language=choice.language or self.language))
        with self._keeping:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
        if kept is not None and kept[0] is listing:
            return kept[1]
        rendered = self._render(listing, key[1], kept[1] if kept is not None else None)
        self._keep({key: (listing, rendered)})
        return rendered

    def feeds(self) -> tuple[RenderedFeed, ...]:
        """Return all feeds as last rendered, by name."""
        names = sorted(self._edition(self.language).listings)
        return tuple(feed for feed in map(self.feed, names) if feed is not None)

    @property
    def count(self) -> int:
        """How many feeds there are."""
        edition = self._editions.get(self.language)
        return len(edition.listings) if edition is not None else 0

    def present(self) -> tuple[int, date]:
        """Return the desk's version and day as they are now, which may be newer than what is rendered."""
        return (self._desk.version(), self._desk.today())

    def refresh(self, *, anew: bool = False) -> bool:
        """Look at the desk again if it or the day has changed, or `anew`; tell whether that was so.

        Errors of the desk or of the ledger pass through and leave the book as it was.
        """
        with self._refreshing:
            # The version is read first: a change that comes while rendering is then seen the next time.
            seen = self.present()
            if seen == self._seen and not anew:
                return False
            runs = None
            if self._seen is not None and self._seen[1] == seen[1] and not anew:
                runs = self._desk.days_changed_since(self._seen[0])
            languages = self._editions or {self.language: self._new_edition(self.language)}
            days = (seen[1] - self._before, seen[1] + self._after)
            looks = {
                language: (edition, edition.look(*days, runs)) for language, edition in languages.items()
            }
            fresh = dict(self._renewed({language: look.listings for language, (_, look) in looks.items()}))
            for edition, look in looks.values():
                edition.keep(look)
            self._editions = {language: edition for language, (edition, _) in looks.items()}
            self._keep(fresh)
            self._seen = seen
            self.generation += 1
            return True

    def pack(self) -> None:
        """Make the gzip forms of the kept feeds that were asked for in gzip before they changed."""
        with self._keeping:
            wanted = [rendered for _, rendered in self._kept.values() if rendered.wants_packing]
        for rendered in wanted:
            _ = rendered.packed

    def _new_edition(self, language: str) -> Edition:
        prefix = "" if language == self.language else f"@{language}/"
        return Edition(self._desk, self._ledger, language=language, prefix=prefix)

    def _edition(self, language: str) -> Edition:
        if language not in self._editions and self._seen is not None:
            with self._refreshing:
                if language not in self._editions:
                    edition = self._new_edition(language)
                    today = self._seen[1]
                    edition.keep(edition.look(today - self._before, today + self._after))
                    self._editions = {**self._editions, language: edition}
        return self._editions.get(language) or self._new_edition(language)

    def _renewed(
        self, listings: Mapping[str, Mapping[str, Listing]]
    ) -> Iterator[tuple[tuple[str, Choice], tuple[Listing, RenderedFeed]]]:
        """Yield the kept feeds that are different in new `listings` of each language, rendered again."""
        with self._keeping:
            kept = list(self._kept.items())
        for (name, choice), (former, rendered) in kept:
            listing = listings.get(choice.language, {}).get(name)
            if listing is not None and listing is not former:
                yield (name, choice), (listing, self._render(listing, choice, rendered))

    def _keep(self, fresh: Mapping[tuple[str, Choice], tuple[Listing, RenderedFeed]]) -> None:
        with self._keeping:
            self._kept.update(fresh)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)

    def _render(self, listing: Listing, choice: Choice, former: RenderedFeed | None) -> RenderedFeed:
        entries: Sequence[Entry] = listing.entries
        if choice.kinds:
            entries = [entry for entry in entries if choice.takes(entry.event.kind)]
        alarms = alarm_lines(choice.alarms, choice.language) if choice.alarms else b""
        if listing.is_own:
            vevents = [entry.fragment.own for entry in entries]
        else:
            vevents = [entry.fragment.shared for entry in entries]
        if alarms:
            vevents = [
                with_alarms(vevent, alarms) if entry.can_remind else vevent
                for entry, vevent in zip(entries, vevents, strict=True)
            ]
        body = calendar_body(listing.head, vevents)
        etag = entity_tag(body)
        if former is not None and former.etag == etag:
            return former
        changed = self._desk.now().astimezone(UTC).replace(microsecond=0)
        if former is not None:
            changed = max(changed, former.changed + timedelta(seconds=1))
        return RenderedFeed(
            name=listing.feed.name,
            body=body,
            etag=etag,
            changed=changed,
            events=len(entries),
            wants_packing=former is not None and former.is_packed,
        )
