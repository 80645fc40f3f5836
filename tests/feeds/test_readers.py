"""Every feed of a school and every golden one, in the eyes of readers that nobody here wrote."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events

from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.choice import Choice
from dutydesk.feeds.desk_ledger import DeskLedger
from dutydesk.feeds.tokens import new_token
from dutydesk_roster.assignment import PublishedAssignment
from tests.feeds.readers.calcurse import imported
from tests.feeds.readers.reading import moment
from tests.feeds.readers.samples import Sample, open_school, samples_of
from tests.feeds.readers.served import served
from tests.feeds.readers.subscriber import Subscriber, programs
from tests.feeds.test_golden import scenario

GOLDEN = ("shanghai", "new-york", "hostile")
FIRST, DAYS = date(2026, 9, 1), 365
"""Days that hold every event of the samples."""
SOME_FEEDS = frozenset(
    {"open", "kind/drill-fire", "kind/meeting", "kind/safety-week", "person/li-qiang", "post/main-gate"}
)


@pytest.fixture(scope="session")
def school(tmp_path_factory):
    desk = open_school(tmp_path_factory.mktemp("school") / "desk")
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def school_samples(school) -> list[Sample]:
    return samples_of(school)


@pytest.fixture
def golden_samples(desk, make_event, ledger) -> list[Sample]:
    found = []
    for name in GOLDEN:
        filled = deepcopy(desk)
        feed = scenario(name, filled, make_event)
        book = FeedBook(filled, ledger)
        book.refresh()
        found.append(Sample(name, filled.uid, book.feed(feed).body, tuple(filled.events)))
    return found


@pytest.fixture
def samples(school_samples, golden_samples) -> list[Sample]:
    return [*school_samples, *golden_samples]


def test_the_samples_hold_what_a_school_does(school, school_samples):
    of_feed = {sample.name: sample.events for sample in school_samples}
    assert len(of_feed) == len(school.feeds())
    assert {"squadron", "open", "kind/meeting", "post/main-gate", "person/li-qiang"} <= of_feed.keys()
    assert {type(one.start) for events in of_feed.values() for one in events} == {date, datetime}
    for person in school.people():
        duties = [one for one in school.table(PublishedAssignment).all() if one.person == person.id]
        assert len(duties) > 10
        stood = {(school.zone.instant(one.start), school.zone.instant(one.end)) for one in duties}
        assert stood <= {
            (one.start.astimezone(UTC), one.end.astimezone(UTC))
            for one in of_feed[f"person/{person.id}"]
            if isinstance(one.start, datetime)
        }


def test_readers_get_every_event_of_every_feed_at_its_instant(samples, read_all):
    found = read_all([sample.body for sample in samples])
    assert [
        (sample.name, read, expected)
        for sample, events in zip(samples, found, strict=True)
        for read, expected in zip(events, sample.reads(), strict=True)
        if read != expected
    ] == []
    assert sum(map(len, found)) > 3000


def test_reminders_and_another_language_move_no_event(school, school_samples, read_all):
    mine = next(one for one in school_samples if one.name == "person/li-qiang")
    book = FeedBook(school, DeskLedger(school))
    book.refresh()
    chosen = book.feed(mine.name, Choice(language="zh", alarms=(1440, 15))).body
    timed = [one for one in mine.events if isinstance(one.start, datetime)]
    assert 0 < len(timed) < len(mine.events)
    assert chosen.count(b"BEGIN:VALARM\r\n") == 2 * len(timed)
    assert read_all([chosen]) == [mine.reads()]


@pytest.mark.parametrize(
    ("line", "broken", "complaint"),
    [
        (b"VERSION:2.0", b"X-VERSION:2.0", b"VERSION property. Expected 1 instances"),
        (b"DTSTAMP:", b"X-DTSTAMP:", b"DTSTAMP property. Expected 1 instances"),
        (b"SEQUENCE:3", b"SEQUENCE:3\r\nSEQUENCE:4", b"SEQUENCE property. Expected zero or one"),
        (b"DTEND;", b"DURATION:PT1H\r\nDTEND;", b"must not have both DURATION and DTEND"),
        (b"STATUS:CONFIRMED", b"STATUS:NEEDS-ACTION", b"STATUS property. Value must be one of"),
        (b"TZID=Asia/Shanghai", b"TZID", b"Can't parse parameter name"),
    ],
)
def test_libical_tells_when_a_rule_is_violated(libical, golden_samples, line, broken, complaint):
    run = libical.run(golden_samples[0].body.replace(line, broken))
    assert run.returncode == 1
    assert complaint in run.stderr


@pytest.mark.parametrize(("first", "days"), [(date(2026, 10, 26), 14), (date(2026, 11, 9), 1)])
def test_recurring_ical_events_finds_what_touches_some_days(samples, first, days):
    after = first + timedelta(days=days)
    midnights = [datetime.combine(each, time(), UTC) for each in (first, after)]

    def touches(one):
        begin, end = midnights if isinstance(one.start, datetime) else (first, after)
        return one.start < end and (one.end > begin or one.start == one.end == begin)

    wrong = {}
    for sample in samples:
        events = recurring_ical_events.of(icalendar.Calendar.from_ical(sample.body)).between(*midnights)
        found = sorted((str(one["UID"]), moment(one.start), moment(one.end)) for one in events)
        expected = sample.reads(filter(touches, sample.events))
        if found != expected:
            wrong[sample.name] = (set(found) ^ set(expected), len(found), len(expected))
    assert wrong == {}


def test_calcurse_imports_every_event(samples, tmp_path):
    wrong = {}
    for number, sample in enumerate(samples):
        expected = sorted(
            (sample.title(one), *read[1:]) for one in sample.events for read in sample.reads([one])
        )
        found = imported(sample.body, tmp_path / str(number))
        if found != expected:
            wrong[sample.name] = (set(found) ^ set(expected), len(found), len(expected))
    assert wrong == {}


def shown_by_khal(calendar: str, sample: Sample) -> list[str]:
    def shown(moment: datetime | date, *, is_end: bool) -> str:
        if isinstance(moment, datetime):
            return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"
        return f"{moment - timedelta(days=is_end)}"

    def end(one):  # khal gives an event that says no end an hour
        return one.end if one.end != one.start else one.end + timedelta(hours=1)

    return [
        "|".join((calendar, shown(one.start, is_end=False), shown(end(one), is_end=True), sample.title(one)))
        for one in sample.events
    ]


@dataclass
class Subscription:
    """Serves a desk and lets a client with vdirsyncer and khal subscribe to feeds of it, in UTC."""

    readers: Path
    home: Path
    tokens: object
    ledger: object

    def lines(self, desk, feeds: Mapping[str, str]) -> list[str]:
        """Return what khal lists of the feeds, each named by its calendar."""
        links = {calendar: new_token() for calendar in feeds}
        for calendar, feed in feeds.items():
            self.tokens.issue(links[calendar], feed)
        with served(FeedBook(desk, self.ledger), self.tokens) as server:
            addresses = {calendar: server.address(token) for calendar, token in links.items()}
            client = Subscriber(self.readers, self.home, addresses, "UTC")
            client.sync(anew=True)
        return sorted(client.listed(f"{FIRST}", f"{DAYS}d", "{calendar}|{start-long}|{end-long}|{title}"))


@pytest.fixture
def subscription(tmp_path, tokens, ledger) -> Subscription:
    return Subscription(programs(), tmp_path, tokens, ledger)


@pytest.mark.parametrize("name", GOLDEN)
def test_vdirsyncer_and_khal_show_every_event(name, subscription, desk, make_event):
    feed = scenario(name, desk, make_event)
    sample = Sample(feed, desk.uid, b"", tuple(desk.events))
    assert subscription.lines(desk, {"duty": feed}) == sorted(shown_by_khal("duty", sample))


@pytest.mark.soak
def test_vdirsyncer_and_khal_show_every_event_of_a_school(subscription, school, school_samples, soak):
    """Some feeds of every sort, as khal takes its time; all of them in the long run."""
    wanted = [one for one in school_samples if soak > 1 or one.name in SOME_FEEDS]
    calendars = {f"c{number}": sample for number, sample in enumerate(wanted)}
    assert len(calendars) >= len(SOME_FEEDS)
    expected = [line for calendar, sample in calendars.items() for line in shown_by_khal(calendar, sample)]
    feeds = {calendar: sample.name for calendar, sample in calendars.items()}
    assert subscription.lines(school, feeds) == sorted(expected)
