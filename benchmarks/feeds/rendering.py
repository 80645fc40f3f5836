"""How long the feeds take to make: by icalendar alone, from nothing, from kept fragments, after a change."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from icalendar import Calendar, Event

from benchmarks.feeds.school import DAYS_AHEAD, DAYS_BACK, PEOPLE, TODAY
from dutydesk.api import FeedEvent
from dutydesk.desk import OpenDesk
from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.desk_book import feed_book
from dutydesk.feeds.rendering.calendar import calendar_body, entity_tag
from dutydesk.feeds.rendering.timezone import vtimezone
from dutydesk_roster.assignment import PublishedAssignment

EVERYONE = "squadron"
_ROUNDS = 9
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Making:
    """Seconds: see `measure_making`."""

    icalendar: float
    cold: float
    warm: float
    kept: float
    one_change: float
    gzip: float
    events: int
    body_bytes: int


def plain_icalendar(events: tuple[FeedEvent, ...], zone_name: str) -> bytes:
    """Return what the squadron's feed says, built and serialised by icalendar as its manual shows."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", "-//benchmark//EN")
    calendar.add("version", "2.0")
    calendar.add_component(vtimezone(ZoneInfo(zone_name), TODAY.year, TODAY.year + 1))
    for each in events:
        event = Event()
        event.add("uid", each.uid)
        event.add("summary", each.title)
        event.add("dtstart", each.start)
        event.add("dtend", each.end)
        event.add("dtstamp", each.changed)
        event.add("last-modified", each.changed)
        event.add("sequence", each.revision)
        event.add("location", each.place)
        event.add("description", each.description)
        event.add("categories", each.category)
        event.add("color", each.colour)
        event.add("status", "CONFIRMED")
        event.add("transp", "OPAQUE")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the seconds that a call took, and what it gave."""
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


def measure_making(desk: OpenDesk) -> Making:
    """Measure, in one process, the squadron's feed.

    `cold` is everything from an open desk to the bytes and their ETag: reading the records, rendering,
    entering the ledger, for the first time ever. It comes first, so that nothing is kept from before.
    `icalendar` is building and serialising alone, the events given. `warm` is the bytes and ETag put together
    again from kept fragments; `kept` is a feed that has not changed, asked for again. `one_change` is from
    the commit of one duty's change to the new bytes and ETag.
    """
    book = feed_book(desk)
    cold, feed = timed(lambda: (book.refresh(), book.feed(EVERYONE))[1])
    events = desk.feed_events(
        desk.zone.days(
            TODAY.fromordinal(TODAY.toordinal() - DAYS_BACK),
            TODAY.fromordinal(TODAY.toordinal() + DAYS_AHEAD),
        )
    )
    mine = tuple(each for each in events if EVERYONE in each.feeds)
    icalendar = min(timed(lambda: plain_icalendar(mine, desk.zone.name))[0] for _ in range(2))
    listing = book.listing(EVERYONE)
    warm = statistics.median(
        timed(
            lambda: entity_tag(
                calendar_body(listing.head, [entry.fragment.shared for entry in listing.entries])
            )
        )[0]
        for _ in range(_ROUNDS)
    )
    kept = statistics.median(timed(lambda: book.feed(EVERYONE))[0] for _ in range(_ROUNDS))
    changes = [one_change(desk, book, number) for number in range(_ROUNDS)]
    packing = timed(lambda: book.feed(EVERYONE).packed)[0]
    return Making(
        icalendar=icalendar,
        cold=cold,
        warm=warm,
        kept=kept,
        one_change=statistics.median(changes),
        gzip=packing,
        events=len(mine),
        body_bytes=len(feed.body),
    )


def one_change(desk: OpenDesk, book: FeedBook, number: int) -> float:
    """Give one duty to someone else, and return the seconds until every feed in use says so."""
    key = f"duty-{(number * 997) % 10_000:06}"
    with desk.change("Another guard") as change:
        duty = change.table(PublishedAssignment).get(key) or change.table(PublishedAssignment).all()[0]
        other = f"guard-{(int(duty.person.removeprefix('guard-')) + 7) % PEOPLE}"
        change.replace(replace(duty, person=other))
    before = book.feed(EVERYONE).etag
    for name in (f"person/{duty.person}", f"person/{other}", f"post/{duty.post}"):
        book.feed(name)
    seconds, feed = timed(lambda: (book.refresh(), book.feed(EVERYONE))[1])
    if feed.etag == before:
        raise SystemExit("the change did not come out")
    return seconds
