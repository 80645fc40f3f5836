"""VTIMEZONE against zoneinfo, in every zone, by the words of the standard."""

import re
import zoneinfo
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from dutydesk.feeds.rendering.timezone import vtimezone_lines

FIRST, LAST = 2026, 2027
EVERY_ZONE = sorted(zoneinfo.available_timezones())
HOUR = timedelta(hours=1)


@cache
def instants_to_try(name: str) -> tuple[datetime, ...]:
    """Noons a week apart from the year before to the year after, and what lies around each change."""
    zone = ZoneInfo(name)
    days = [datetime(FIRST - 1, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(4 * 365)]
    tried = set(days[::7])
    for before, after in pairwise(days[::7]):
        if before.astimezone(zone).utcoffset() == after.astimezone(zone).utcoffset():
            continue
        low, high = before, after
        while high - low > timedelta(seconds=1):
            middle = low + (high - low) // 2
            middle = middle.replace(microsecond=0)
            same = middle.astimezone(zone).utcoffset() == before.astimezone(zone).utcoffset()
            low, high = (middle, high) if same else (low, middle)
        for step in (-24, -3, -2, -1, 0, 1, 2, 3, 24):
            tried |= {high + step * HOUR, high + step * HOUR - timedelta(seconds=1)}
    return tuple(sorted(tried))


def offset_by_the_standard(lines: bytes):
    """Return a function from instants to offsets that does what RFC 5545 section 3.6.5 says, and no more."""
    onsets: list[tuple[datetime, timedelta]] = []
    observance: dict[str, str] = {}

    def offset(text: str) -> timedelta:
        hours, minutes, seconds = int(text[1:3]), int(text[3:5]), int(text[5:7] or 0)
        size = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return -size if text[0] == "-" else size

    for line in lines.decode().splitlines():
        name, _, value = line.partition(":")
        if name == "BEGIN":
            observance = {}
        elif name == "END" and value in {"STANDARD", "DAYLIGHT"}:
            first = datetime.strptime(observance["DTSTART"], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - wall time
            rule = observance.get("RRULE")
            until = datetime(LAST + 2, 1, 1)  # noqa: DTZ001 - likewise
            walls = rrulestr(rule, dtstart=first).between(first, until, inc=True) if rule else [first]
            before, after = offset(observance["TZOFFSETFROM"]), offset(observance["TZOFFSETTO"])
            onsets += [((wall - before).replace(tzinfo=UTC), after) for wall in walls]
        else:
            observance[name] = value
    onsets.sort()

    def at(instant: datetime) -> timedelta:
        return [after for onset, after in onsets if onset <= instant][-1]

    return at


def test_every_zone_is_right_by_the_words_of_the_standard():
    wrong = []
    for name in EVERY_ZONE:
        offset_at = offset_by_the_standard(vtimezone_lines(name, FIRST, LAST))
        zone = ZoneInfo(name)
        wrong += [
            (name, instant)
            for instant in instants_to_try(name)
            if offset_at(instant) != instant.astimezone(zone).utcoffset()
        ]
    assert wrong == []


def test_new_york_springs_forward_at_two():
    lines = vtimezone_lines("America/New_York", FIRST, LAST).decode().splitlines()
    spring = lines[lines.index("BEGIN:DAYLIGHT") : lines.index("END:DAYLIGHT")]
    assert "DTSTART:20240310T020000" in spring
    assert "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3" in spring


def test_a_zone_without_changes_is_one_standard():
    lines = vtimezone_lines("Asia/Shanghai", FIRST, LAST)
    assert lines.count(b"BEGIN:STANDARD") == 1
    assert b"DAYLIGHT" not in lines
    assert b"DTSTART:19700101T000000" in lines


@pytest.mark.parametrize("name", ["Africa/Cairo", "Africa/Casablanca", "Asia/Jerusalem", "America/Nuuk"])
def test_changes_without_a_rule_are_listed_one_by_one(name):
    lines = vtimezone_lines(name, FIRST, LAST)
    assert b"RRULE" not in lines
    assert b"RDATE" not in lines
    changes = sorted(re.findall(rb"DTSTART:(\d{4})", lines))
    assert changes[0] == b"2024"
    assert changes[-1] == b"2028"
    assert len(changes) >= 10


def test_summer_in_dublin_is_the_daylight_observance():
    lines = vtimezone_lines("Europe/Dublin", FIRST, LAST).decode().splitlines()
    assert "TZNAME:IST" in lines[lines.index("BEGIN:DAYLIGHT") : lines.index("END:DAYLIGHT")]


def test_the_same_zone_and_years_are_rendered_once():
    assert vtimezone_lines("Asia/Tokyo", FIRST, LAST) is vtimezone_lines("Asia/Tokyo", FIRST, LAST)


def test_an_unknown_zone_is_refused():
    with pytest.raises(zoneinfo.ZoneInfoNotFoundError):
        vtimezone_lines("Mars/Olympus", FIRST, LAST)
