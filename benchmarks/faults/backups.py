"""Backups that are written while two people write, each restored and looked through."""

import json
import random
from pathlib import Path

from click.testing import CliRunner

from benchmarks.faults.desks import new_desk, opened, scratch, torn
from benchmarks.faults.trial import Outcome, Trial
from benchmarks.faults.writers import Heard, lost, partly_done, writer
from dutydesk.api import JournalEntry
from dutydesk.cli.doctor import doctor
from dutydesk.cli.main import dutydesk
from dutydesk.desk import OpenDesk
from dutydesk.exchange.desk_backup import restore_backup, write_backup

_PER_DESK = 25
_ALL = 10**9


def run(count: int, seed: int) -> Outcome:
    """Write `count` backups while two write without pause, and restore each."""
    dice = random.Random(seed)
    failures: list[str] = []
    entries = 0
    with scratch() as place:
        for first in range(0, count, _PER_DESK):
            folder = new_desk(place / f"desk-{first}")
            found, kept = _back_up(folder, min(_PER_DESK, count - first), dice)
            failures += found
            entries += kept
    return Outcome(
        count,
        tuple(failures),
        {"backups": count, "backups_not_whole": len(failures), "entries_restored": entries},
    )


def _back_up(folder: Path, count: int, dice: random.Random) -> tuple[list[str], int]:
    writing = {name: writer(folder, name, dice.randrange(10**9)) for name in ("one", "two")}
    acknowledged: list[list[Heard]] = []
    try:
        for number in range(count):
            for child in writing.values():
                child.wait_for_lines(len(child.lines) + 1)
            acknowledged.append([Heard(name, tuple(child.lines[1:])) for name, child in writing.items()])
            with opened(folder) as desk:
                write_backup(desk, folder.parent / f"{folder.name}-{number}.zip")
    finally:
        for child in writing.values():
            child.kill()
    with opened(folder) as desk:
        journal = _journal(desk)
    failures: list[str] = []
    entries = 0
    for number, heard in enumerate(acknowledged):
        restored = folder.parent / f"{folder.name}-{number}"
        restore_backup(folder.parent / f"{folder.name}-{number}.zip", restored)
        with opened(restored) as desk:
            kept = _journal(desk)
            failures += [f"backup {number}: {each}" for each in (*torn(desk), *partly_done(desk))]
            failures += [f"backup {number}: {each}" for each in lost(desk, heard, later=True)]
        if kept != journal[: len(kept)]:
            failures.append(f"backup {number}: its journal is not the beginning of the desk's")
        failures += [f"backup {number}: {each}" for each in _doctor(restored)]
        entries += len(kept)
    return failures, entries


def _journal(desk: OpenDesk) -> list[JournalEntry]:
    return list(reversed(desk.journal(limit=_ALL)))


def _doctor(folder: Path) -> list[str]:
    done = CliRunner().invoke(dutydesk, ["--desk", str(folder), doctor.name or "", "--json"])
    try:
        found = json.loads(done.stdout)["findings"]
    except (ValueError, KeyError):
        return [f"doctor ended with status {done.exit_code}: {done.exception!r} {done.output.strip()[-200:]}"]
    return [f"doctor found: {each}" for each in found]


BACKUPS = Trial(
    name="backups",
    what="`dutydesk backup` while two processes write without pause, and `dutydesk restore`",
    promise="the desk that comes back is whole, as of one moment, and `dutydesk doctor` finds nothing",
    full_count=100,
    unit="backups",
    run=run,
)
