"""Feeds to read, each with the events that its desk says are in it: those of a school's whole desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

from dutydesk.api import FeedEvent
from dutydesk.config.desk_settings import DeskSettings
from dutydesk.desk import OpenDesk
from dutydesk.domain import clean_line, new_id
from dutydesk.exchange.sample_school import fill_sample_school, found_sample_school
from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.desk_ledger import DeskLedger
from dutydesk.host.opening import open_desk
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.month import Month
from dutydesk_roster.publishing import publish
from dutydesk_roster.roster import Roster
from dutydesk_safetyweek.planning import plan_week
from tests.feeds.readers.reading import Read, moment

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
_PERSON = "person/"


@dataclass(frozen=True)
class Sample:
    """A feed's file, and the events that the desk says are in it."""

    name: str
    desk_uid: str
    body: bytes
    events: tuple[FeedEvent, ...]

    def uid(self, event: FeedEvent) -> str:
        """Return the UID that an event has in the file."""
        return clean_line(f"{event.uid}@{self.desk_uid}", 1000)

    def title(self, event: FeedEvent) -> str:
        """Return what an event is called in this feed."""
        own = event.own_title if self.name.startswith(_PERSON) else ""
        named = map(clean_line, (own, event.title, event.category, event.kind))
        return next((name for name in named if name), "(no title)")

    def reads(self, events: Iterable[FeedEvent] | None = None) -> list[Read]:
        """Return what a reader must find, of some events or of all."""
        return sorted(
            (self.uid(one), moment(one.start), moment(one.end))
            for one in (self.events if events is None else events)
        )


def open_school(folder: Path) -> OpenDesk:
    """Return the sample school's desk with a safety week, and a month arranged in turn and published."""
    found_sample_school(folder, NOW.date())
    desk = open_desk(folder, actor="leader", clock=lambda: NOW)
    fill_sample_school(desk, NOW.date())
    plan_week(desk, NOW.year + 1, pack="campus-safety")
    month = Month.of(NOW.date())
    people = cycle(desk.people())
    with desk.change("everyone in turn") as change:
        for slot in Roster.of(desk, month.first, month.last).open_slots:
            for _ in range(slot.missing):
                person = next(people).id
                change.add(
                    Assignment(id=new_id(), person=person, post=slot.post, shift=slot.shift, day=slot.day)
                )
    publish(desk, month.first, month.last, "the roster")
    return desk


def samples_of(desk: OpenDesk) -> list[Sample]:
    """Return every feed of a desk."""
    days, today = desk.settings(DeskSettings).feeds, desk.today()
    window = desk.zone.days(today - timedelta(days=days.days_back), today + timedelta(days=days.days_ahead))
    events = desk.feed_events(window)
    book = FeedBook(desk, DeskLedger(desk))
    book.refresh()
    return [
        Sample(
            feed.name,
            desk.uid,
            book.feed(feed.name).body,
            tuple(
                one
                for one in events
                if feed.name in one.feeds or feed.name.removeprefix(_PERSON) in one.people
            ),
        )
        for feed in desk.feeds()
    ]
