"""How a duty grid shares out its room: names, days and counters in any width."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.tui.widgets import GridCell, GridColumn, GridFooter, GridModel, GridRow, width_of
from dutydesk.tui.widgets.grid_lines import WANTED_COLUMNS, cell_text, label_text, lay_out
from tests.terminal.grid_program import month_model


def model(days=31, name="欧阳明月欧阳明月", counters=("Hrs", "+/-", "Nt", "We"), widths=(4, 4)):
    return GridModel(
        rows=(GridRow("a", name, tuple("8" for _counter in counters)),),
        columns=tuple(GridColumn(str(n), "Mo", str(n)) for n in range(days)),
        counters=counters,
        counter_widths=(4, 5, 3, 3)[: len(counters)],
        cell_widths=widths,
    )


def test_names_are_cut_before_a_counter_goes_and_the_last_counter_goes_first():
    shown = {width: lay_out(model(), width) for width in (80, 76, 70, 64)}
    assert [len(shown[width].counters) for width in (80, 76, 70, 64)] == [4, 3, 1, 0]
    assert all(layout.columns >= WANTED_COLUMNS for layout in shown.values())
    assert lay_out(model(), 64).name == 8


@given(
    width=st.integers(0, 300),
    days=st.integers(0, 31),
    least=st.integers(2, 6),
    more=st.integers(0, 20),
    counters=st.lists(st.text(max_size=6), max_size=5),
)
def test_the_pieces_never_take_more_than_there_is(width, days, least, more, counters):
    made = lay_out(model(days, counters=tuple(counters), widths=(least, least + more)), width)
    used = made.name + made.days_width + made.blank + made.counters_width
    assert made.columns <= days
    assert least <= made.cell <= least + more
    assert made.cell == least or made.columns == days
    if width >= 8:
        assert used == width


def test_one_digit_more_in_a_counter_moves_nothing():
    narrow, wide = (
        lay_out(
            GridModel(
                (GridRow("a", "Li", (hours,)),), month_model().columns, counters=("Hrs",), counter_widths=(5,)
            ),
            80,
        )
        for hours in ("9", "160")
    )
    assert narrow == wide


@pytest.mark.parametrize(
    ("cell", "width", "expected"),
    [
        (GridCell("DMG", sign="!~*"), 4, "DMG!"),
        (GridCell("DMG", sign="!~*"), 6, "DMG!~ "),
        (GridCell("DMG", sign="!~*"), 8, "DMG!~*  "),
        (GridCell("DMG1", sign="!"), 4, "DM>!"),
        (GridCell("DMG", longer=("Day Main gate", "Day MG")), 4, "DMG "),
        (GridCell("DMG", longer=("Day Main gate", "Day MG")), 7, "Day MG "),
        (GridCell("DMG", sign="*", longer=("Day Main gate", "Day MG")), 7, "Day MG*"),
        (GridCell("DMG", sign="~*", longer=("Day Main gate",)), 16, "Day Main gate~* "),
        (GridCell("-3", sign="!", longer=("9/12",)), 4, "-3! "),
        (GridCell("-3", sign="!", longer=("1/4",)), 4, "1/4!"),
        (GridCell("", sign="~"), 4, "~   "),
        (GridCell("夜X", sign="*"), 4, "夜X*"),
    ],
)
def test_a_cell_shows_what_it_has_room_for_the_most_pressing_sign_first(cell, width, expected):
    assert cell_text(cell, width) == expected


@given(
    st.text(max_size=12), st.text(max_size=6), st.lists(st.text(max_size=12), max_size=3), st.integers(2, 20)
)
def test_a_cell_takes_its_width_whatever_it_holds(text, sign, longer, width):
    assert width_of(cell_text(GridCell(text, sign=sign, longer=tuple(longer)), width).rstrip()) <= width


def test_the_tail_of_a_name_stays_whole():
    row = GridRow("a", "Monitoring room 监控室", tail="N")
    assert label_text(row, 12) == "Monitorin> N"
    assert label_text(row, 30) == "Monitoring room 监控室 N" + " " * 6
    assert label_text(replace(row, brief="MR N"), 12) == "MR N" + " " * 8
    assert lay_out(GridModel((row,), footers=(GridFooter("All", ()),)), 80).name == 24


def test_long_names_take_what_the_days_leave_as_far_as_the_model_lets_them():
    week = model(5, "Lecture on accidents that happen on the way home", widths=(7, 14), counters=())
    assert lay_out(week, 119).name == 24
    longer = replace(week, most_name=40)
    assert lay_out(longer, 119).name == 40
    assert lay_out(longer, 119).columns == 5
    assert lay_out(longer, 58) == lay_out(week, 58)
