"""A desk, a ledger and a token book in memory, and readers of calendar files that nobody here wrote."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import vobject

from dutydesk.api import Feed, FeedEvent
from dutydesk.domain import Window, Zone
from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.ledger import LedgerEntry
from dutydesk.feeds.tokens import hash_token, same_hash

CHANGED = datetime(2026, 10, 1, 8, 30, tzinfo=UTC)
READERS = Path(__file__).parent / "readers"
Read = tuple[str, str, str]


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

    def put(self, entries: Iterable[LedgerEntry]) -> None:
        for entry in entries:
            self.kept[entry.uid] = entry
            self.puts += 1


class MemoryTokens:
    """A token book in a dictionary."""

    def __init__(self):
        self.feeds: dict[str, str] = {}
        self.uses: list[tuple[str, datetime]] = []

    def issue(self, token: str, feed: str) -> None:
        self.feeds[hash_token(token)] = feed

    def revoke(self, token: str) -> None:
        del self.feeds[hash_token(token)]

    def feed_of(self, token_hash: str) -> str | None:
        return next((feed for kept, feed in self.feeds.items() if same_hash(kept, token_hash)), None)

    def used(self, token_hash: str, at: datetime) -> None:
        self.uses.append((token_hash, at))


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


def _moment(value: datetime | date) -> str:
    if isinstance(value, datetime):
        return str(int(value.timestamp()))
    return value.isoformat()


def read_by_icalendar(body: bytes) -> list[Read]:
    calendar = icalendar.Calendar.from_ical(body)
    return sorted(
        (str(one["UID"]), _moment(one.decoded("DTSTART")), _moment(one.end))
        for one in calendar.walk("VEVENT")
    )


def read_by_vobject(body: bytes) -> list[Read]:
    calendar = vobject.readOne(body.decode())
    return sorted(
        (one.uid.value, _moment(one.dtstart.value), _moment(one.dtend.value)) for one in calendar.vevent_list
    )


def run_icaljs(task: str, given: object) -> object:
    """Give `given` to ical.js, or skip where it is not installed; the CI has no such excuse."""
    node = shutil.which("node")
    if node is None or not (READERS / "node_modules" / "ical.js").is_dir():
        reason = "needs node, and `npm ci` in tests/feeds/readers"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    run = subprocess.run(
        [node, str(READERS / "read.mjs"), task],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def read_by_icaljs(body: bytes) -> list[Read]:
    return sorted(tuple(one) for one in run_icaljs("events", body.decode()))


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


@pytest.fixture
def icaljs() -> Callable[[str, object], object]:
    return run_icaljs


@pytest.fixture(params=["icalendar", "vobject", "ical.js"])
def reader(request) -> Callable[[bytes], list[Read]]:
    return {"icalendar": read_by_icalendar, "vobject": read_by_vobject, "ical.js": read_by_icaljs}[
        request.param
    ]
