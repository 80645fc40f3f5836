"""Calendars that other programs wrote, whole and broken."""

from datetime import date, datetime

import pytest

from dutydesk.api import DataProblem
from dutydesk.domain import Zone, clean_line
from dutydesk.exchange import calendar_events, calendar_parsing
from dutydesk.exchange.calendar_events import preview_of
from dutydesk.exchange.calendar_file import CalendarPreview, ImportedEvent, read_calendar, to_activities

SHANGHAI = Zone("Asia/Shanghai")
FIRST, LAST = date(2026, 9, 1), date(2026, 12, 31)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def calendar(*events: str, head: str = "") -> str:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{body}END:VCALENDAR\n"


def read(*events: str, head: str = "", zone: Zone = SHANGHAI) -> CalendarPreview:
    return preview_of(calendar(*events, head=head).encode(), zone, FIRST, LAST)


def times(preview: CalendarPreview) -> list[tuple[str, str]]:
    return [(f"{event.start:%m-%d %H:%M}", f"{event.end:%m-%d %H:%M}") for event in preview.events]


def test_an_event_is_told_in_wall_time_of_the_desk():
    preview = read(
        "UID:a\nSUMMARY:Meeting\nLOCATION:Hall\nDESCRIPTION:one\\ntwo\nDTSTART:20260901T000000Z\nDTEND:20260901T013000Z",
        head="X-WR-CALNAME:School\n",
    )
    assert preview == CalendarPreview(
        name="School",
        events=(
            ImportedEvent(
                uid="a",
                title="Meeting",
                start=at("2026-09-01T08:00"),
                end=at("2026-09-01T09:30"),
                place="Hall",
                note="one\ntwo",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("start", "wall"),
    [
        ("DTSTART:20260901T080000", "09-01 08:00"),
        ("DTSTART;TZID=America/New_York:20260901T080000", "09-01 20:00"),
        ("DTSTART;TZID=China Standard Time:20260901T080000", "09-01 08:00"),
        ("DTSTART;TZID=Eastern Standard Time:20260901T080000", "09-01 20:00"),
    ],
)
def test_floating_iana_and_microsoft_times(start, wall):
    assert times(read(f"UID:a\n{start}")) == [(wall, wall)]


def test_a_zone_that_the_file_defines_is_used_and_not_remembered_for_the_next_file():
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Odd\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+0000\nTZOFFSETTO:{offset}\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    event = "UID:a\nDTSTART;TZID=Odd:20260901T080000"
    assert times(read(event, head=zone.format(offset="+0500"))) == [("09-01 11:00", "09-01 11:00")]
    assert times(read(event, head=zone.format(offset="+0200"))) == [("09-01 14:00", "09-01 14:00")]


def test_an_unknown_zone_is_a_reason_and_no_guess():
    preview = read("UID:a\nSUMMARY:Far\nDTSTART;TZID=Nowhere/At All:20260901T080000")
    assert (preview.events, preview.skipped) == ((), ("Far: its time zone 'Nowhere/At All' is not known",))


@pytest.mark.parametrize(
    ("ends", "end"),
    [("", "10-02"), ("\nDTEND;VALUE=DATE:20261008", "10-08"), ("\nDTEND;VALUE=DATE:20261001", "10-02"),
     ("\nDURATION:P3D", "10-04")],
)  # fmt: skip
def test_all_day_events_end_at_the_midnight_after_their_last_day(ends, end):
    [event] = read(f"UID:a\nDTSTART;VALUE=DATE:20261001{ends}").events
    assert event.all_day
    assert (event.start, event.end) == (at("2026-10-01"), at(f"2026-{end}"))


def test_only_what_touches_the_days_is_kept():
    preview = read(
        "UID:1\nDTSTART;VALUE=DATE:20260831",
        "UID:2\nDTSTART:20260831T230000\nDTEND:20260901T000000",
        "UID:3\nDTSTART:20260831T230000\nDTEND:20260901T000100",
        "UID:4\nDTSTART:20261231T235900\nDTEND:20270101T030000",
        "UID:5\nDTSTART;VALUE=DATE:20270101",
        "UID:6\nDTSTART:20260901T000000\nDTEND:20260901T000000",
    )
    assert [event.uid for event in preview.events] == ["3", "6", "4"]


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ("SUMMARY:x", "it has no start"),
        ("SUMMARY:x\nDTSTART:soon", "its DTSTART cannot be read"),
        ("SUMMARY:x\nDTSTART:20260901T080000\nDTSTART:20260902T080000", "its DTSTART cannot be read"),
        ("SUMMARY:x\nDTSTART:20260901T080000\nDTEND:20260901T070000", "it ends before it starts"),
        ("SUMMARY:x\nDTSTART;VALUE=DATE:20260902\nDTEND;VALUE=DATE:20260901", "it ends before it starts"),
        ("SUMMARY:x\nDTSTART:20260901T080000\nDURATION:long", "its DURATION cannot be read"),
        ("SUMMARY:x\nDTSTART:20260901T080000\nRRULE:FREQ=DAILY\nEXDATE:never", "its EXDATE cannot be read"),
        ("SUMMARY:x\nDTSTART:20260901T080000\nSTATUS:CANCELLED", "it is cancelled"),
        ("SUMMARY:x\nDTSTART:20260901T080000\nRRULE:FREQ=SOMETIMES", "its RRULE cannot be read"),
        ("SUMMARY:x\nDTSTART:20260901T080000\nRRULE:FREQ=SECONDLY", "it recurs within a day"),
        ("SUMMARY:x\nDTSTART:20260901T080000\nRRULE:FREQ=MINUTELY;COUNT=5", "it recurs within a day"),
        (
            "SUMMARY:x\nDTSTART:20260901T080000\nRRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5",
            "it recurs within a day",
        ),
    ],
)
def test_what_cannot_be_used_is_passed_over_with_a_reason(event, reason):
    preview = read(f"UID:a\n{event}", "UID:good\nDTSTART:20260901T080000")
    assert [found.uid for found in preview.events] == ["good"]
    [said] = preview.skipped
    assert said.startswith(f"x: {reason}")


def test_a_series_follows_its_rule_exceptions_and_moves():
    preview = read(
        "UID:s\nDTSTART;TZID=Europe/Berlin:20261020T080000\nRRULE:FREQ=WEEKLY;COUNT=4\n"
        "EXDATE;TZID=Europe/Berlin:20261103T080000",
        "UID:s\nRECURRENCE-ID;TZID=Europe/Berlin:20261027T080000\nDTSTART;TZID=Europe/Berlin:20261028T090000",
        "UID:s\nRECURRENCE-ID;TZID=Europe/Berlin:20261110T080000\n"
        "DTSTART;TZID=Europe/Berlin:20261110T080000\nSTATUS:CANCELLED",
    )
    assert [start for start, _end in times(preview)] == ["10-20 14:00", "10-28 16:00"]
    assert [event.recurrence_day for event in preview.events] == [date(2026, 10, 20), date(2026, 10, 27)]


def test_an_event_held_once_has_no_recurrence_day_so_that_it_may_move():
    before = to_activities(read("UID:a\nSUMMARY:x\nDTSTART:20260901T080000"), "school", "year.ics")
    after = to_activities(read("UID:a\nSUMMARY:y\nDTSTART:20261001T080000"), "school", "year.ics")
    assert before[0].id == after[0].id


def test_the_same_file_twice_gives_the_same_activities():
    text = ("UID:s\nSUMMARY:Drill\nDTSTART:20260901T080000\nRRULE:FREQ=DAILY;BYHOUR=8,15;COUNT=6",)
    first, second = (to_activities(read(*text), "school", "year.ics") for _time in range(2))
    assert first == second
    assert len({activity.id for activity in first}) == len(first) == 6
    assert all(len(activity.id) == 16 and activity.id.isalnum() for activity in first)
    assert {(one.kind, one.source, one.title) for one in first} == {("school", "year.ics", "Drill")}


def test_events_without_a_uid_are_kept_apart_and_stable():
    events = ("SUMMARY:a\nDTSTART:20260901T080000", "SUMMARY:b\nDTSTART:20260901T080000")
    assert [one.uid for one in read(*events).events] == [one.uid for one in read(*events).events]
    assert len({one.uid for one in read(*events).events}) == 2


def test_text_is_made_safe():
    [event] = read("UID:a\nDTSTART:20260901T080000\nSUMMARY:a\x1b[2Jb\u202ec\nLOCATION:x\x07").events
    assert clean_line(event.title) == event.title
    assert "\x1b" not in event.title + event.place


def test_what_makes_the_library_give_up_costs_one_event_and_not_the_file():
    busy = "BEGIN:VFREEBUSY\nFREEBUSY:20170623T070000Z/20170223T110000Z\nEND:VFREEBUSY"
    preview = read(f"UID:a\nSUMMARY:bad\nDTSTART:20260901T080000\n{busy}", "UID:b\nDTSTART:20260901T080000")
    assert [event.uid for event in preview.events] == ["b"]
    assert preview.skipped[0].startswith("bad: ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_encoding_gives_the_same_title(encoding):
    text = calendar("UID:a\nSUMMARY:国庆节\nDTSTART;VALUE=DATE:20261001")
    assert preview_of(text.encode(encoding), SHANGHAI, FIRST, LAST).events[0].title == "国庆节"


def test_caps_on_events_and_recurrences(monkeypatch):
    monkeypatch.setattr(calendar_parsing, "MOST_EVENTS", 2)
    with pytest.raises(DataProblem, match="more than 2 events"):
        read(*["DTSTART:20260901T080000"] * 3)
    monkeypatch.setattr(calendar_events, "MOST_OCCURRENCES", 10)
    with pytest.raises(DataProblem, match="recur more than 10 times"):
        read("UID:a\nDTSTART:20260901T080000\nRRULE:FREQ=DAILY")


def test_of_many_that_are_passed_over_only_some_have_a_line(monkeypatch):
    monkeypatch.setattr(calendar_events, "MOST_SKIPPED", 2)
    preview = read(*[f"UID:{n}\nSUMMARY:{n}" for n in range(5)], "UID:a\nDTSTART:20260901T080000")
    assert preview.skipped == ("0: it has no start", "1: it has no start")
    assert preview.more_skipped == 3
    assert len(preview.events) == 1


def test_a_broken_line_costs_no_event_its_neighbours_and_an_event_without_an_end_is_told():
    busy = "FREEBUSY:20170623T070000Z/20170223T110000Z"
    text = calendar(f"UID:a\nSUMMARY:bad\n{busy}", "UID:b\nSUMMARY:open", "UID:c\nDTSTART:20260901T080000")
    text = text.replace("SUMMARY:open\nEND:VEVENT\n", "SUMMARY:open\n").replace("bad", "bad", 1)
    preview = preview_of(f"{text}BEGIN:VFREEBUSY\n{busy}\nEND:VFREEBUSY\n".encode(), SHANGHAI, FIRST, LAST)
    assert [event.uid for event in preview.events] == ["c"]
    assert "open: it is never ended" in preview.skipped


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ("RRULE:FREQ=DAILY;BYMONTH=13", "its recurrence rule cannot be read"),
        ("RRULE:FREQ=MONTHLY;BYMONTH=2,4;BYMONTHDAY=31,-31", "its recurrence rule never gives a day"),
        ("DURATION:P4000D", "it lasts longer than ten years"),
    ],
)
def test_what_would_take_for_ever_is_passed_over_with_a_reason(event, reason):
    preview = read(f"UID:a\nSUMMARY:x\nDTSTART:20260901T080000\n{event}", "UID:b\nDTSTART:20260901T080000")
    assert [found.uid for found in preview.events] == ["b"]
    assert preview.skipped == (f"x: {reason}",)


def test_a_rule_of_the_last_day_of_february_is_none_of_these():
    preview = read("UID:a\nDTSTART:20240229T080000\nRRULE:FREQ=YEARLY;BYMONTH=2,11;BYMONTHDAY=30,-1")
    assert [start for start, _end in times(preview)] == ["11-30 08:00"]


@pytest.fixture
def ics(tmp_path):
    def make(content):
        path = tmp_path / "year.ics"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def refusal(path) -> str:
    with pytest.raises(DataProblem) as caught:
        read_calendar(path, SHANGHAI, FIRST, LAST)
    message = str(caught.value)
    assert message.startswith(f"{path.name}: ")
    assert "\n" not in message
    assert "Traceback" not in message
    return message


def test_the_process_of_its_own_gives_what_is_parsed_here(ics):
    text = calendar(
        "UID:a\nSUMMARY:国庆\nDTSTART;VALUE=DATE:20261001",
        "UID:b\nDTSTART:20260901T080000\nRRULE:FREQ=WEEKLY",
    )
    found = read_calendar(ics(text), SHANGHAI, FIRST, LAST)
    here = preview_of(text.encode(), SHANGHAI, FIRST, LAST)
    assert (found.events, found.skipped, found.name) == (here.events, here.skipped, "year")
    assert len(found.events) > 10


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            b"hello",
            "it is no calendar: a text that begins with BEGIN:VCALENDAR was expected",
        ),
        (b"", "the file is empty"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "there are no events in it"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MiB"),
        ("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nEND:VEVENT\n" * 10_001, "more than 10000 events"),
    ],
    ids=["text", "nothing", "no events", "too large", "too many events"],
)
def test_what_is_no_calendar_is_refused_in_one_line(ics, content, words):
    assert words in refusal(ics(content))
