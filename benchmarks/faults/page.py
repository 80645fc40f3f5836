"""The page of promises: what was tried, how often, and what came of it."""

import os
import platform
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from benchmarks.faults.children import Child, Say
from benchmarks.faults.trial import Outcome, Trial

_MOST_SHOWN = 3
_TOP = """# What DutyDesk withstands

This page is made by `python -m benchmarks.faults --report docs/reliability.md` and never edited by hand: each
line is a promise, how often it was put to the test, and what came of it. The same trials are tests in
`tests/faults/`; the ordinary suite runs a tenth of the full counts, `make soak` all of them.

Tried on {day}: {machine}.
"""
_BOTTOM = """
## What is not promised

- **Loss of power was not tried.** A killed process leaves to the system what it has written; a machine that
  loses power does not. Every change is sent to the disk before it is acknowledged (write-ahead log,
  `synchronous=FULL`; files by fsync before and after the renaming), but disks that say so too early exist.
  Keep backups on another machine.
- **A bit that flips on the disk is not always found.** SQLite's `integrity_check` looks at the structure of
  its file, not at every letter in it. `dutydesk doctor` holds each record against the journal as well, but
  nothing stands against the journal itself. A backup from before is the remedy.
- **A disk that can only be read shows what is on it.** Where the last changes stand only in the log beside
  the database and the log's index is gone, the desk says so and does not open; on a disk that can be written
  it does, with everything.
- The counts are of kills at random moments, not a proof; the seed is printed, the moments are the machine's.
"""


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial, what came of it, and how long it took."""

    trial: Trial
    outcome: Outcome
    seconds: float

    @classmethod
    def of(cls, trial: Trial, count: int, seed: int) -> "Tried":
        """Run a trial in a process of its own, so that none is in the way of another.

        Raises:
            KeyboardInterrupt: somebody wants it to end.
        """
        begun = time.monotonic()

        def work(say: Say) -> None:
            say(msgspec.json.encode(trial.run(count, seed)).decode())

        child = Child(work, heeds_interrupts=True)
        try:
            status = child.end()
        except KeyboardInterrupt:
            child.interrupt()
            child.end()
            raise
        if child.lines and not status:
            outcome = msgspec.json.decode(child.lines[-1], type=Outcome)
        else:
            outcome = Outcome(0, (f"the trial itself ended with status {status}",))
        return cls(trial, outcome, time.monotonic() - begun)

    @property
    def result(self) -> str:
        """What came of it, in a word."""
        if self.outcome.skipped:
            return f"not tried: {self.outcome.skipped}"
        return f"broken {len(self.outcome.failures)} times" if self.outcome.failures else "held"

    @property
    def counted(self) -> str:
        """The figures, in a line."""
        return ", ".join(
            f"{name.replace('_', ' ')} {value:,}" for name, value in self.outcome.figures.items()
        )


def write_page(file: Path, tried: Sequence[Tried], day: date) -> None:
    """Write the page."""
    parts = [_TOP.format(day=day.isoformat(), machine=_machine())]
    for section in dict.fromkeys(each.trial.section for each in tried):
        parts.append(f"\n## {section}\n")
        parts.append("| What happens | What is promised | Tried | Result | Counted |\n|---|---|---|---|---|")
        parts += [_row(each) for each in tried if each.trial.section == section]
        parts += [
            f"\n`{each.trial.name}`: {failure}"
            for each in tried
            if each.trial.section == section
            for failure in each.outcome.failures[:_MOST_SHOWN]
        ]
    file.write_text("\n".join(parts) + "\n" + _BOTTOM, encoding="utf-8")


def _row(tried: Tried) -> str:
    count = f"{tried.outcome.count:,} {tried.trial.unit}"
    if tried.outcome.count < tried.trial.full_count:
        count += f" (in full {tried.trial.full_count:,})"
    cells = (tried.trial.what, tried.trial.promise, count, f"**{tried.result}**", tried.counted)
    return "| " + " | ".join(each.replace("|", "\\|") for each in cells) + " |"


def _machine() -> str:
    cores = os.cpu_count() or 1
    kernel = ".".join(platform.release().split("-")[0].split(".")[:2])
    return (
        f"{cores} processor {'core' if cores == 1 else 'cores'}, {platform.system()} {kernel}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
