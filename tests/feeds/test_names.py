"""Whatever people call things, feeds are made of valid lines, and readers read what was cleaned."""

import re
from datetime import UTC, datetime, timedelta

import icalendar
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dutydesk.api import Feed, FeedEvent
from dutydesk.domain import clean, clean_line
from dutydesk.feeds.book import FeedBook
from tests.feeds.conftest import CHANGED, FakeDesk, MemoryLedger

NOON = datetime(2026, 11, 3, 4, tzinfo=UTC)
PIECES = st.sampled_from(
    [
        "\r\nBEGIN:VALARM\r\n",
        "\nEND:VEVENT\nEND:VCALENDAR",
        "\r\n ",
        "\x00",
        "\x1b[2J",
        "\x85",
        "\u2028",
        "\u202e",
        "\ud83e",
        "\udd14",
        "\ufeff",
        "\\n",
        "\\",
        "\\;,:\"^'",
        "長" * 30,
        "🧯" * 20,
        "e\u0301\u0302\u0303\u0304\u0305",
        " " * 80,
        "x" * 75,
    ]
)
TEXT = st.lists(st.one_of(st.text(st.characters(), max_size=40), PIECES), max_size=6).map("".join)
"""Any text at all, halves of surrogate pairs too, with a liking for what could break a line."""
FORBIDDEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def desk_with(uid: str, title: str, place: str, description: str, revision: int = 1) -> FakeDesk:
    hostile = FeedEvent(
        uid=uid,
        start=NOON,
        end=NOON + timedelta(hours=8),
        title=title,
        own_title=description,
        place=place,
        description=description,
        kind=place,
        category=title,
        colour=title,
        people=("p",),
        feeds=("f",),
        changed=CHANGED,
    )
    plain = FeedEvent(uid="plain", start=NOON, end=NOON, title="Night duty", feeds=("f",), changed=CHANGED)
    return FakeDesk(
        name=place,
        revision=revision,
        given_feeds=[Feed("f", title, place, description), Feed("person/p", description)],
        events=[hostile, plain],
    )


def bodies(desk: FakeDesk, ledger: MemoryLedger) -> list[bytes]:
    book = FeedBook(desk, ledger)
    book.refresh()
    return [book.feed(feed.name).body for feed in desk.feeds()]


def seen_by_icalendar(text: str) -> str:
    """Return text as icalendar reads it: a backslash before an n is to it the end of a line."""
    return text.replace("\\n", "\n").replace("\\N", "\n")


def expected(uid: str, titles: list[str], place: str, description: str) -> dict[str, str]:
    title = next(filter(None, map(clean_line, titles)), "(no title)")
    texts = {
        "uid": clean_line(f"{clean_line(uid, 500)}@desk1.example", 1000),
        "summary": title,
        "location": clean_line(place),
        "description": clean(description),
    }
    return {name: text for name, text in texts.items() if text}


any_names = given(uid=TEXT, title=TEXT, place=TEXT, description=TEXT)
a_bad_case = example(uid="\ud800", title="\x00", place="\\n\r\n", description="\r\nBEGIN:VALARM\r\n\\N")


@settings(max_examples=150, deadline=None)
@any_names
@a_bad_case
def test_lines_are_short_whole_and_without_control_characters(uid, title, place, description):
    for body in bodies(desk_with(uid, title, place, description), MemoryLedger()):
        assert body.startswith(b"BEGIN:VCALENDAR\r\n")
        assert body.endswith(b"\r\nEND:VCALENDAR\r\n")
        lines = body.removesuffix(b"\r\n").split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert [line for line in lines if FORBIDDEN.search(line.decode())] == []
        whole = re.sub(b"\r\n[ \t]", b"", body).decode().removesuffix("\r\n").split("\r\n")
        assert [line for line in whole if not re.match(r"[A-Z-]+[;:]", line)] == []


@settings(max_examples=150, deadline=None)
@any_names
@a_bad_case
def test_icalendar_reads_what_was_cleaned(uid, title, place, description):
    desk = desk_with(uid, title, place, description)
    for body, titles in zip(
        bodies(desk, MemoryLedger()), ([title, place], [description, title, place]), strict=True
    ):
        calendar = icalendar.Calendar.from_ical(body)
        event, *others = sorted(calendar.walk("VEVENT"), key=lambda one: one["UID"] == "plain@desk1.example")
        assert [one["SUMMARY"] for one in others] == ["Night duty"] * (len(titles) == 2)
        assert not event.subcomponents
        assert {one.name for one in calendar.subcomponents} == {"VTIMEZONE", "VEVENT"}
        for name, text in expected(uid, titles, place, description).items():
            assert seen_by_icalendar(str(event[name])) == seen_by_icalendar(text)


@settings(max_examples=150, deadline=None)
@any_names
@a_bad_case
def test_vobject_reads_what_was_cleaned(uid, title, place, description):
    desk = desk_with(uid, title, place, description)
    for body, titles in zip(
        bodies(desk, MemoryLedger()), ([title, place], [description, title, place]), strict=True
    ):
        events = vobject.readOne(body.decode()).vevent_list
        event, *_ = sorted(events, key=lambda one: one.uid.value == "plain@desk1.example")
        assert {child.name for child in event.components()} == set()
        for name, text in expected(uid, titles, place, description).items():
            assert event.getChildValue(name) == text


@settings(max_examples=100, deadline=None)
@any_names
@a_bad_case
def test_a_book_made_anew_gives_the_same_bytes(uid, title, place, description):
    ledger = MemoryLedger()
    desk = desk_with(uid, title, place, description)
    first = bodies(desk, ledger)
    desk.clock += timedelta(hours=3)
    assert bodies(desk, ledger) == first
