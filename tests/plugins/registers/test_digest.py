"""What registers tell of a week for the weekly meeting and reminder."""

from datetime import date, datetime

import pytest

from dutydesk.domain import Activity, Occurrence
from dutydesk_registers.digest import register_digest
from dutydesk_registers.entries import Entry
from dutydesk_training.agenda import BULLET, draft_last_week
from tests.plugins.registers.hook_desk import LEAKS, TODAY, emptied, keep, keep_again, keeping

WEEK = date(2026, 11, 16), date(2026, 11, 22)


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    with keeping(tmp_path_factory.mktemp("digest") / "desk", leaks=LEAKS) as planned:
        planned.at(TODAY)
        yield planned.open()


@pytest.fixture
def desk(opened):
    yield opened
    emptied(opened)


def texts(desk, *days):
    return [each.text for each in register_digest(desk, *(days or WEEK))]


def test_a_week_without_entries_tells_nothing(desk):
    keep(desk, "leaks", what="Before", found="2026-11-15")
    keep(desk, "leaks", what="After", found="2026-11-23")
    assert texts(desk) == []


def test_what_was_found_in_the_week_is_told_with_its_records(desk):
    first = keep(desk, "leaks", what="Pipe", found="2026-11-16")
    second = keep(desk, "leaks", what="{count} taps", found="2026-11-22")
    (line,) = register_digest(desk, *WEEK)
    assert (line.heading, line.text, line.order) == ("Leaks", "2 found: Pipe; {count} taps", 55)
    assert line.records == (f"entry:{first.id}", f"entry:{second.id}")


def test_a_digest_with_a_day_of_its_own_goes_by_that_day_and_its_tests(desk):
    entry = keep(desk, "leaks", what="Pipe", found="2024-02-01")
    keep(desk, "leaks", what="Small", found="2024-02-01", grade="small", mended="2026-11-18")
    keep(desk, "leaks", what="Other field", found="2024-02-01", until="2026-11-18", mended="2026-11-30")
    assert texts(desk) == []
    keep_again(desk, entry, mended="2026-11-18")
    assert texts(desk) == ["1 mended: Pipe"]
    assert texts(desk, date(2026, 1, 1), date(2026, 12, 31)) == ["2 mended: Pipe; Other field"]


def test_many_are_cut_short_with_how_many_there_are(desk):
    for number in range(15):
        keep(desk, "leaks", what=f"Pipe {number}", found="2026-11-16")
    (line,) = register_digest(desk, *WEEK)
    assert line.text.startswith("15 found: Pipe ")
    assert line.text.endswith("; and 3 more")
    assert len(line.records) == 15


def test_the_weekly_meeting_is_told_through_the_desk(desk):
    keep(desk, "leaks", what="Pipe", found="2026-11-17")
    assert "1 found: Pipe" in [each.text for each in desk.digest(*WEEK)]


def test_the_meeting_after_the_week_shows_it_under_last_week(desk):
    entry = keep(desk, "leaks", what="Pipe", found="2026-11-17")
    start = datetime(2026, 11, 23, 15)  # noqa: DTZ001 - wall time
    meeting = Activity(id="m", kind="meeting", title="Meeting", start=start, end=start.replace(hour=16))
    held = Occurrence(meeting, start.date(), start, meeting.end, "", "planned")
    last_week = draft_last_week(desk, held)
    assert "Leaks\n- 1 found: Pipe" in last_week.text.replace(BULLET, "- ")
    assert entry.record.subject in last_week.records


def test_values_of_entries_that_hold_none_of_the_days_are_not_read(desk, monkeypatch):
    keep(desk, "leaks", what="Long ago", found="2024-02-01", mended="2024-02-02")
    keep(desk, "leaks", what="Pipe", found="2024-02-01", mended="2026-11-18")
    read = []
    values = Entry.__dict__["values"].func
    monkeypatch.setattr(Entry, "values", property(lambda each: read.append(each.title) or values(each)))
    assert texts(desk) == ["1 mended: Pipe"]
    assert set(read) == {"Pipe"}
