# ruff: noqa: DTZ001 - days and shifts are naive wall time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.domain import Window, Zone

NEW_YORK = Zone("America/New_York")
SHANGHAI = Zone("Asia/Shanghai")
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
wall_times = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1))
zones = st.sampled_from([NEW_YORK, SHANGHAI, Zone("Europe/Berlin"), Zone("Australia/Lord_Howe"), Zone("UTC")])


def test_a_window_keeps_its_bounds_in_utc():
    east = timezone(timedelta(hours=8))
    window = Window(datetime(2026, 11, 1, 8, tzinfo=east), datetime(2026, 11, 1, 16, tzinfo=east))
    assert window.start == datetime(2026, 11, 1, tzinfo=UTC)
    assert window.start.tzinfo is UTC
    assert (window.hours, window.length) == (8.0, timedelta(hours=8))


@pytest.mark.parametrize("bounds", [(NOON.replace(tzinfo=None), NOON), (NOON, NOON.replace(tzinfo=None))])
def test_a_window_refuses_a_naive_bound(bounds):
    with pytest.raises(ValueError, match="time zone"):
        Window(*bounds)


def test_a_window_refuses_to_end_before_it_starts():
    with pytest.raises(ValueError, match="before"):
        Window(NOON, NOON - timedelta(seconds=1))


def test_a_window_holds_its_start_and_not_its_end():
    window = Window(NOON, NOON + timedelta(hours=1))
    assert window.holds(NOON)
    assert not window.holds(window.end)
    assert not window.holds(NOON - timedelta(microseconds=1))


def test_windows_that_touch_do_not_overlap():
    hour = timedelta(hours=1)
    first, second = Window(NOON, NOON + hour), Window(NOON + hour, NOON + 2 * hour)
    assert not first.overlaps(second)
    assert not second.overlaps(first)
    assert first.padded(timedelta(microseconds=1)).overlaps(second)


@given(*[st.integers(0, 20)] * 4)
def test_windows_overlap_where_some_minute_lies_in_both(start, length, other_start, other_length):
    def minutes(begin, count):
        return Window(NOON + timedelta(minutes=begin), NOON + timedelta(minutes=begin + count + 1))

    one, other = minutes(start, length), minutes(other_start, other_length)
    shared = set(range(start, start + length + 1)) & set(range(other_start, other_start + other_length + 1))
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (NEW_YORK, date(2026, 3, 7), 7.0),
        (NEW_YORK, date(2026, 10, 31), 9.0),
        (NEW_YORK, date(2026, 6, 1), 8.0),
        (SHANGHAI, date(2026, 3, 7), 8.0),
        (SHANGHAI, date(2026, 10, 31), 8.0),
    ],
)
def test_a_night_shift_lasts_what_it_really_lasts(zone, day, hours):
    start = datetime(day.year, day.month, day.day, 23)
    assert zone.span(start, start + timedelta(hours=8)).hours == hours


def test_a_wall_time_that_happens_twice_means_the_first():
    assert NEW_YORK.instant(datetime(2026, 11, 1, 1, 30)) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert NEW_YORK.instant(datetime(2026, 11, 1, 1, 30, fold=1)) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_a_wall_time_that_is_skipped_is_read_with_the_offset_before():
    instant = NEW_YORK.instant(datetime(2026, 3, 8, 2, 30))
    assert instant == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
    assert NEW_YORK.wall(instant).isoformat() == "2026-03-08T03:30:00-04:00"


def test_a_span_that_starts_in_the_skipped_hour_keeps_its_length():
    span = NEW_YORK.span(datetime(2026, 3, 8, 2, 30), datetime(2026, 3, 8, 3))
    assert span.length == timedelta(minutes=30)
    assert NEW_YORK.wall(span.start).hour == 3


def test_a_span_refuses_to_end_before_it_starts():
    with pytest.raises(ValueError, match="before"):
        NEW_YORK.span(datetime(2026, 6, 1, 9), datetime(2026, 6, 1, 8))


@given(zones, wall_times, st.timedeltas(timedelta(), timedelta(days=40)))
def test_any_span_of_wall_times_is_a_window(zone, start, length):
    window = zone.span(start, start + length)
    assert abs(window.length - length) <= timedelta(hours=1)


@given(zones, wall_times)
def test_a_wall_time_comes_back_unless_a_clock_change_skips_it(zone, wall):
    back = zone.wall(zone.instant(wall)).replace(tzinfo=None)
    assert back == wall.replace(fold=0) or timedelta() < back - wall <= timedelta(hours=1)


def test_a_day_of_a_clock_change_has_its_real_length():
    assert NEW_YORK.days(date(2026, 3, 8), date(2026, 3, 8)).hours == 23
    assert NEW_YORK.days(date(2026, 11, 1), date(2026, 11, 1)).hours == 25
    assert SHANGHAI.days(date(2026, 3, 1), date(2026, 3, 31)).hours == 31 * 24


def test_days_until_further_notice_are_a_window_too():
    assert NEW_YORK.days(date(2026, 3, 8), date.max).end.year >= 9998


def test_the_day_of_an_instant_is_the_one_that_clocks_show():
    assert SHANGHAI.day_of(datetime(2026, 10, 31, 17, tzinfo=UTC)) == date(2026, 11, 1)
    assert NEW_YORK.day_of(datetime(2026, 11, 1, 2, tzinfo=UTC)) == date(2026, 10, 31)
