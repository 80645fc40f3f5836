"""A desk, a ledger and a token book in memory, and readers of calendar files that nobody here wrote."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dutydesk.api import Feed, FeedEvent
from dutydesk.domain import Window, Zone
from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.ledger import LedgerEntry
from dutydesk.feeds.tokens import hash_token
from tests.feeds.readers.reading import BY_NAME, Libical, Read, ReadAll

CHANGED = datetime(2026, 10, 1, 8, 30, tzinfo=UTC)


@dataclass
class FakeDesk:
    """What feeds ask of a desk, each answer open to change."""

    zone: Zone = field(default_factory=lambda: Zone("Asia/Shanghai"))
    name: str = "Fushan School"
    uid: str = "desk1.example"
    day: date = date(2026, 11, 2)
    clock: datetime = datetime(2026, 11, 2, 1, tzinfo=UTC)
    revision: int = 1
    given_feeds: list[Feed] = field(default_factory=list)
    events: list[FeedEvent] = field(default_factory=list)
    asked: list[Window] = field(default_factory=list)

    def now(self):
        return self.clock

    def today(self):
        return self.day

    def version(self):
        return self.revision

    def days_changed_since(self, _revision):
        return None

    def feeds(self):
        return tuple(self.given_feeds)

    def feed_events(self, window):
        self.asked.append(window)
        return tuple(self.events)

    def rename(self, number: int, **changes):
        """Change the event `number` as a derived change would: its record's revision stays."""
        self.events[number] = replace(self.events[number], **changes)
        self.revision += 1


class MemoryLedger:
    """A ledger store in a dictionary; `puts` counts the entries written."""

    def __init__(self):
        self.kept: dict[str, LedgerEntry] = {}
        self.puts = 0

    def get(self, uids: Iterable[str]) -> Mapping[str, LedgerEntry]:
        return {uid: self.kept[uid] for uid in uids if uid in self.kept}

    def put(self, entries: Iterable[LedgerEntry]) -> Mapping[str, LedgerEntry]:
        put = {entry.uid: entry for entry in entries}
        for uid, entry in put.items():
            if uid not in self.kept or self.kept[uid].sequence < entry.sequence:
                self.kept[uid] = entry
                self.puts += 1
        return {uid: self.kept[uid] for uid in put}


class MemoryTokens:
    """A token book in a dictionary."""

    def __init__(self):
        self.feeds: dict[str, str] = {}
        self.uses: list[tuple[str, datetime]] = []

    def issue(self, token: str, feed: str) -> None:
        self.feeds[hash_token(token)] = feed

    def revoke(self, token: str) -> None:
        del self.feeds[hash_token(token)]

    def open_tokens(self) -> Mapping[str, str]:
        return dict(self.feeds)

    def used_many(self, uses: Mapping[str, datetime]) -> None:
        self.uses.extend(uses.items())


def an_event(uid: str = "a1", **given) -> FeedEvent:
    start = given.pop("start", datetime(2026, 11, 3, 14, tzinfo=UTC))
    end = given.pop("end", None)
    if end is None:
        end = start + (timedelta(hours=8) if isinstance(start, datetime) else timedelta(days=1))
    return FeedEvent(
        uid=uid,
        start=start,
        end=end,
        title=given.pop("title", "Night duty"),
        people=given.pop("people", ("li-wei",)),
        feeds=given.pop("feeds", ("post/main-gate",)),
        changed=given.pop("changed", CHANGED),
        **given,
    )


@pytest.fixture
def make_event() -> Callable[..., FeedEvent]:
    return an_event


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(
        given_feeds=[
            Feed("person/li-wei", "Li Wei"),
            Feed("post/main-gate", "Main gate", "crimson", "Who stands at the main gate"),
        ],
        events=[an_event()],
    )


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger()


@pytest.fixture
def tokens() -> MemoryTokens:
    return MemoryTokens()


@pytest.fixture
def book(desk, ledger) -> FeedBook:
    return FeedBook(desk, ledger)


@pytest.fixture(scope="session")
def libical(tmp_path_factory) -> Libical:
    return Libical(tmp_path_factory.mktemp("libical"))


@pytest.fixture(params=[*BY_NAME, "libical"])
def read_all(request) -> ReadAll:
    """Return each reader of many files in turn."""
    return BY_NAME.get(request.param) or request.getfixturevalue("libical")


@pytest.fixture
def reader(read_all) -> Callable[[bytes], list[Read]]:
    """Return each reader of one file in turn."""
    return lambda body: read_all([body])[0]
