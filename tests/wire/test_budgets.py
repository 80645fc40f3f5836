"""What the real program sends to a real terminal for what people do all day; times are for the benchmarks."""

import pytest

from benchmarks.workbench.measuring import (
    DOWN,
    PAGE_DOWN,
    RIGHT,
    ROSTER,
    cell_edit_bytes,
    cursor_bytes,
    idle_bytes,
    megabytes,
    open_board,
)

FIRST_PAINT = 16_000
ACROSS, ALONG = 400, 1000
EDIT = {"80x24": 600, "80x24 truecolour": 600, "160x50": 1200}
MEGABYTES = 120.0
REPAINT = b"\x0c"


def test_a_first_paint_over_a_thin_line_then_silence(sample):
    with open_board(sample, remote=True) as line:
        assert "Requests waiting: 1" in line.text
        assert len(line.sent) <= FIRST_PAINT
        assert b"38;2;" not in line.sent
        assert idle_bytes(line) == 0


@pytest.mark.parametrize("size", EDIT)
def test_a_step_and_an_edit_of_one_cell_send_little(opened, size):
    line = opened[size]
    across, down = cursor_bytes(line)
    assert across <= ACROSS
    assert down <= ALONG
    assert cell_edit_bytes(line) <= EDIT[size]


def test_a_desk_is_no_burden_to_a_small_machine(opened):
    own, started = megabytes(opened["80x24"])
    assert own <= MEGABYTES
    assert started == 0


def test_what_was_spared_leaves_the_screen_as_if_all_had_been_sent(sample):
    with open_board(sample, remote=True) as line:
        for keys in (ROSTER, DOWN + RIGHT, PAGE_DOWN, b"?", b"\x1b", b"1\t"):
            line.press(keys, quiet=1.0)
            spared = line.text
            line.screen.erase_in_display(2)
            assert len(line.press(REPAINT)) > 0
            assert line.text == spared
