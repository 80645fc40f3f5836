# ruff: noqa: DTZ001 - days and shifts are naive wall time
import contextlib
import time
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.domain import Activity, ActivityException, occurrences
from dutydesk.domain.activity import MOST_OCCURRENCES, parse_rule

MONDAY = datetime(2026, 9, 7, 9)


def activity(rule="FREQ=WEEKLY;BYDAY=MO", start=MONDAY, hours=1.0, **more):
    return Activity(
        id="drill",
        kind="drill",
        title="Drill",
        start=start,
        end=start + timedelta(hours=hours),
        rule=rule,
        **more,
    )


def exception(day, **more):
    return ActivityException(id=f"x{day}", activity="drill", day=day, **more)


def held(series, first, last, *exceptions):
    return list(occurrences(series, {each.day: each for each in exceptions}, first, last))


def days(*arguments):
    return [each.day for each in held(*arguments)]


def test_a_single_activity_is_held_once():
    assert days(activity(rule=""), date(2026, 9, 1), date(2026, 9, 30)) == [date(2026, 9, 7)]
    assert days(activity(rule=""), date(2026, 9, 8), date(2026, 9, 30)) == []
    assert days(activity(rule=""), date(2026, 9, 1), date(2026, 9, 6)) == []


def test_a_weekly_activity_is_held_every_week_of_the_days_asked():
    expected = [date(2026, 9, 14), date(2026, 9, 21), date(2026, 9, 28)]
    assert days(activity(), date(2026, 9, 8), date(2026, 9, 30)) == expected
    assert days(activity(), date(2026, 9, 14), date(2026, 9, 14)) == [date(2026, 9, 14)]


def test_an_occurrence_is_known_by_its_series_and_day_and_a_single_one_by_its_activity():
    assert held(activity(), date(2026, 9, 14), date(2026, 9, 14))[0].key == "drill-20260914"
    assert held(activity(rule=""), date(2026, 9, 7), date(2026, 9, 7))[0].key == "drill"


def test_a_rule_until_a_day_holds_on_that_day_too():
    series = activity("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260921")
    assert days(series, date(2026, 9, 1), date(2026, 12, 1))[-1] == date(2026, 9, 21)


def test_a_rule_until_a_time_holds_up_to_that_time():
    assert days(activity("FREQ=DAILY;UNTIL=20260909T085959"), date(2026, 9, 1), date(2026, 10, 1))[
        -1
    ] == date(2026, 9, 8)
    assert days(activity("FREQ=DAILY;UNTIL=20260909T090000Z"), date(2026, 9, 1), date(2026, 10, 1))[
        -1
    ] == date(2026, 9, 9)


def test_a_cancelled_or_skipped_day_is_not_held():
    gone = exception(date(2026, 9, 14), cancelled=True)
    series = activity(skipped_days=("2026-09-21",))
    assert days(series, date(2026, 9, 1), date(2026, 9, 30), gone) == [date(2026, 9, 7), date(2026, 9, 28)]


def test_an_occurrence_moved_within_the_days_keeps_its_day_and_length():
    moved = exception(date(2026, 9, 14), start=datetime(2026, 9, 16, 14), place="Hall")
    (found,) = held(activity(place="Yard"), date(2026, 9, 15), date(2026, 9, 20), moved)
    assert (found.day, found.start, found.end) == (
        date(2026, 9, 14),
        datetime(2026, 9, 16, 14),
        datetime(2026, 9, 16, 15),
    )
    assert (found.place, found.key) == ("Hall", "drill-20260914")


def test_an_occurrence_moved_into_the_days_from_far_away_is_found():
    earlier = exception(date(2026, 12, 7), start=datetime(2026, 9, 15, 9))
    later = exception(date(2026, 9, 7), start=datetime(2026, 12, 16, 9))
    assert days(activity(), date(2026, 9, 15), date(2026, 9, 16), earlier) == [date(2026, 12, 7)]
    assert days(activity(), date(2026, 12, 16), date(2026, 12, 16), later) == [date(2026, 9, 7)]


def test_an_occurrence_moved_out_of_the_days_is_not_found():
    moved = exception(date(2026, 9, 14), start=datetime(2026, 9, 23, 9))
    assert days(activity(), date(2026, 9, 14), date(2026, 9, 20), moved) == []


def test_an_occurrence_made_longer_is_found_on_its_last_day():
    longer = exception(date(2026, 9, 14), end=datetime(2026, 9, 18, 12))
    assert days(activity(), date(2026, 9, 18), date(2026, 9, 18), longer) == [date(2026, 9, 14)]


def test_an_exception_for_a_day_that_the_rule_does_not_give_is_passed_over():
    stray = exception(date(2026, 9, 15), start=datetime(2026, 9, 16, 9))
    after_end = exception(date(2026, 10, 5), start=datetime(2026, 9, 16, 9))
    series = activity("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260928")
    assert days(series, date(2026, 9, 15), date(2026, 9, 20), stray, after_end) == []


def test_what_differs_on_a_day_shows_in_its_occurrence():
    noted = exception(date(2026, 9, 14), state="held", revision=2)
    first, second = held(activity(revision=3), date(2026, 9, 7), date(2026, 9, 14), noted)
    assert (first.state, first.revision) == ("planned", 3)
    assert (second.state, second.revision) == ("held", 5)


def test_an_activity_of_several_days_is_found_on_each_of_them():
    week = activity("FREQ=MONTHLY;BYDAY=1MO", hours=24 * 5)
    for day in range(7, 13):
        assert days(week, date(2026, 9, day), date(2026, 9, day)) == [date(2026, 9, 7)]
    assert days(week, date(2026, 9, 13), date(2026, 9, 13)) == []


def test_an_all_day_activity_ends_with_the_midnight_after_its_last_day():
    day = activity("", start=datetime(2026, 9, 7), hours=24, all_day=True)
    assert days(day, date(2026, 9, 7), date(2026, 9, 7)) == [date(2026, 9, 7)]
    assert days(day, date(2026, 9, 8), date(2026, 9, 8)) == []


def test_an_activity_over_midnight_touches_both_days():
    night = activity("FREQ=DAILY", start=datetime(2026, 9, 7, 23), hours=8)
    assert days(night, date(2026, 9, 10), date(2026, 9, 10)) == [date(2026, 9, 9), date(2026, 9, 10)]


def test_an_unending_rule_gives_no_more_than_a_bearable_number():
    daily = activity("FREQ=DAILY", start=datetime(1990, 1, 1, 9))
    assert len(days(daily, date(1990, 1, 1), date(2026, 1, 1))) == MOST_OCCURRENCES
    assert days(daily, date(2026, 1, 1), date(2026, 1, 1)) == [date(2026, 1, 1)]


def test_the_ends_of_the_calendar_do_no_harm():
    assert days(activity(), date.min, date(2026, 9, 7)) == [date(2026, 9, 7)]
    assert len(days(activity("FREQ=YEARLY"), date(9000, 1, 1), date.max)) > 900


@pytest.mark.parametrize(
    "rule",
    [
        "WEEKLY",
        "FREQ=",
        "FREQ=FORTNIGHTLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYDAY=99MO",
        "FREQ=WEEKLY;UNTIL=soon",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=-1",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20270101",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=DAILY;BYMONTH=13",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;UNTIL=20200101",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=8,10",
        "DTSTART:20200101T100000\nRRULE:FREQ=DAILY",
        "FREQ=WEEKLY\nEXDATE:20260914T090000",
        "x" * 5000,
    ],
)
def test_a_text_that_is_no_rule_is_refused_at_once_and_in_one_line(rule):
    began = time.monotonic()
    with pytest.raises(ValueError, match=r"\S") as refused:
        held(activity(rule), date(2026, 9, 1), date(2026, 9, 30))
    assert time.monotonic() - began < 1
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 300


def test_a_contradictory_rule_is_searched_only_once():
    rule = "FREQ=DAILY;BYYEARDAY=200;BYMONTH=2"
    with pytest.raises(ValueError, match="never"):
        parse_rule(rule, MONDAY)
    began = time.monotonic()
    for _ in range(50):
        with pytest.raises(ValueError, match="never"):
            parse_rule(rule, MONDAY)
    assert time.monotonic() - began < 0.5


@given(st.text(max_size=60))
def test_any_text_is_a_rule_or_refused(text):
    with contextlib.suppress(ValueError):
        parse_rule(text, MONDAY)


def test_an_activity_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="Drill"):
        held(activity(hours=-1), date(2026, 9, 1), date(2026, 9, 30))


def test_a_moved_occurrence_whose_end_was_left_behind_keeps_its_length():
    moved = exception(date(2026, 9, 14), start=datetime(2026, 9, 16, 9), end=datetime(2026, 9, 14, 10))
    (found,) = held(activity(), date(2026, 9, 16), date(2026, 9, 16), moved)
    assert found.end - found.start == timedelta(hours=1)


moves = st.dictionaries(
    st.integers(0, 8), st.one_of(st.none(), st.tuples(st.integers(-40, 40), st.integers(0, 60))), max_size=5
)


@given(moves, st.integers(-30, 90), st.integers(0, 20), st.sampled_from([1, 24, 60]))
def test_the_days_asked_cut_out_of_the_whole_series(changes, offset, length, hours):
    series = activity("FREQ=WEEKLY;COUNT=9", hours=hours)
    exceptions = []
    for week, move in changes.items():
        day = MONDAY.date() + timedelta(weeks=week)
        if move is None:
            exceptions.append(exception(day, cancelled=True))
        else:
            at = MONDAY + timedelta(weeks=week, days=move[0])
            exceptions.append(exception(day, start=at, end=at + timedelta(hours=move[1])))
    first = MONDAY.date() + timedelta(days=offset)
    last = first + timedelta(days=length)
    everything = held(series, date(2026, 1, 1), date(2027, 12, 31), *exceptions)
    assert len(everything) == 9 - sum(move is None for move in changes.values())
    moment = timedelta(microseconds=1)
    expected = [
        each
        for each in everything
        if each.start.date() <= last and max(each.start, each.end - moment).date() >= first
    ]
    assert held(series, first, last, *exceptions) == expected
