"""Finding a record by its key, or by the beginning of its key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.api.keys_typed import LEAST_OF_KEY, having_key

KEYS = ("abcd", "abcde", "abcx1", "q")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("abcd", ("abcd",)),
        ("abcde", ("abcde",)),
        (" ABCX ", ("abcx1",)),
        ("abc", ()),
        ("q", ("q",)),
        ("", ()),
        ("   ", ()),
        ("abcz", ()),
    ],
)
def test_a_whole_key_goes_before_its_beginnings_and_few_letters_name_nothing(typed, found):
    assert having_key(KEYS, typed, str) == found


@given(st.lists(st.text("abc", min_size=1, max_size=8), unique=True), st.text("abc", max_size=8))
def test_whatever_is_found_begins_with_what_was_typed(keys, typed):
    found = having_key(keys, typed, str)
    assert all(each.startswith(typed) for each in found)
    if typed in keys:
        assert found == (typed,)
    elif len(typed) >= LEAST_OF_KEY:
        assert set(found) == {each for each in keys if each.startswith(typed)}
    else:
        assert found == ()
