"""Every zone's clock changes in feeds, by readers that know no more of the zone than the feed tells them.

DUTYDESK_SOAK=10 pytest -m soak tests/feeds/test_every_zone.py tries all zones over ten years.
"""

import re
import zoneinfo
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import icalendar
import pytest

from dutydesk.api import Feed, FeedEvent
from dutydesk.domain import Zone
from dutydesk.feeds.book import FeedBook
from tests.feeds.conftest import CHANGED, FakeDesk, MemoryLedger
from tests.feeds.readers.reading import Read, moment

EVERY_ZONE = sorted(zoneinfo.available_timezones())
ODD_ZONES = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Havana",
    "America/Nuuk",
    "America/New_York",
    "America/Santiago",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Jerusalem",
    "Asia/Shanghai",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Europe/Chisinau",
    "Europe/Dublin",
    "Europe/London",
    "Pacific/Chatham",
    "Pacific/Easter",
)
THIS_WINDOW = date(2026, 11, 2)
WINDOWS = [date(year, *day) for year in range(2026, 2036) for day in ((3, 1), (11, 2))][:-1]
"""Days whose feeds lie in one year, or reach into the next; ical.js knows no year after 2035."""
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
AROUND_A_CHANGE = (-DAY, -HOUR, -SECOND, timedelta(), SECOND, HOUR - SECOND, HOUR, DAY)

pytestmark = pytest.mark.parametrize("read_all", ["icalendar", "ical.js", "libical"], indirect=True)


@lru_cache(maxsize=4000)
def changes(name: str, year: int) -> tuple[datetime, ...]:
    """Return the first second after each change of a zone's offset in a year of UTC."""
    zone = ZoneInfo(name)
    days = [datetime(year, 1, 1, tzinfo=UTC) + DAY * n for n in range(366)]
    offsets = [day.astimezone(zone).utcoffset() for day in days]
    found = []
    for (low, before), (high, after) in pairwise(zip(days, offsets, strict=True)):
        if before == after:
            continue
        first, last = low, high
        while last - first > SECOND:
            middle = (first + (last - first) / 2).replace(microsecond=0)
            same = middle.astimezone(zone).utcoffset() == before
            first, last = (middle, last) if same else (first, middle)
        found.append(last)
    return tuple(found)


def instants(name: str, first_year: int, last_year: int) -> list[datetime]:
    """Return moments around each change, the middle of each season, and the first and last of the years."""
    start, end = datetime(first_year, 1, 1, tzinfo=UTC) + DAY, datetime(last_year, 12, 31, tzinfo=UTC) - DAY
    turns = [at for year in range(first_year, last_year + 1) for at in changes(name, year)]
    tried = {at + step for at in turns for step in AROUND_A_CHANGE}
    tried |= {
        (one + (other - one) / 2).replace(microsecond=0) for one, other in pairwise((start, *turns, end))
    }
    return sorted({start, *tried, end})


@lru_cache(maxsize=1000)
def asked(name: str, day: date) -> tuple[bytes, list[Read]]:
    """Return the feed of a desk in a zone on a day, with an event at each instant, and what is to be read.

    What begins in the year before the feed's window or in the one after is among it. The zone has a name
    that no reader can look up.
    """
    years = (day - timedelta(days=30)).year, (day + timedelta(days=180)).year
    events = [
        FeedEvent(uid=f"e{number}", start=at, end=at, title="x", feeds=("f",), changed=CHANGED)
        for number, at in enumerate(instants(name, years[0] - 1, min(years[1] + 1, 2035)))
    ]
    desk = FakeDesk(zone=Zone(name), day=day, given_feeds=[Feed("f", "F")], events=events)
    book = FeedBook(desk, MemoryLedger())
    book.refresh()
    body = re.sub(rb"\bTZID([:=])", rb"TZID\1Desk/%d/" % day.toordinal(), book.feed("f").body)
    return body, sorted((f"{one.uid}@{desk.uid}", moment(one.start), moment(one.end)) for one in events)


def unlike(zones: Sequence[str], first_year: int, last_year: int) -> list[str]:
    """Return one of all zones whose clocks show the same throughout the years."""
    kinds = {
        tuple(
            (at, at.astimezone(ZoneInfo(name)).utcoffset()) for at in instants(name, first_year, last_year)
        ): name
        for name in zones
    }
    return sorted(kinds.values())


def wrong(read_all, zones: Sequence[str], day: date) -> Iterator[tuple[str, date, Read, Read]]:
    """Yield what is read wrongly: zone, day of the feed, what was found and what was meant."""
    bodies, meant = zip(*(asked(name, day) for name in zones), strict=True)
    for name, found, expected in zip(zones, read_all(bodies), meant, strict=True):
        yield from ((name, day, *pair) for pair in zip(found, expected, strict=True) if pair[0] != pair[1])
    # icalendar keeps what it has learned of zones for as long as the program runs.
    icalendar.use_zoneinfo()


@pytest.mark.soak
def test_every_zone_is_read_right(read_all, soak):
    """One of those that are alike; each by its own name in the long run."""
    zones = EVERY_ZONE if soak > 1 else unlike(EVERY_ZONE, THIS_WINDOW.year - 1, THIS_WINDOW.year + 2)
    assert list(wrong(read_all, zones, THIS_WINDOW)) == []


@pytest.mark.soak
def test_ten_years_are_read_right(read_all, soak):
    """The zones whose changes follow no simple rule, and days enough; all zones and days in the long run.

    The events of each day's feed lie in three years or four.
    """
    zones, days = (EVERY_ZONE, WINDOWS) if soak > 1 else (ODD_ZONES, WINDOWS[::3])
    assert [one for day in days for one in wrong(read_all, zones, day)] == []
