"""Killing those who write a file, at any moment of the writing."""

import random
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.faults.children import Child, Say
from benchmarks.faults.desks import new_desk, scratch
from benchmarks.faults.file_kinds import OTHER_KINDS, TOML_KINDS, FileKind, left_behind
from benchmarks.faults.trial import Outcome, Trial


def run_toml(count: int, seed: int) -> Outcome:
    """Kill `count` writers of TOML."""
    return _run(count, seed, TOML_KINDS, "toml")


def run_others(count: int, seed: int) -> Outcome:
    """Kill `count` writers of other files."""
    return _run(count, seed, OTHER_KINDS, "file")


def _run(count: int, seed: int, kinds: Sequence[FileKind], figures: str) -> Outcome:
    dice = random.Random(seed)
    halves: list[str] = []
    litter: list[str] = []
    unfinished = 0
    with scratch() as place:
        template = new_desk(place / "template")
        for number in range(count):
            kind = kinds[number % len(kinds)]
            folder = Path(shutil.copytree(template, place / f"desk-{number}"))
            done, seen = _kill(kind, folder, dice)
            halves += [f"{kind.name}: {each}" for each in (*seen, *kind.halves(folder, done))]
            unfinished += bool(left_behind(folder))
            with kind.writing(folder) as write:
                write(done + 2)
            litter += [f"{kind.name}: {each} is left for good" for each in left_behind(folder)]
            shutil.rmtree(folder)
    return Outcome(
        count,
        (*halves, *litter),
        {
            f"{figures}_kills": count,
            f"{figures}_kills_half_way": unfinished,
            f"{figures}_half": len(halves),
            f"{figures}_litter": len(litter),
        },
    )


def _kill(kind: FileKind, folder: Path, dice: random.Random) -> tuple[int, list[str]]:
    """Kill one who writes, and return how many files it had done and what a reader found half meanwhile."""

    def work(say: Say) -> None:
        with kind.writing(folder) as write:
            say("begun")
            number = 0
            while True:
                number += 1
                write(number)
                say(str(number))

    child = Child(work)
    halves: list[str] = []
    try:
        child.wait_for_lines()
        until = time.monotonic() + dice.uniform(0, kind.longest_seconds)
        while kind.is_quick and time.monotonic() < until:
            halves += kind.halves(folder, None)
        time.sleep(max(0.0, until - time.monotonic()))
    finally:
        lines = child.kill()
    return len(lines) - 1, halves


TOML = Trial(
    name="toml-kills",
    what="a process is killed while it writes a TOML file",
    promise="the file is the old or the new one, never half of one; what was left is swept next time",
    full_count=500,
    unit="kills",
    run=run_toml,
)
FILES = Trial(
    name="file-kills",
    what="a process is killed while it writes a table, an attached file, calendars or a backup",
    promise="the same",
    full_count=200,
    unit="kills",
    run=run_others,
)
