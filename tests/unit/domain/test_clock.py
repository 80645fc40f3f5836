"""Lengths of time as a stopwatch shows them and as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.domain import parse_stopwatch, stopwatch_text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2:10", 130),
        ("0:05", 5),
        ("130", 130),
        ("75:00", 4500),
        ("1:02:10", 3730),
        (" 2.10 ", 130),
        ("２：１０", 130),
    ],
)
def test_what_people_type(text, seconds):
    assert parse_stopwatch(text) == seconds


@pytest.mark.parametrize("text", ["", "soon", "2:60", "1:60:00", "-2:10", "2:10:", "٢:١٠", "1:2:3:4"])
def test_what_is_no_such_time_is_told_in_one_line(text):
    with pytest.raises(ValueError, match="is no time such as 2:10") as caught:
        parse_stopwatch(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (59.6, "1:00"), (130, "2:10"), (3730, "1:02:10"), (-8, "-0:08"), (-0.2, "0:00")],
)
def test_how_it_is_shown(seconds, text):
    assert stopwatch_text(seconds) == text


@given(st.integers(0, 99 * 3600))
def test_what_is_shown_is_read_back(seconds):
    assert parse_stopwatch(stopwatch_text(seconds)) == seconds
