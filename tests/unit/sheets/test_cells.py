"""What cells and headings mean, however people and their programs write them."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.sheets.cells import WrongCell, clock_of, day_of, span_of, text_of
from dutydesk.sheets.headings import find_columns


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("14:00", time(14)),
        ("9:05", time(9, 5)),
        ("９：０５", time(9, 5)),
        ("14.30", time(14, 30)),
        ("14时30分", time(14, 30)),
        ("8点", time(8)),
        ("08:00:00", time(8)),
        (0.5, time(12)),
        (0.3125, time(7, 30)),
        (datetime(2026, 1, 1, 7, 30), time(7, 30)),  # noqa: DTZ001
        (None, None),
        ("  ", None),
    ],
)
def test_a_time_of_day_is_read(cell, expected):
    assert clock_of(cell) == expected


@pytest.mark.parametrize("cell", ["25:00", "8:61", "noon", "8", 1.5, True, "14:00-15:00"])
def test_no_time_of_day_is_guessed(cell):
    with pytest.raises(WrongCell, match="no time of day"):
        clock_of(cell)


@pytest.mark.parametrize(
    "text", ["14:00-14:45", "14:00 – 14:45", "14:00—14:45", "14:00~14:45", "14：00至14：45"]
)
def test_a_span_is_read(text):
    assert span_of(text) == (time(14), time(14, 45))


@pytest.mark.parametrize("text", ["14:45-14:00", "14:00-14:00", "14:00", "-", "14:00-15:00-16:00"])
def test_no_span_ends_before_it_begins(text):
    with pytest.raises(WrongCell):
        span_of(text)


def test_an_empty_span_is_none():
    assert span_of(None) is None


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_time_comes_back_as_text_and_as_the_part_of_a_day(at):
    assert clock_of(f"{at:%H:%M}") == at
    assert clock_of((at.hour * 60 + at.minute) / 1440) == at


@given(st.text() | st.floats() | st.integers() | st.booleans() | st.none())
def test_any_cell_is_read_or_refused_in_words(cell):
    refusals = []
    for read in (text_of, day_of, clock_of, span_of):
        try:
            read(cell)
        except WrongCell as wrong:
            refusals.append(str(wrong))
    assert all(refusals)


def test_headings_are_known_by_any_of_their_names_and_the_first_of_two_counts():
    found = find_columns(
        ("日 期", "Activity (title)", "date", "", "Colour"),
        {"day": ("day", "date", "日期"), "title": ("activity", "活动")},
    )
    assert found.of_field == {"day": 0, "title": 1}
    assert found.ignored == ("date", "Colour")
    assert day_of("2026年3月30日") == date(2026, 3, 30)
