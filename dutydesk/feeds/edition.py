"""The feeds of a desk in one language: which events each holds, rendered and kept."""

import logging
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from types import MappingProxyType

from dutydesk.api import Feed, FeedEvent
from dutydesk.domain import PERSON_FEEDS, Window, Zone, clean_line, person_feed
from dutydesk.feeds.feed_desk import FeedDesk
from dutydesk.feeds.ledger import LedgerStore, Rendition, enter
from dutydesk.feeds.rendering.calendar import calendar_head
from dutydesk.feeds.rendering.fragment import EventContent, Fragment, event_content, stamped
from dutydesk.wording import speaking

REACH = timedelta(days=1)
"""How far from its own days an event may hang on records: see `dutydesk.domain.Record.days`."""

_LONGEST_UID = 500
_order = attrgetter("order")
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An event as it stands in the feeds of an edition.

    `window` are its instants, and `order` is where it stands among others.
    """

    event: FeedEvent
    window: Window
    order: tuple[datetime, str]
    fragment: Fragment

    @property
    def feeds(self) -> set[str]:
        """The names of the feeds that it is in."""
        return {*self.event.feeds, *map(person_feed, self.event.people)}

    @property
    def can_remind(self) -> bool:
        """Whether a reminder of it makes sense: it begins at a time, and its people must be there."""
        event = self.event
        return isinstance(event.start, datetime) and event.busy and not event.cancelled


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """A feed and its events in order of time; another object whenever anything in it has changed."""

    feed: Feed
    head: bytes
    entries: tuple[Entry, ...]

    @property
    def is_own(self) -> bool:
        """Whether it is a person's own feed."""
        return self.feed.name.startswith(PERSON_FEEDS)


def _named(event: FeedEvent) -> FeedEvent:
    """Return the event with its uid as it is published."""
    uid = clean_line(event.uid, _LONGEST_UID)
    return event if uid == event.uid else replace(event, uid=uid)


def _folds(event: FeedEvent) -> tuple[int, int]:
    """Return which half of a repeated hour start and end are in; those of both halves compare equal."""
    return getattr(event.start, "fold", 0), getattr(event.end, "fold", 0)


def _are_same(one: FeedEvent, other: FeedEvent) -> bool:
    return one == other and _folds(one) == _folds(other)


def _window(event: FeedEvent, zone: Zone) -> Window:
    start, end = event.start, event.end
    if isinstance(start, datetime) and isinstance(end, datetime):
        return Window(start.astimezone(UTC), end.astimezone(UTC))
    return Window(zone.days(start, start).start, zone.days(end, end).start)


@dataclass(frozen=True, slots=True)
class _Fresh:
    """An event that is rendered, and not stamped yet."""

    event: FeedEvent
    window: Window
    content: EventContent


def _starting_in(window: Window, ordered: Sequence[Entry]) -> Sequence[Entry]:
    """Return the events that start in `window`; one without length at its very beginning is not asked for."""
    low = bisect_left(ordered, (window.start, ""), key=_order)
    high = bisect_left(ordered, (window.end, ""), key=_order)
    return [entry for entry in ordered[low:high] if entry.window.end > window.start]


def _exchanged(ordered: Sequence[Entry], out: Iterable[Entry], new: Iterable[Entry]) -> list[Entry]:
    """Return a sorted sequence without the entries `out` and with the `new` ones."""
    entries = list(ordered)
    for entry in out:
        del entries[bisect_left(entries, entry.order, key=_order)]
    for entry in new:
        insort(entries, entry, key=_order)
    return entries


@dataclass(frozen=True, slots=True)
class Look:
    """What an edition saw of the desk: its events by uid and in order, and the listings that they make."""

    made_for: tuple[str, Zone]
    entries: Mapping[str, Entry]
    ordered: Sequence[Entry]
    listings: Mapping[str, Listing]


class Edition:
    """The feeds of one desk in one language.

    `look` reads the desk, all of it or some runs of days, and renders what is new; `keep` shows what it saw.
    The ledger keeps what has been published under the uids with `prefix`. Only one thread at a time may look.
    """

    def __init__(self, desk: FeedDesk, ledger: LedgerStore, *, language: str, prefix: str = "") -> None:
        self.language = language
        self._desk = desk
        self._ledger = ledger
        self._prefix = prefix
        self._last: Look | None = None

    @property
    def listings(self) -> Mapping[str, Listing]:
        """The feeds by name, as the desk was last seen."""
        return self._last.listings if self._last is not None else {}

    def look(self, first: date, last: date, runs: tuple[tuple[date, date], ...] | None = None) -> Look:
        """Return the feeds for the days `first` to `last`; with `runs`, only those days are read again.

        An event that cannot be rendered is left out and logged, so that one plugin's mistake does not empty
        everyone's calendar.
        """
        made_for, former = (self._desk.uid, self._desk.zone), self._last
        with speaking(self.language):
            if former is None or former.made_for != made_for:
                return self._all(first, last, made_for, {})
            if runs is None:
                return self._all(first, last, made_for, former.entries)
            return self._some(first, last, runs, former)

    def keep(self, look: Look) -> None:
        """Show what was seen from now on."""
        self._last = look

    def _all(self, first: date, last: date, made_for: tuple[str, Zone], known: Mapping[str, Entry]) -> Look:
        desk = self._desk
        entries = self._rendered(desk.feed_events(desk.zone.days(first, last)), known)
        ordered = sorted(entries.values(), key=_order)
        members: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in ordered:
            for name in entry.feeds:
                members[name].append(entry)
        listings: dict[str, Listing] = {}
        years = (first.year, last.year)
        for feed in desk.feeds():
            if feed.name in listings:
                _logger.warning("two feeds are called %r; the first is published", feed.name)
                continue
            head = calendar_head(feed, zone=desk.zone, years=years, description=desk.name)
            listings[feed.name] = self._listing(feed, head, members[feed.name])
        return Look(made_for, entries, ordered, MappingProxyType(listings))

    def _some(self, first: date, last: date, runs: Sequence[tuple[date, date]], former: Look) -> Look:
        zone = self._desk.zone
        everything = zone.days(first, last)
        fresh: dict[str, Entry] = {}
        stale: set[str] = set()
        for run in runs:
            low, high = max(run[0] - REACH, first), min(run[1] + REACH, last)
            if low > high:
                continue
            looked_at = zone.days(low, high)
            fresh |= {
                uid: entry
                for uid, entry in self._rendered(self._desk.feed_events(looked_at), former.entries).items()
                if uid in former.entries or entry.window.overlaps(everything)
            }
            # What only reaches into these days from before is told of by its own day, if it is gone.
            stale |= {entry.event.uid for entry in _starting_in(looked_at, former.ordered)}
        gone = stale - fresh.keys()
        changed = {uid: entry for uid, entry in fresh.items() if former.entries.get(uid) is not entry}
        out = [former.entries[uid] for uid in gone | changed.keys() if uid in former.entries]
        if not out and not changed:
            return former
        listings = dict(former.listings)
        for name in {name for entry in (*out, *changed.values()) for name in entry.feeds} & listings.keys():
            listing = listings[name]
            entries = _exchanged(
                listing.entries,
                [entry for entry in out if name in entry.feeds],
                [entry for entry in changed.values() if name in entry.feeds],
            )
            listings[name] = replace(listing, entries=tuple(entries))
        kept = {**former.entries, **changed}
        for uid in gone:
            del kept[uid]
        return Look(
            former.made_for,
            kept,
            _exchanged(former.ordered, out, changed.values()),
            MappingProxyType(listings),
        )

    def _listing(self, feed: Feed, head: bytes, entries: Sequence[Entry]) -> Listing:
        """Return a listing, the former one where nothing is different."""
        found, former = Listing(feed, head, tuple(entries)), self.listings.get(feed.name)
        if former is None or (former.feed, former.head) != (feed, head) or former.entries != found.entries:
            return found
        return former

    def _rendered(self, events: Iterable[FeedEvent], known: Mapping[str, Entry]) -> dict[str, Entry]:
        """Return the events that can be rendered by uid; one that is as `known` is the same object."""
        zone, desk_uid = self._desk.zone, self._desk.uid
        seen: dict[str, FeedEvent] = {}
        entries: dict[str, Entry] = {}
        fresh: list[_Fresh] = []
        for given in events:
            try:
                event = _named(given)
                if (twin := seen.get(event.uid)) is not None:
                    if not _are_same(twin, event):
                        _logger.warning("two events have the uid %r; the first is published", event.uid)
                    continue
                if (before := known.get(event.uid)) is not None and _are_same(before.event, event):
                    entries[event.uid] = before
                else:
                    content = event_content(event, desk_uid=desk_uid, zone=zone)
                    fresh.append(_Fresh(event, _window(event, zone), content))
                seen[event.uid] = event
            except (ValueError, TypeError, AttributeError, OverflowError) as error:
                _logger.warning("the event %r is left out of the feeds: %s", given.uid, error)
        return entries | self._stamped(fresh)

    def _stamped(self, fresh: Sequence[_Fresh]) -> dict[str, Entry]:
        """Return rendered events with the stamps under which they are published."""
        renditions = [
            Rendition(
                self._prefix + each.event.uid, each.content.digest, each.event.revision, each.event.changed
            )
            for each in fresh
        ]
        published = enter(self._ledger, renditions, self._desk.now())
        entries: dict[str, Entry] = {}
        for each, rendition in zip(fresh, renditions, strict=True):
            stamps, uid = published[rendition.uid], each.event.uid
            fragment = stamped(each.content, sequence=stamps.sequence, changed=stamps.changed)
            entries[uid] = Entry(each.event, each.window, (each.window.start, uid), fragment)
        return entries
