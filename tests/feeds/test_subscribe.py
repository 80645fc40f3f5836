"""A subscription with real clients: vdirsyncer fetches the feed, and khal shows the duties."""

import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest

from dutydesk.api.holding import CANCELLED, change_occurrence
from dutydesk.desk import OpenDesk
from dutydesk.domain import Activity, Person, Zone
from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.desk_ledger import DeskLedger
from dutydesk.feeds.tokens import new_token
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.engine import Placed
from dutydesk_roster.publishing import publish
from dutydesk_roster.swapping import SwapsOfMonth
from tests.feeds.readers.served import Server, served
from tests.feeds.readers.subscriber import Subscriber, programs
from tests.plugins.roster.roster_desk import NOVEMBER, POSTS, copied, day, make_template, month_of, put

__all__ = ["Subscriber"]
SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def readers() -> Path:
    """Return the folder with the clients' programs."""
    return programs()


@pytest.fixture
def subscribe(readers, tmp_path, book, tokens):
    """Return a context manager that serves a person's feed and gives a subscriber in a time zone."""

    @contextmanager
    def begun(zone: str):
        token = new_token()
        tokens.issue(token, "person/li-wei")
        with served(book, tokens) as server:
            yield Subscriber(readers, tmp_path, server.address(token), zone), server

    return begun


def test_duties_arrive_stay_and_follow_changes(subscribe, desk, make_event):
    desk.events = [
        make_event(
            "night",
            start=datetime(2026, 11, 3, 22, tzinfo=SHANGHAI),
            end=datetime(2026, 11, 4, 6, tzinfo=SHANGHAI),
            title="夜班；李伟, main gate",
            place="正门",
            description="长" * 200,
        ),
        make_event("week", start=date(2026, 11, 9), end=date(2026, 11, 14), title="安全教育周"),
    ]
    with subscribe("Asia/Shanghai") as (subscriber, server):
        subscriber.sync(anew=True)
        assert subscriber.listed("2026-11-01", "30d") == [
            "2026-11-03 22:00|2026-11-04 06:00|夜班；李伟, main gate|正门",
            "2026-11-09|2026-11-13|安全教育周|",
        ]
        first = subscriber.files()
        assert len(first) == 2

        subscriber.sync()
        assert subscriber.files() == first

        desk.rename(0, title="夜班；王芳")
        desk.events.pop()
        subscriber.sync()
        assert subscriber.listed("2026-11-01", "30d") == ["2026-11-03 22:00|2026-11-04 06:00|夜班；王芳|正门"]
        assert set(server.answers) == {200}


def test_nights_over_a_clock_change_are_shown_right(subscribe, desk, make_event):
    desk.zone = Zone("America/New_York")
    desk.events = [
        make_event(
            "autumn",
            start=datetime(2026, 10, 31, 22, tzinfo=NEW_YORK),
            end=datetime(2026, 11, 1, 6, tzinfo=NEW_YORK),
        ),
        make_event(
            "spring",
            start=datetime(2027, 3, 13, 22, tzinfo=NEW_YORK),
            end=datetime(2027, 3, 14, 6, tzinfo=NEW_YORK),
        ),
    ]
    with subscribe("UTC") as (subscriber, _):
        subscriber.sync(anew=True)
        assert subscriber.listed("2026-10-31", "3d") == ["2026-11-01 02:00|2026-11-01 11:00|Night duty|"]
        assert subscriber.listed("2027-03-13", "3d") == ["2027-03-14 03:00|2027-03-14 10:00|Night duty|"]


FEEDS = {"li": "person/li", "wu": "person/wu", "gate": "post/gate"}


@dataclass
class Squadron:
    """A squadron's desk on the disk, its feeds over HTTP, and someone who has subscribed to three of them."""

    desk: OpenDesk
    server: Server
    tokens: dict[str, str]
    client: Subscriber

    def feed(self, name: str) -> dict[str, icalendar.Event]:
        """Return the events of a feed by their UIDs, which vdirsyncer does not keep."""
        with urllib.request.urlopen(self.server.address(self.tokens[name]), timeout=10) as answer:  # noqa: S310 - the test's own server
            events = icalendar.Calendar.from_ical(answer.read()).walk("VEVENT")
        found = {str(one["UID"]).removesuffix(f"@{self.desk.uid}"): one for one in events}
        assert len(found) == len(events)
        return found

    def seen(self) -> dict[str, dict[str, str]]:
        """Fetch; return by calendar and UID what the client then shows, which is what the feed says."""
        self.client.sync()
        shown = self.client.listed("2026-11-20", "15d", "{calendar}|{start-long}|{title}")
        events = {name: self.feed(name) for name in FEEDS}
        found = {
            name: {uid: f"{one.start:%Y-%m-%d %H:%M}|{one['SUMMARY']}" for uid, one in of_feed.items()}
            for name, of_feed in events.items()
        }
        assert sorted(shown) == sorted(f"{name}|{line}" for name in FEEDS for line in found[name].values())
        assert {name: len(self.client.files(name)) for name in FEEDS} == {
            name: len(of_feed) for name, of_feed in events.items()
        }
        return found

    def stamps(self, feed: str, uid: str) -> tuple[int, datetime]:
        """Return SEQUENCE and LAST-MODIFIED of an event in a feed."""
        event = self.feed(feed)[uid]
        return event["SEQUENCE"], event["LAST-MODIFIED"].dt


@pytest.fixture
def squadron(readers, tmp_path, tokens):
    """Return a context manager that serves a squadron's desk at a port to someone who has subscribed."""
    secrets = {name: new_token() for name in FEEDS}
    for name, feed in FEEDS.items():
        tokens.issue(secrets[name], feed)
    clients: list[Subscriber] = []

    @contextmanager
    def begun(desk, port: int = 0):
        with served(FeedBook(desk, DeskLedger(desk)), tokens, port) as server:
            if not clients:
                addresses = {name: server.address(secret) for name, secret in secrets.items()}
                clients.append(Subscriber(readers, tmp_path / "client", addresses, "Asia/Shanghai"))
                clients[0].sync(anew=True)
            yield Squadron(desk, server, secrets, clients[0])

    return begun


@pytest.fixture
def at(tmp_path):
    with copied(make_template(tmp_path / "template"), tmp_path / "desk") as made:
        yield made


def publish_november(desk):
    return publish(desk, NOVEMBER.first, NOVEMBER.last, "the roster")


def test_a_client_follows_a_desk_through_all_that_happens_to_a_duty(squadron, at):  # noqa: PLR0915 - one story
    desk = at.open("leader")

    def later():
        at.now += timedelta(minutes=10)

    lis, wus, *others = put(
        desk,
        ("li", "gate", "night", day(26)),
        ("wu", "gate", "night", day(28)),
        ("li", "gate", "day", day(30)),
        ("wu", "gate", "day", day(30)),
    )
    duty, other = f"duty-{lis.id}", f"duty-{wus.id}"
    stays = {"li": f"duty-{others[0].id}", "wu": f"duty-{others[1].id}"}
    with desk.change("a meeting") as change:
        meeting = change.add(
            Activity(
                id="m1",
                kind="meeting",
                title="Handover",
                start=datetime(2026, 11, 27, 9),  # noqa: DTZ001 - wall time
                end=datetime(2026, 11, 27, 10),  # noqa: DTZ001 - wall time
                participants=("li", "wu"),
            )
        )
    (held,) = desk.occurrences(day(27), day(27))
    gathering = f"activity-{held.key}"

    with squadron(desk) as there:
        # What the leader arranges is nobody's business before it is published.
        before = there.seen()
        assert {name: set(events) for name, events in before.items()} == {
            "li": {gathering},
            "wu": {gathering},
            "gate": set(),
        }
        assert before["li"][gathering] == "2026-11-27 09:00|Handover"

        later()
        publish_november(desk)
        seen = there.seen()
        assert {name: set(events) for name, events in seen.items()} == {
            "li": {gathering, duty, stays["li"]},
            "wu": {gathering, other, stays["wu"]},
            "gate": {duty, other, *stays.values()},
        }
        assert seen["li"][duty].startswith("2026-11-26 23:00|Main gate")
        assert seen["gate"][duty].endswith("李强")
        published = there.stamps("gate", duty)

        # A person is renamed: the duty's record is as it was, yet the event has changed.
        later()
        with desk.change("marriage") as change:
            change.replace(replace(desk.table(Person).get("li"), name="李小强"))
        seen = there.seen()
        assert seen["gate"][duty].endswith("李小强")
        renamed = there.stamps("gate", duty)
        assert renamed > published
        assert renamed[1] > published[1]

        # A swap is not seen before it is published; then each duty leaves one calendar for the other.
        later()
        give, back = Placed("li", "gate", "night", day(26)), day(28)
        SwapsOfMonth(desk, NOVEMBER).proposed(give, "wu", back).accept(desk)
        assert there.seen() == seen
        later()
        publish_november(desk)
        seen = there.seen()
        assert {name: set(events) for name, events in seen.items()} == {
            "li": {gathering, other, stays["li"]},
            "wu": {gathering, duty, stays["wu"]},
            "gate": {duty, other, *stays.values()},
        }
        assert seen["wu"][duty].startswith("2026-11-26 23:00|Main gate")
        assert seen["gate"][duty].endswith("吴刚")
        swapped = there.stamps("gate", duty)
        assert swapped[0] > renamed[0]
        assert swapped[1] > renamed[1]
        assert swapped == there.stamps("wu", duty)

        # A duty and the meeting are called off: nothing of them stays anywhere.
        later()
        with desk.change("nobody is needed") as change:
            change.remove(desk.table(Assignment).get(lis.id))
            change_occurrence(change, held, state=CANCELLED)
        publish_november(desk)
        expected = {"li": {other, stays["li"]}, "wu": {stays["wu"]}, "gate": {other, *stays.values()}}
        seen = there.seen()
        assert {name: set(events) for name, events in seen.items()} == expected
        assert meeting.id == held.activity.id

    # A post is renamed in the settings, and the server is started anew.
    before = seen
    later()
    desk = at.reopened(posts=POSTS.replace("Main gate", "North gate"))
    assert month_of(desk).plan.post_name("gate") == "North gate"
    with squadron(desk, there.server.port) as there:
        seen = there.seen()
        assert seen == {
            name: {uid: shown.replace("Main gate", "North gate") for uid, shown in events.items()}
            for name, events in before.items()
        }
        assert seen["gate"][other].startswith("2026-11-28 23:00|North gate")
        assert set(there.server.answers) == {200}
