"""The book renders what changed, and keeps the rest."""

import gzip
import logging
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dutydesk.api import Feed
from dutydesk.domain import Zone
from dutydesk.feeds.book import FeedBook


def body(book, name="post/main-gate") -> bytes:
    return book.feed(name).body


def stamp_lines(lines: bytes) -> list[bytes]:
    return [
        line for line in lines.split(b"\r\n") if line.startswith((b"SEQUENCE", b"LAST-MODIFIED", b"DTSTAMP"))
    ]


def test_events_go_to_their_people_and_to_the_feeds_they_name(desk, book, make_event):
    desk.events = [
        make_event("both"),
        make_event("person", feeds=()),
        make_event("post", people=("someone",)),
        make_event("neither", people=(), feeds=("post/back-gate",)),
    ]
    book.refresh()
    assert book.feed("person/li-wei").events == 2
    assert {b"UID:both@", b"UID:person@"} == {
        uid
        for uid in (b"UID:both@", b"UID:person@", b"UID:post@", b"UID:neither@")
        if uid in body(book, "person/li-wei")
    }
    assert book.feed("post/main-gate").events == 2
    assert book.feed("post/back-gate") is None


def test_the_window_lies_around_today(desk, ledger):
    FeedBook(desk, ledger, before=2, after=3).refresh()
    assert desk.asked[0] == desk.zone.days(date(2026, 10, 31), date(2026, 11, 5))
    FeedBook(desk, ledger).refresh()
    assert desk.asked[1] == desk.zone.days(date(2026, 10, 3), date(2027, 5, 1))


def test_nothing_is_asked_while_nothing_changes(desk, book):
    assert book.refresh() is True
    assert book.refresh() is False
    assert len(desk.asked) == 1
    desk.day += timedelta(days=1)
    assert book.refresh() is True
    desk.revision += 1
    assert book.refresh() is True


def test_two_books_make_the_same_bytes_in_any_order_of_events(desk, ledger, make_event):
    desk.events = [make_event(f"e{n}", start=datetime(2026, 11, 1 + n % 5, tzinfo=UTC)) for n in range(12)]
    one, other = FeedBook(desk, ledger), FeedBook(desk, ledger)
    one.refresh()
    desk.events.reverse()
    desk.clock += timedelta(days=1)
    other.refresh()
    assert body(one) == body(other)
    assert one.feed("post/main-gate").etag == other.feed("post/main-gate").etag


def test_events_stand_in_the_order_of_start_and_uid(desk, book, make_event):
    desk.events = [
        make_event("b"),
        make_event("a"),
        make_event("c", start=date(2026, 11, 3)),
        make_event("d", start=datetime(2026, 11, 2, tzinfo=UTC)),
    ]
    book.refresh()
    assert [line[4:5] for line in body(book).split(b"\r\n") if line.startswith(b"UID:")] == [
        b"d",
        b"c",
        b"a",
        b"b",
    ]


def test_a_renamed_post_raises_sequence_and_time_though_the_record_stays(desk, book):
    book.refresh()
    before = stamp_lines(body(book))
    desk.clock += timedelta(hours=2)
    desk.rename(0, title="Night duty, north gate")
    book.refresh()
    assert before == [b"DTSTAMP:20261001T083000Z", b"LAST-MODIFIED:20261001T083000Z", b"SEQUENCE:0"]
    assert stamp_lines(body(book)) == [
        b"DTSTAMP:20261102T030000Z",
        b"LAST-MODIFIED:20261102T030000Z",
        b"SEQUENCE:1",
    ]


def test_a_change_that_nobody_sees_leaves_the_bytes_alone(desk, book):
    book.refresh()
    before = book.feed("post/main-gate")
    desk.clock += timedelta(hours=2)
    desk.rename(0, revision=8, changed=desk.clock)
    book.refresh()
    assert book.feed("post/main-gate") is before


def test_a_feed_changes_its_time_with_its_bytes_and_never_twice_within_a_second(desk, book):
    book.refresh()
    first = book.feed("post/main-gate").changed
    assert first == desk.clock
    desk.events = []
    desk.revision += 1
    book.refresh()
    assert book.feed("post/main-gate").changed == first + timedelta(seconds=1)


def test_a_shift_moved_within_the_repeated_hour_is_rendered_anew(desk, book, make_event):
    zone = ZoneInfo("America/New_York")
    desk.zone = Zone("America/New_York")
    first = datetime(2026, 11, 1, 1, 30, tzinfo=zone)
    desk.events = [make_event(start=first, end=datetime(2026, 11, 1, 6, tzinfo=zone))]
    book.refresh()
    assert b"DTSTART:20261101T053000Z" in body(book)
    desk.rename(0, start=first.replace(fold=1))
    book.refresh()
    assert b"DTSTART:20261101T063000Z" in body(book)


def test_another_zone_renders_everything_anew(desk, book):
    book.refresh()
    desk.zone = Zone("Asia/Tokyo")
    desk.revision += 1
    book.refresh()
    assert b"DTSTART;TZID=Asia/Tokyo:20261103T230000" in body(book)


def test_one_bad_event_costs_only_itself(desk, book, make_event, caplog):
    good = make_event("good")
    desk.events = [
        make_event("naive", start=datetime(2026, 11, 3)),  # noqa: DTZ001 - the fault that is meant
        replace(good, uid="backwards", end=good.start - timedelta(hours=1)),
        good,
        replace(good, title="the same uid again"),
    ]
    with caplog.at_level(logging.WARNING):
        book.refresh()
    assert book.feed("post/main-gate").events == 1
    assert b"SUMMARY:Night duty" in body(book)
    assert [word in caplog.text for word in ("naive", "backwards", "good")] == [True] * 3


def test_a_failing_desk_leaves_the_book_as_it_was(desk, book):
    book.refresh()
    before = body(book)

    def broken(_window):
        raise RuntimeError("database is locked")

    desk.feed_events = broken
    desk.revision += 1
    with pytest.raises(RuntimeError):
        book.refresh()
    assert body(book) == before
    del desk.feed_events
    assert book.refresh() is True


def test_the_packed_body_is_the_body(book):
    book.refresh()
    feed = book.feed("post/main-gate")
    assert gzip.decompress(feed.packed) == feed.body
    assert feed.packed == replace(feed).packed


def test_feeds_come_by_name_and_a_name_is_published_once(desk, book):
    desk.given_feeds += [Feed("kind/training", "Training"), Feed("post/main-gate", "Impostor")]
    book.refresh()
    assert [feed.name for feed in book.feeds()] == ["kind/training", "person/li-wei", "post/main-gate"]
    assert b"Impostor" not in body(book)


def test_many_threads_may_refresh_and_read(desk, book, make_event):
    desk.events = [make_event(f"e{n}") for n in range(20)]
    faults: list[BaseException] = []

    def work():
        try:
            for _ in range(10):
                desk.revision += 1
                book.refresh()
                assert body(book).count(b"BEGIN:VEVENT") == 20
        except BaseException as error:  # noqa: BLE001 - reported below
            faults.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
