"""What the real program sends to a real terminal for what people do all day; times are for the benchmarks."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from benchmarks.workbench.line import LOCAL, REMOTE, Line
from benchmarks.workbench.measuring import (
    BOARD_STANDS,
    DOWN,
    PAGE_DOWN,
    RIGHT,
    ROSTER,
    cell_edit_bytes,
    cursor_bytes,
    idle_bytes,
    megabytes,
    open_board,
    turn_to_roster,
    wait_within_minute,
)

FIRST_PAINT = 16_000
IDLE_SECONDS = 5.0
ACROSS, ALONG = 400, 1000
MEGABYTES = 120.0
REPAINT = b"\x0c"


LINES = {
    "80x24": (600, REMOTE, {}),
    "80x24 truecolour": (600, LOCAL, {}),
    "160x50": (1200, REMOTE, {"columns": 160, "lines": 50}),
}
"""The most bytes for an edit, and the kind of line."""


def test_over_a_thin_line_little_is_sent_and_the_screen_is_as_if_all_had_been(sample):
    with open_board(sample, remote=True) as line:
        assert "Requests waiting: 1" in line.text
        assert len(line.sent) <= FIRST_PAINT
        assert b"38;2;" not in line.sent
        assert idle_bytes(line, IDLE_SECONDS) == 0
        for keys in (ROSTER, DOWN + RIGHT, PAGE_DOWN, b"?", b"\x1b", b"1\t"):
            line.press(keys, quiet=1.0)
            wait_within_minute(line, 5)
            spared = line.text
            line.screen.erase_in_display(2)
            assert len(line.press(REPAINT, quiet=1.0)) > 0
            assert line.text == spared
        own, started = megabytes(line)
        assert own <= MEGABYTES
        assert started == 0


def sent_for_steps_and_an_edit(line):
    line.wait_for(BOARD_STANDS)
    turn_to_roster(line)
    return *cursor_bytes(line), cell_edit_bytes(line)


def test_a_step_and_an_edit_of_one_cell_send_little(template, tmp_path):
    with ExitStack() as stack:
        opened = [
            stack.enter_context(
                Line.of_desk(shutil.copytree(template, tmp_path / name), environ=environ, **size)
            )
            for name, (_most, environ, size) in LINES.items()
        ]
        with ThreadPoolExecutor(len(opened)) as pool:
            sent = dict(zip(LINES, pool.map(sent_for_steps_and_an_edit, opened), strict=True))
    for name, (across, down, edited) in sent.items():
        most, _environ, _size = LINES[name]
        assert (across <= ACROSS, down <= ALONG, edited <= most) == (True, True, True), (name, sent[name])
