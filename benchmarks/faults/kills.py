"""Killing those who write, one of two or both at once."""

import itertools
import random
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.faults.children import Child
from benchmarks.faults.desks import new_desk, opened, scratch, torn
from benchmarks.faults.trial import Outcome, Trial
from benchmarks.faults.writers import Heard, lost, partly_done, writer

_PER_DESK = 100
_MOST_CHANGES = 2
_LONGEST_SECONDS = 0.01


def run(count: int, seed: int, make: Callable[[Path], Path] = new_desk, figures: str = "") -> Outcome:
    """Kill `count` writers, two of whom always write at once; `figures` begins the names of the figures."""
    dice = random.Random(seed)
    acknowledged = 0
    losses: list[str] = []
    tears: list[str] = []
    with scratch() as place:
        for number, first in enumerate(range(0, count, _PER_DESK)):
            folder = make(place / f"desk-{number}")
            heard = _kill(folder, min(_PER_DESK, count - first), dice)
            acknowledged += sum(len(each.done) for each in heard)
            with opened(folder) as desk:
                losses += lost(desk, heard)
                tears += torn(desk) + partly_done(desk)
    return Outcome(
        count,
        (*losses, *tears),
        {
            f"{figures}kills": count,
            f"{figures}acknowledged": acknowledged,
            f"{figures}lost": len(losses),
            f"{figures}torn": len(tears),
        },
    )


def _kill(folder: Path, count: int, dice: random.Random) -> list[Heard]:
    """Kill `count` writers, and return what each was told, that of whoever was left at the end included."""
    heard: list[Heard] = []
    writing: list[tuple[str, Child]] = []
    names = (f"w{number}" for number in itertools.count())

    def kill_one() -> None:
        name, child = writing.pop(dice.randrange(len(writing)))
        heard.append(Heard(name, child.kill()[1:]))

    try:
        while len(heard) < count:
            while len(writing) < 2:
                name = next(names)
                writing.append((name, writer(folder, name, dice.randrange(10**9))))
            for _name, child in writing:
                child.wait_for_lines()
            _name, busy = dice.choice(writing)
            busy.wait_for_lines(len(busy.lines) + dice.randint(1, _MOST_CHANGES))
            time.sleep(dice.uniform(0, _LONGEST_SECONDS))
            for _ in range(min(dice.choice((1, 2)), count - len(heard))):
                kill_one()
    finally:
        while writing:
            kill_one()
    return heard


KILLS = Trial(
    name="kills",
    what="a process is killed (`kill -9`) while two write",
    promise="every acknowledged change is there, no other, and the journal is whole",
    full_count=1_000,
    unit="kills",
    run=run,
)
