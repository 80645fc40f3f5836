"""What is spared on a thin line must change nothing that stands on the screen."""

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from dutydesk.tui.sent_screen import SentScreen

COLUMNS, LINES = 24, 5
LOOKS = (
    None,
    Style.parse("default on default"),
    Style.parse("bold default on default"),
    Style.parse("color(9) on default"),
    Style.parse("underline default on default"),
    Style.parse("reverse"),
    Style.parse("#102030 on #c0ffee"),
)
TEXTS = st.text(st.sampled_from("ab 王李かé   "), min_size=1, max_size=COLUMNS)
PIECES = st.tuples(st.integers(0, COLUMNS - 1), st.integers(0, LINES - 1), TEXTS, st.sampled_from(LOOKS))


def terminal() -> tuple[pyte.Screen, pyte.Stream]:
    screen = pyte.Screen(COLUMNS, LINES)
    screen.reset_mode(pyte.modes.DECAWM)
    return screen, pyte.Stream(screen)


def strip_at(x: int, text: str, look: Style | None) -> Strip:
    return Strip([Segment(text, look)]).crop(0, COLUMNS - x)


def cells(screen: pyte.Screen) -> list[object]:
    """Return what a reader sees: a blank's letter colours are nothing to see."""
    seen: list[object] = []
    for y in range(LINES):
        for x in range(COLUMNS):
            cell = screen.buffer[y][x]
            if cell.data == " " and not (cell.underscore or cell.reverse):
                seen.append((" ", cell.bg))
            else:
                seen.append(cell)
    return seen


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=4), min_size=1, max_size=8))
def test_the_screen_is_the_same_as_if_everything_had_been_sent(frames):
    whole, whole_stream = terminal()
    spared, spared_stream = terminal()
    sent, size = SentScreen(), (COLUMNS, LINES)
    blank = [(0, y, Strip([Segment(" " * COLUMNS)])) for y in range(LINES)]
    console = Console(color_system="truecolor")
    for frame in ([], *frames):
        # As Textual does, every line that is touched is composed anew as a whole.
        lines = {y: blank[y][2] for _x, y, *_rest in frame} if frame else {y: s for _x, y, s in blank}
        for x, y, text, look in frame:
            piece = strip_at(x, text, look)
            left, right = lines[y].crop(0, x), lines[y].crop(x + piece.cell_length, COLUMNS)
            lines[y] = Strip.join([left, piece, right])
        pieces = [(0, y, strip) for y, strip in lines.items()]
        for _x, y, strip in pieces:
            whole_stream.feed(f"\x1b[{y + 1};1H{strip.render(console)}")
        spared_stream.feed("".join(sent.difference(pieces, size, ColorSystem.TRUECOLOR)))
    assert spared.display == whole.display
    assert cells(spared) == cells(whole)


def test_what_stands_there_already_is_not_sent_again_until_the_terminal_is_another():
    strips = [[Strip([Segment("Main gate", Style.parse("bold"))])], [Strip([Segment("Patrol   ")])]]
    update = LayoutUpdate(strips, Region(0, 0, 9, 2))
    sent, console = SentScreen(), Console(color_system="truecolor")
    first = sent.spared(update, (9, 2)).render_segments(console)
    assert "Main gate" in first
    assert sent.spared(update, (9, 2)).render_segments(console) == ""
    assert sent.spared(update, (10, 2)).render_segments(console) != ""
    sent.forget()
    assert sent.spared(update, (10, 2)).render_segments(console).count("Main gate") == 1


def test_a_change_in_the_middle_sends_its_cells_only():
    sent, size = SentScreen(), (40, 1)

    def line(text):
        return [(0, 0, Strip([Segment(text.ljust(40))]))]

    list(sent.difference(line("Li Wei stands at the main gate today"), size, ColorSystem.STANDARD))
    got = "".join(sent.difference(line("Li Wei stands at the east gate today"), size, ColorSystem.STANDARD))
    assert got == "\x1b[1;22Heast"
