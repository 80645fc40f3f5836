"""The feeds of a desk, rendered and kept until something changes."""

import gzip
import logging
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Protocol

from dutydesk.api import Feed, FeedEvent
from dutydesk.domain import Window, Zone
from dutydesk.feeds.ledger import LedgerStore, Rendition, enter
from dutydesk.feeds.rendering.calendar import calendar_body, entity_tag
from dutydesk.feeds.rendering.fragment import content_digest, event_content, stamped

DAYS_BEFORE = 30
DAYS_AFTER = 180
_PERSON = "person/"
_logger = logging.getLogger(__name__)


class FeedDesk(Protocol):
    """What feeds ask of a desk; every `dutydesk.api.Desk` has it."""

    @property
    def name(self) -> str:
        """The school's name."""
        ...

    @property
    def uid(self) -> str:
        """The desk's own identifier, the domain part of event UIDs."""
        ...

    @property
    def zone(self) -> Zone:
        """The time zone in which days and shifts are meant."""
        ...

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        ...

    def today(self) -> date:
        """Return the present day in the desk's zone."""
        ...

    def version(self) -> int:
        """Return a number that differs from before whenever anyone has changed the desk."""
        ...

    def feeds(self) -> tuple[Feed, ...]:
        """Return the feeds of the desk."""
        ...

    def feed_events(self, window: Window) -> tuple[FeedEvent, ...]:
        """Return every event of every feed that touches `window`."""
        ...


@dataclass(frozen=True)
class RenderedFeed:
    """A feed as it is published: its bytes, their strong ETag, and when they last changed (UTC, seconds)."""

    name: str
    title: str
    body: bytes
    etag: str
    changed: datetime
    events: int

    @cached_property
    def packed(self) -> bytes:
        """The body in gzip, made at the first use; the same bytes for the same body."""
        return gzip.compress(self.body, compresslevel=6, mtime=0)


@dataclass(frozen=True, slots=True)
class _Content:
    """An event's rendered content, and its digest."""

    lines: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class _Fragment:
    """An event as it stands in feeds."""

    event: FeedEvent
    lines: bytes


def _in_utc(event: FeedEvent) -> FeedEvent:
    """Return the event with its times in UTC, where two that are equal are the same instant.

    In a zone, the two halves of a repeated hour compare equal.
    """
    moments = [
        moment.astimezone(UTC) if isinstance(moment, datetime) and moment.tzinfo is not None else moment
        for moment in (event.start, event.end)
    ]
    return replace(event, start=moments[0], end=moments[1])


def _start(event: FeedEvent, zone: Zone) -> datetime:
    return event.start if isinstance(event.start, datetime) else zone.days(event.start, event.start).start


class FeedBook:
    """The rendered feeds of one desk, in a window of days around the present one.

    A person's feed, ``person/KEY``, holds the events with that person; any other holds those that name it.
    `refresh` brings the book up to date; reading never waits for it. All methods may be called from any
    thread.
    """

    def __init__(
        self, desk: FeedDesk, ledger: LedgerStore, *, before: int = DAYS_BEFORE, after: int = DAYS_AFTER
    ) -> None:
        self._desk = desk
        self._ledger = ledger
        self._before = timedelta(days=before)
        self._after = timedelta(days=after)
        self._refreshing = threading.Lock()
        self._seen: tuple[int, date] | None = None
        self._contents: dict[FeedEvent, _Content] = {}
        self._made_for: tuple[str, Zone] | None = None
        self._rendered: Mapping[str, RenderedFeed] = MappingProxyType({})

    @property
    def desk_name(self) -> str:
        """The school's name."""
        return self._desk.name

    @property
    def is_rendered(self) -> bool:
        """Whether the book has been refreshed at least once."""
        return self._seen is not None

    def feed(self, name: str) -> RenderedFeed | None:
        """Return the feed `name` as last rendered, or None."""
        return self._rendered.get(name)

    def feeds(self) -> tuple[RenderedFeed, ...]:
        """Return all feeds as last rendered, by name."""
        return tuple(self._rendered[name] for name in sorted(self._rendered))

    def refresh(self) -> bool:
        """Render again if the desk or the day has changed; tell whether that was so.

        An event that cannot be rendered is left out and logged, so that one plugin's mistake does not empty
        everyone's calendar. Errors of the desk or of the ledger pass through and leave the book as it was.
        """
        with self._refreshing:
            # The version is read first: a change that comes while rendering is then seen the next time.
            seen = (self._desk.version(), self._desk.today())
            if seen == self._seen:
                return False
            self._render(seen[1])
            self._seen = seen
            return True

    def _render(self, today: date) -> None:
        first, last = today - self._before, today + self._after
        zone = self._desk.zone
        events = self._desk.feed_events(zone.days(first, last))
        of_feed: defaultdict[str, list[_Fragment]] = defaultdict(list)
        for fragment in self._rendered_events(events, zone):
            people = (f"{_PERSON}{person}" for person in fragment.event.people)
            for name in {*people, *fragment.event.feeds}:
                of_feed[name].append(fragment)
        rendered: dict[str, RenderedFeed] = {}
        for feed in self._desk.feeds():
            if feed.name in rendered:
                _logger.warning("two feeds are called %r; the first is published", feed.name)
                continue
            lines = [fragment.lines for fragment in of_feed[feed.name]]
            body = calendar_body(
                feed, lines, zone=zone, years=(first.year, last.year), description=self._desk.name
            )
            rendered[feed.name] = self._renewed(feed, body, len(lines))
        self._rendered = MappingProxyType(rendered)

    def _rendered_events(self, events: Iterable[FeedEvent], zone: Zone) -> list[_Fragment]:
        """Return the events that can be rendered, each uid once, sorted by start and uid."""
        if self._made_for != (self._desk.uid, zone):
            self._contents = {}
            self._made_for = (self._desk.uid, zone)
        contents: dict[str, tuple[FeedEvent, _Content]] = {}
        for given in events:
            try:
                event = _in_utc(given)
                content = self._content(event, zone)
            except (ValueError, TypeError, AttributeError, OverflowError) as error:
                _logger.warning("the event %r is left out of the feeds: %s", given.uid, error)
                continue
            if contents.setdefault(event.uid, (event, content))[0] != event:
                _logger.warning("two events have the uid %r; the first is published", event.uid)
        renditions = (
            Rendition(uid, content.digest, event.revision, event.changed)
            for uid, (event, content) in contents.items()
        )
        entries = enter(self._ledger, renditions, self._desk.now())
        self._contents = dict(contents.values())
        fragments = [
            _Fragment(
                event,
                stamped(content.lines, sequence=entries[uid].sequence, changed=entries[uid].changed),
            )
            for uid, (event, content) in contents.items()
        ]
        return sorted(fragments, key=lambda one: (_start(one.event, zone), one.event.uid))

    def _content(self, event: FeedEvent, zone: Zone) -> _Content:
        if (content := self._contents.get(event)) is not None:
            return content
        lines = event_content(event, desk_uid=self._desk.uid, zone=zone)
        return _Content(lines, content_digest(lines))

    def _renewed(self, feed: Feed, body: bytes, events: int) -> RenderedFeed:
        etag = entity_tag(body)
        before = self._rendered.get(feed.name)
        if before is not None and before.etag == etag:
            return before
        changed = self._desk.now().astimezone(UTC).replace(microsecond=0)
        if before is not None:
            changed = max(changed, before.changed + timedelta(seconds=1))
        return RenderedFeed(feed.name, feed.title, body, etag, changed, events)
