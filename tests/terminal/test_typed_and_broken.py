"""Numbers and texts as they are typed into forms, and long texts broken into rows of a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.tui.widgets import TableRow, broken_row, kept_lines, one_line, whole_number, width_of


@pytest.mark.parametrize("text", ["1", "12", "720", "007"])
def test_a_number_within_its_bounds_is_right(text):
    assert whole_number(720, 12, least=1)(text) == ""


@pytest.mark.parametrize("text", ["", "0", "721", "-1", "1.5", "12 ", "x", "\uff11\uff12", "9" * 5000])
def test_anything_else_is_told_with_an_example(text):
    assert whole_number(720, 12, least=1)(text) == "Type a number such as 12."


@given(st.text(st.sampled_from("ab \n"), max_size=20))
def test_a_text_that_is_not_touched_keeps_its_lines(text):
    assert "\n" not in one_line(text)
    assert kept_lines(one_line(text), text) == text
    assert kept_lines(one_line(text) + "x", text) == one_line(text) + "x"


@given(
    st.tuples(*[st.text(st.sampled_from("ab \u6f14\u7ec3"), max_size=60)] * 3),
    st.integers(10, 30),
)
def test_long_texts_go_on_below_and_nothing_is_lost(cells, room):
    first, *more = broken_row(TableRow("key", cells, "warning"), (room, 0, room))
    assert (first.key, first.follows) == ("key", False)
    assert [(each.key, each.follows) for each in more] == [
        (f"key+{n}", True) for n in range(1, len(more) + 1)
    ]
    assert {each.style for each in (first, *more)} == {"warning"}
    for column in (0, 2):
        lines = [each.cells[column] for each in (first, *more)]
        assert all(width_of(line) <= room for line in lines)
        assert "".join("".join(lines).split()) == "".join(cells[column].split())
    assert [each.cells[1] for each in (first, *more)] == [cells[1], *("" for _each in more)]
