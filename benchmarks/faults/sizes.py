"""Windows of any size, changed at any moment: the program stays alive and shows again what it showed."""

import re
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random

from benchmarks.faults.desks import scratch
from benchmarks.faults.hostile_desk import found_plain_desk
from benchmarks.faults.trial import Outcome, Trial
from benchmarks.workbench.line import REMOTE, Line

FULL = 200
WIDEST, HIGHEST = 500, 200
STANDS = "On duty now"
USUAL = (80, 24)
EDGES = ((1, 1), (WIDEST, HIGHEST), (1, HIGHEST), (WIDEST, 1), (2, 2), (20, 5))
_F2, _F3, _ENTER = b"\x1bOQ", b"\x1bOR", b"\r"
_AREAS = (*(bytes([key]) for key in b"1234567890"), _F2, _F3)
_FORMS = {
    5: (b"n", b"e"),
    6: (b"n", b"e"),
    7: (b"n", b"e"),
    11: (_ENTER, b"a"),
    12: (b"e", b"p", b"t"),
}
"""Keys that open a form or another screen, by the number of the area.

These are calendar, people, tasks, registers and summary.
"""

_OVERLAYS = (b"?", b"/", b"\x10", b"h")
_STEPS = (
    b"\t",
    b"\x1b[B",
    b"\x1b[A",
    b"\x1b[C",
    b"\x1b[D",
    b"\x1b[6~",
    b"\x1b[5~",
    b"\x1b[H",
    b"\x1b[F",
    b"\x1b[Z",
)
_ESCAPE, _REPAINT, _LEAVE, _HOME, _NEXT_LIST = b"\x1b", b"\x0c", b"q", b"\x1b[H", b"\t"
_MOST_LISTS = 6
"""Of an area: each is scrolled back to its beginning, whatever was done in it."""

_FAULT = re.compile(rb"Something went wrong|! Fault|Traceback")
_LONGEST = 60.0


def run(count: int, seed: int) -> Outcome:
    """Change the size `count` times, beginning with the smallest and the largest windows."""
    dice = Random(seed)
    failures: list[str] = []
    with scratch() as place:
        folder = found_plain_desk(place / "desk")
        home = place / "home"
        (home / "dutydesk").mkdir(parents=True)
        (home / "dutydesk" / "tour-shown").touch()
        environ = {**REMOTE, **{f"XDG_{kind}_HOME": str(home) for kind in ("CONFIG", "STATE", "DATA")}}
        with Line.of_desk(folder, columns=1, lines=1, environ=environ) as line:
            failures += _resized(line, dice, count)
            if not failures:
                with Line.of_desk(folder, environ=environ) as fresh:
                    failures += _unlike(line, fresh)
                failures += _left(line)
        if count >= FULL:
            failures += _opened_at(folder, environ, WIDEST, HIGHEST)
    return Outcome(count, tuple(failures), {"resizes": count, "lost_screens": len(failures)})


def _resized(line: Line, dice: Random, count: int) -> list[str]:
    """Change the size of a window at every area, with forms and overlays open, and press keys between.

    The program was opened in the smallest window that there is.
    """
    line.read(quiet=1.0)
    line.resize(*USUAL)
    line.wait_for(STANDS)
    for number in range(count):
        area = dice.randrange(len(_AREAS))
        _press(line, _AREAS[area])
        opening = dice.choice((*_OVERLAYS, *_FORMS.get(area + 1, ()) * 3, b""))
        _press(line, opening)
        size = EDGES[number] if number < len(EDGES) else _size(dice)
        line.resize(*size)
        _press(line, dice.choice(_STEPS))
        if dice.randrange(2):
            line.resize(*_size(dice))
            _press(line, dice.choice(_STEPS))
        if not line.is_alive():
            return [f"it ended at {size} in area {area + 1} after {opening!r}:\n{bytes(line.sent[-1500:])!r}"]
        if _FAULT.search(bytes(line.sent)):
            return [f"a fault at {size} in area {area + 1} after {opening!r}: {_said(line)}"]
        for _time in range(3):
            _press(line, _ESCAPE)
    line.resize(*USUAL)
    for _time in range(3):
        line.press(_ESCAPE, quiet=0.1)
    line.press(_AREAS[0])
    return []


def _press(line: Line, keys: bytes) -> None:
    """Type, and read what comes at once; more may still come while the next key is typed."""
    line.type(keys)
    line.read(quiet=0.04, limit=2.0)


def _unlike(line: Line, fresh: Line) -> list[str]:
    """Return in what the screen differs from that of a program whose window was never changed."""
    fresh.wait_for(STANDS)
    for each in (line, fresh):
        for _list in range(_MOST_LISTS):
            _press(each, _HOME)
            _press(each, _NEXT_LIST)
    end = time.monotonic() + _LONGEST
    while time.monotonic() < end:
        line.screen.reset()
        line.press(_REPAINT, quiet=0.5)
        if _shown(line) == _shown(fresh):
            return []
    return [f"another screen than a fresh one:\n{_shown(fresh)}\n{_shown(line)}"]


def _left(line: Line) -> list[str]:
    """Tell the program to leave, and return whether it did not."""
    line.type(_LEAVE)
    end = time.monotonic() + _LONGEST
    while line.is_alive() and time.monotonic() < end:
        line.read(quiet=0.1, limit=0.5)
    return ["it did not leave when it was told to"] if line.is_alive() else []


def _shown(line: Line) -> str:
    """Return the screen once it stands, without the numbers of a clock that goes on."""
    line.read(quiet=0.5)
    return re.sub(r"\d", "#", line.text)


def _said(line: Line) -> str:
    """Return what the program said of a fault."""
    sent = bytes(line.sent)
    found = _FAULT.search(sent)
    at = 0 if found is None else found.start()
    return re.sub(
        r"\x1b\[[^A-Za-z]*[A-Za-z]", "", sent[max(0, at - 20) : at + 1500].decode("utf-8", "replace")
    )[:400]


def _size(dice: Random) -> tuple[int, int]:
    """Return a size; small ones, which leave no room for anything, are as likely as large ones."""
    return round(WIDEST ** dice.random()), round(HIGHEST ** dice.random())


def _opened_at(folder: Path, environ: Mapping[str, str], columns: int, lines: int) -> list[str]:
    """Open the desk in a window of a size, and then make it a usual one."""
    with Line.of_desk(folder, columns=columns, lines=lines, environ=environ) as line:
        line.read(quiet=2.0)
        line.resize(*USUAL)
        try:
            line.wait_for(STANDS)
        except TimeoutError:
            return [f"opened at {columns}x{lines}, it shows:\n{line.text}"]
        return [f"a fault, opened at {columns}x{lines}"] if _FAULT.search(bytes(line.sent)) else []


SIZES = Trial(
    name="sizes",
    what=f"the terminal's window is given any size from 1x1 to {WIDEST}x{HIGHEST}, in every area",
    promise="the program is alive, answers, and shows again what it showed",
    full_count=FULL,
    unit="resizes",
    section="Input",
    run=run,
)
