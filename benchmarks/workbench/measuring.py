"""What a person at a desk waits for, measured on the real program: start, keys, bytes, memory."""

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.workbench.line import LOCAL, REMOTE, ROOT, Line, resident_megabytes

BARE = ROOT / "benchmarks" / "workbench" / "bare.py"
BOARD_STANDS, SHELL_STANDS, BARE_STANDS = "Due:", b"Opening the desk", b"Standing by"
RIGHT, LEFT, UP, DOWN = b"\x1b[C", b"\x1b[D", b"\x1b[A", b"\x1b[B"
PAGE_UP, PAGE_DOWN, HOME = b"\x1b[5~", b"\x1b[6~", b"\x1b[H"
ROSTER = b"2"
KEY_RUN = (RIGHT, DOWN, RIGHT, DOWN, LEFT, DOWN, RIGHT, UP, DOWN, PAGE_DOWN, LEFT, UP, RIGHT, DOWN, PAGE_UP)
"""Keys of someone who looks about: one in eight turns a page."""

IDLE_SECONDS = 10.0
_MINUTE = 60
_OF_THE_CLOCK = 2.0
"""Seconds of a minute in which what is sent is the clock's, and the time left of duties."""


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds from starting a program to its first paint, and to the board of the desk."""

    bare: float
    first_paint: float
    board: float


def measure_start(desk: Path, runs: int) -> Start:
    """Start a bare Textual app and the desk by turns; the first of each warms the disk and is left out."""
    bare, first, board = [], [], []
    for _run in range(runs + 1):
        with Line([str(BARE)]) as line:
            bare.append(line.wait_for_bytes(BARE_STANDS))
        with Line.of_desk(desk) as line:
            first.append(line.wait_for_bytes(SHELL_STANDS))
            board.append(line.wait_for(BOARD_STANDS))
    return Start(*(statistics.median(times[1:]) * 1000 for times in (bare, first, board)))


def open_board(desk: Path, *, remote: bool, columns: int = 80, lines: int = 24) -> Line:
    """Open a desk and wait until its board stands and nothing more comes."""
    line = Line.of_desk(desk, columns=columns, lines=lines, environ=REMOTE if remote else LOCAL)
    line.wait_for(BOARD_STANDS)
    line.read(quiet=1.0)
    return line


def open_roster(desk: Path, *, remote: bool, columns: int = 80, lines: int = 24) -> Line:
    """Open the roster of a desk."""
    line = open_board(desk, remote=remote, columns=columns, lines=lines)
    turn_to_roster(line)
    return line


def turn_to_roster(line: Line) -> None:
    """Turn to the roster, and step once, so that what is drawn on the first step is drawn."""
    line.press(ROSTER, quiet=1.0)
    line.press(DOWN)
    line.press(UP)


def cursor_bytes(line: Line) -> tuple[int, int]:
    """Return the bytes of a step across and of one down, the most of several; no step turns to other days."""
    line.press(LEFT)
    line.press(LEFT)
    across = max(len(line.press(key)) for key in (RIGHT, LEFT, RIGHT, LEFT))
    down = max(len(line.press(key)) for key in (DOWN, UP, DOWN, UP))
    return across, down


def cell_edit_bytes(line: Line) -> int:
    """Return all the bytes of clearing a cell, or of typing a shift's code into it: whichever is more.

    What is drawn anew for it counts too: the rules it breaks, and the counters of its row and its day.

    Raises:
        RuntimeError: typing changed nothing on the screen, so that nothing was measured.
    """
    cleared = line.press(b"\x1b[3~", quiet=0.6)
    before = line.text
    typed = line.press(b"n", quiet=0.6) + line.press(b"\r", quiet=0.6)
    if line.text == before:
        raise RuntimeError(f"typing a shift changed nothing:\n{before}")
    return max(len(cleared), len(typed))


def idle_bytes(line: Line, seconds: float = IDLE_SECONDS) -> int:
    """Return what is sent in so many seconds in which nobody does anything, but for the clock's minute."""
    line.read(quiet=1.0)
    sent = 0
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        got = line.read(quiet=min(left, 0.2), limit=min(left, 0.2))
        if time.time() % _MINUTE > _OF_THE_CLOCK:
            sent += len(got)
    return sent


def wait_within_minute(line: Line, seconds: float) -> None:
    """Read on until the clock on the screen stands still for so many seconds: they lie within one minute."""
    while (past := time.time() % _MINUTE) < _OF_THE_CLOCK or past > _MINUTE - seconds:
        line.read(quiet=0.2, limit=0.2)


def key_milliseconds(line: Line, keys: int) -> list[float]:
    """Return the processor time that each of so many keys costs, until its last byte is sent."""
    costs = []
    for number in range(keys):
        line.read(quiet=0.1)
        before = line.cpu_seconds()
        line.type(KEY_RUN[number % len(KEY_RUN)])
        line.read(quiet=0.08)
        costs.append((line.cpu_seconds() - before) * 1000)
    return costs


def ninety_fifth(values: list[float]) -> float:
    """Return the value that 95 of 100 stay within."""
    return sorted(values)[min(len(values) - 1, -(-95 * len(values) // 100) - 1)]


def megabytes(line: Line) -> tuple[float, float]:
    """Return the memory of the terminal's own process, and of what it has started."""
    return line.resident_megabytes(), sum(resident_megabytes(child) for child in line.children())
