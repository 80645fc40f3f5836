"""Names and texts made to do harm, wherever a person can put one, and what a terminal then gets to read."""

import json
import os
import time
from pathlib import Path

from benchmarks.faults.desks import scratch
from benchmarks.faults.hostile_desk import found_plain_desk, make_hostile
from benchmarks.faults.hostile_texts import HALVES, TEXTS, obeyed, raw
from benchmarks.faults.spoken_commands import call, calls
from benchmarks.faults.trial import Outcome, Trial
from benchmarks.workbench.line import REMOTE, Line

PARTS = 10
"""Of the keys and commands of the whole program, one in so many is tried in each part."""

COLUMNS, LINES = 80, 24
PROGRAM = Path(__file__).with_name("walking_program.py")
_LONGEST = 900.0
_ENDED = 7


def run(count: int, seed: int) -> Outcome:
    """Try so many parts of all keys and commands, on a desk whose texts are all hostile."""
    shares = [(seed + number) % PARTS for number in range(min(count, PARTS))]
    with scratch() as place:
        made = make_hostile(found_plain_desk(place / "plain"), place / "desk", seed)
        walked, screens, pressed = _walk(made.folder, place / "report.json", shares)
        written, called = _call(made.folder, place, shares)
    return Outcome(
        len(shares),
        (*walked, *written),
        {
            "hostile_keys": pressed,
            "hostile_screens": screens,
            "hostile_commands": called,
            "hostile_places": len(made.columns) + made.settings,
            "hostile_texts": len(TEXTS) + len(HALVES),
            "escapes": len(walked) + len(written),
        },
    )


def _walk(folder: Path, report: Path, shares: list[int]) -> tuple[list[str], int, int]:
    """Let the terminal walk through the desk, and read what it sends."""
    end = time.monotonic() + _LONGEST
    arguments = (str(PROGRAM), str(folder), str(report), str(PARTS), *map(str, shares))
    with Line(arguments, columns=COLUMNS, lines=LINES, environ=REMOTE) as line:
        while not report.exists() and line.is_alive() and time.monotonic() < end:
            line.read(quiet=0.3, limit=2.0)
        line.read(quiet=0.3, limit=2.0)
        sent, screen = bytes(line.sent), line.text
    failures = [f"the terminal was sent {each}" for each in obeyed(sent, COLUMNS, LINES)]
    if not report.exists():
        return [*failures, f"the program ended early; the screen shows:\n{screen.strip()[-2000:]}"], 0, 0
    found = json.loads(report.read_text(encoding="utf-8"))
    failures += [f"a fault: {fault}" for fault in found["faults"]]
    failures += [f"read as markup on {place}: {text}" for text, place in found["eaten"].items()]
    if not any(":zmark" in name for name in found["shown"]) or len(found["shown"]) < len(found["areas"]):
        failures.append(f"hardly a hostile text was shown: {found['shown']}")
    return failures, len(found["screens"]), found["keys"]


def _call(folder: Path, place: Path, shares: list[int]) -> tuple[list[str], int]:
    """Call the commands of these parts, and read what they write."""
    out = place / "out"
    out.mkdir()
    os.chdir(out)  # what a hostile name of a file makes is made here, in a process of the trial's own
    failures: list[str] = []
    called = 0
    for number, words in enumerate(calls(folder, out)):
        if number % PARTS not in shares:
            continue
        written = call(folder, *words)
        called += 1
        shown = " ".join(word[:30] for word in words)
        failures += [f"{shown!r}: {each}" for each in filter(None, (written.fault,))]
        failures += [f"{shown!r} wrote {each}" for each in (*raw(written.out), *raw(written.err))]
        if "--json" in words and written.out:
            json.loads(written.out)
    for actor in (*HALVES.values(), TEXTS["eight-bit"]):
        for words in (("tasks", "add", "x"), ("history",)):
            written = call(folder, *words, actor=actor)
            called += 1
            failures += [f"as {actor!r}: {each}" for each in filter(None, (written.fault, *raw(written.out)))]
    return failures, called


NAMES = Trial(
    name="names",
    what="names and texts made to do harm, in every place where a person can put one",
    promise="no crash, no escape sequence reaches the terminal, and nothing is read as markup",
    full_count=PARTS,
    unit="tenths of all keys and commands",
    section="Input",
    run=run,
)
