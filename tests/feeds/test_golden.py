"""Whole feeds, byte for byte and in the eyes of readers that nobody here wrote.

To write them anew after a change that is meant: DUTYDESK_WRITE_GOLDEN=1 pytest tests/feeds/test_golden.py
"""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest

from dutydesk.api import Feed
from dutydesk.domain import Zone, clean_line
from dutydesk.feeds.book import FeedBook
from tests.feeds.readers.reading import moment

GOLDEN = Path(__file__).parent / "golden"
NEW_YORK = ZoneInfo("America/New_York")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def in_new_york(*when: int, fold: int = 0) -> datetime:
    return datetime(*when, tzinfo=NEW_YORK, fold=fold)


def in_shanghai(*when: int) -> datetime:
    return datetime(*when, tzinfo=SHANGHAI)


NIGHTS = {
    "spring": (in_new_york(2027, 3, 13, 22), in_new_york(2027, 3, 14, 6)),
    "autumn": (in_new_york(2026, 10, 31, 22), in_new_york(2026, 11, 1, 6)),
    "ends-in-first": (in_new_york(2026, 10, 31, 22), in_new_york(2026, 11, 1, 1, 30)),
    "ends-in-second": (in_new_york(2026, 10, 31, 22), in_new_york(2026, 11, 1, 1, 30, fold=1)),
    "starts-in-second": (in_new_york(2026, 11, 1, 1, 0, fold=1), in_new_york(2026, 11, 1, 6)),
    "starts-after": (in_new_york(2026, 11, 1, 2), in_new_york(2026, 11, 1, 6)),
    "winter": (in_new_york(2027, 1, 9, 22), in_new_york(2027, 1, 10, 6)),
}
DUTIES = "站岗期间须着制服、佩戴执勤臂章；外来车辆、访客一律登记,交接班时清点器材\\钥匙。" * 3
HOSTILE = (
    'Gate\x00\x1b[31m \u202eevil\u2066\r\nBEGIN:VALARM\r\nEND:VEVENT\x0b\x85\u2028; , \\N \\n "q" :x\ud800'
)


def scenario(name, desk, make_event):
    """Fill the desk for a golden file, and return the name of its feed."""
    if name == "new-york":
        desk.zone = Zone("America/New_York")
        desk.events = [make_event(uid, start=start, end=end) for uid, (start, end) in NIGHTS.items()]
    elif name == "shanghai":
        desk.name = "佛山中学"
        desk.given_feeds = [Feed("post/main-gate", "正门岗", "seagreen", "正门岗值勤表")]
        desk.events = [
            make_event(
                "night",
                start=in_shanghai(2026, 11, 3, 22),
                end=in_shanghai(2026, 11, 4, 6),
                title="正门岗 夜班 李伟",
                place="正门 · 一号岗亭",
                description=f"{DUTIES}\n第二行",
                kind="assignment",
                colour="SteelBlue",
                revision=4,
            ),
            make_event(
                "week", start=date(2026, 11, 9), end=date(2026, 11, 14), title="安全教育周", busy=False
            ),
            make_event("day", start=date(2026, 11, 20), title="消防演练日", tentative=True, colour="#ff0000"),
            make_event("zero", start=in_shanghai(2026, 11, 5, 8), end=in_shanghai(2026, 11, 5, 8), title=""),
        ]
    else:
        desk.given_feeds = [Feed("post/main-gate", HOSTILE, HOSTILE, HOSTILE)]
        desk.events = [
            make_event("h1", title=HOSTILE, place=HOSTILE, description=HOSTILE, kind=HOSTILE, colour=HOSTILE),
            make_event("h2\r\nX-EVIL:1\x00", title="🧯" * 60 + "e\u0301" * 60),
        ]
    return "post/main-gate"


@pytest.fixture(params=["new-york", "shanghai", "hostile"])
def golden(request, desk, ledger, make_event):
    feed = scenario(request.param, desk, make_event)
    book = FeedBook(desk, ledger)
    book.refresh()
    return request.param, book.feed(feed).body, desk


def test_a_feed_is_byte_for_byte_what_it_was(golden):
    name, body, _ = golden
    file = GOLDEN / f"{name}.ics"
    if os.environ.get("DUTYDESK_WRITE_GOLDEN"):
        file.write_bytes(body)
    assert body == file.read_bytes()


def test_lines_are_short_and_hold_whole_characters(golden):
    _, body, _ = golden
    assert body.endswith(b"END:VCALENDAR\r\n")
    for line in body.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        text = line.decode()
        assert not set(map(ord, text)) & {*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029, 0x202E, 0x2066}


def test_readers_agree_on_every_instant(golden, reader):
    _, body, desk = golden
    assert reader(body) == sorted(
        (clean_line(f"{one.uid}@{desk.uid}"), moment(one.start), moment(one.end)) for one in desk.events
    )


def test_nights_over_a_clock_change_last_what_they_really_last(desk, ledger, make_event, reader):
    feed = scenario("new-york", desk, make_event)
    book = FeedBook(desk, ledger)
    book.refresh()
    hours = {
        uid.partition("@")[0]: (int(end) - int(start)) / 3600
        for uid, start, end in reader(book.feed(feed).body)
    }
    assert hours == {
        "spring": 7,
        "autumn": 9,
        "ends-in-first": 3.5,
        "ends-in-second": 4.5,
        "starts-in-second": 5,
        "starts-after": 4,
        "winter": 8,
    }


def test_hostile_text_stays_inside_its_property(desk, ledger, make_event):
    feed = scenario("hostile", desk, make_event)
    book = FeedBook(desk, ledger)
    book.refresh()
    calendar = icalendar.Calendar.from_ical(book.feed(feed).body)
    assert [one.name for one in calendar.subcomponents] == ["VTIMEZONE", "VEVENT", "VEVENT"]
    for event in calendar.walk("VEVENT"):
        assert not event.subcomponents
        assert "X-EVIL" not in event
        assert event["DTSTAMP"].dt == datetime(2026, 10, 1, 8, 30, tzinfo=UTC)
    assert "COLOR" not in calendar
