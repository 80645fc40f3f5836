"""One event as a VEVENT."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk.api import FeedEvent
from dutydesk.domain import Zone, clean, clean_line
from dutydesk.feeds.rendering.fragment import event_content, is_repeated, stamped

SHANGHAI = Zone("Asia/Shanghai")
NEW_YORK = Zone("America/New_York")
NOON = datetime(2026, 11, 3, 4, tzinfo=UTC)
ANYTHING = st.text(st.characters(), max_size=300)


def render(event: FeedEvent, zone: Zone = SHANGHAI) -> bytes:
    content = event_content(event, desk_uid="desk1", zone=zone)
    return stamped(content, sequence=3, changed=NOON).shared


def unfolded(lines: bytes) -> list[str]:
    return lines.decode().replace("\r\n ", "").split("\r\n")


def test_stamps_are_the_change_and_not_the_present(make_event):
    lines = unfolded(render(make_event()))
    assert "DTSTAMP:20261103T040000Z" in lines
    assert "LAST-MODIFIED:20261103T040000Z" in lines
    assert "SEQUENCE:3" in lines
    assert lines[0] == "BEGIN:VEVENT"
    assert lines[-2:] == ["END:VEVENT", ""]


def test_the_stamps_do_not_count_as_content(make_event):
    one = event_content(make_event(revision=1), desk_uid="d", zone=SHANGHAI)
    other = event_content(make_event(revision=9, changed=NOON), desk_uid="d", zone=SHANGHAI)
    assert one.digest == other.digest


def test_nobody_is_invited_or_woken(make_event):
    text = render(make_event(description="x", place="y", kind="z", colour="red")).decode()
    assert not any(word in text for word in ("ORGANIZER", "ATTENDEE", "METHOD", "VALARM"))


def test_whole_days_end_on_the_day_after(make_event):
    lines = unfolded(render(make_event(start=date(2026, 11, 9), end=date(2026, 11, 10))))
    assert "DTSTART;VALUE=DATE:20261109" in lines
    assert "DTEND;VALUE=DATE:20261110" in lines


def test_times_stand_in_the_zone_of_the_desk(make_event):
    elsewhere = timezone(timedelta(hours=-7))
    lines = unfolded(render(make_event(start=NOON.astimezone(elsewhere), end=NOON + timedelta(hours=1))))
    assert "DTSTART;TZID=Asia/Shanghai:20261103T120000" in lines


def test_fractions_of_a_second_do_not_matter(make_event):
    assert render(make_event(start=NOON, end=NOON + timedelta(hours=1))) == render(
        make_event(start=NOON + timedelta(microseconds=5), end=NOON + timedelta(hours=1))
    )


@pytest.mark.parametrize(
    ("instant", "repeated"),
    [
        (datetime(2026, 11, 1, 4, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 1, 5, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 1, 6, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 1, 7, 0, 0, tzinfo=UTC), False),
        (datetime(2027, 3, 14, 7, 0, 0, tzinfo=UTC), False),
    ],
)
def test_the_repeated_hour_is_known_to_the_second(instant, repeated):
    assert is_repeated(instant, NEW_YORK) is repeated


def test_both_ends_are_in_utc_when_one_falls_in_the_repeated_hour(make_event):
    start = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York"), fold=1)
    lines = unfolded(render(make_event(start=start, end=datetime(2026, 11, 1, 11, tzinfo=UTC)), NEW_YORK))
    assert "DTSTART:20261101T063000Z" in lines
    assert "DTEND:20261101T110000Z" in lines


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (NOON, NOON - timedelta(hours=1)),
        (date(2026, 11, 9), date(2026, 11, 8)),
        (date(2026, 11, 9), NOON),
        (datetime(2026, 11, 3, 4), datetime(2026, 11, 3, 5)),  # noqa: DTZ001 - the fault that is meant
    ],
)
def test_an_impossible_time_is_refused(make_event, start, end):
    with pytest.raises(ValueError, match="a1"):
        render(make_event(start=start, end=end))


@settings(max_examples=150, deadline=None)
@given(title=ANYTHING, place=ANYTHING, description=ANYTHING, uid=ANYTHING)
def test_any_text_arrives_as_it_was_cleaned(title, place, description, uid):
    event = FeedEvent(
        uid=uid,
        start=NOON,
        end=NOON + timedelta(hours=1),
        title=title,
        place=place,
        description=description,
        changed=NOON,
    )
    lines = render(event)
    assert lines == render(event)
    assert all(len(line) <= 75 for line in lines.split(b"\r\n"))
    assert lines.count(b"\r\n") == lines.count(b"\n") == lines.count(b"\r")
    read = icalendar.Event.from_ical(lines)
    assert not read.subcomponents

    def seen(text):  # icalendar takes an escaped backslash before n or N for a line break when it reads
        return text.replace("\\n", "\n").replace("\\N", "\n")

    assert seen(str(read.get("SUMMARY", ""))) == seen(clean_line(title) or "(no title)")
    assert seen(str(read.get("LOCATION", ""))) == seen(clean_line(place))
    assert seen(str(read.get("DESCRIPTION", ""))) == seen(clean(description))


def test_a_backslash_before_a_capital_n_is_no_line_break(make_event):
    assert "SUMMARY:C:\\\\New" in unfolded(render(make_event(title="C:\\New")))
