"""People who write without pause: what each says it has done must be in the journal ever after."""

import itertools
import random
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks.faults.children import Child, Say
from benchmarks.faults.desks import SHARED, opened
from dutydesk.api import UndoRefused
from dutydesk.desk import OpenDesk
from dutydesk.domain import Absence, Person

_MANY = 40
_DAY = date(2026, 11, 2)


def writer(folder: Path, name: str, seed: int) -> Child:
    """Return a process that changes the desk as `name` until it is killed.

    Its first line says that the desk is open, each further one is of a change that the desk has accepted:
    the kind of its journal entry and what that says.
    """

    def work(say: Say) -> None:
        with opened(folder, name) as desk:
            say("open")
            dice = random.Random(f"{seed} {name}")
            for number in itertools.count():
                say(_change(desk, f"{name}-{number}", dice))

    return Child(work)


def _change(desk: OpenDesk, key: str, dice: random.Random) -> str:
    """Change something, and return the kind of the journal entry and its reason, which counts its rows."""
    chance = dice.random()
    if chance < 0.1:
        with suppress(UndoRefused):
            return f"undo {desk.undo().why}"
    many = chance > 0.8
    rows = _MANY if many else 3
    why = f"{key} {rows} rows"
    with desk.change(why) as change:
        if many:
            for number in range(rows):
                change.add(_leave(f"{key}-{number}", dice))
        else:
            change.add(Person(id=key, name=key, note="x" * dice.randrange(900)))
            change.add(_leave(key, dice))
            shared = change.table(Person).get(SHARED)
            if shared is not None:
                change.replace(replace(shared, phone=key))
    return f"change {why}"


def _leave(key: str, dice: random.Random) -> Absence:
    return Absence(id=key, person=SHARED, first=_DAY, last=_DAY, note="x" * dice.randrange(700))


@dataclass(frozen=True, slots=True)
class Heard:
    """Whom the desk knows as `name`, and what they were told is done, in order."""

    name: str
    done: Sequence[str]


def lost(desk: OpenDesk, heard: Iterable[Heard], *, later: bool = False) -> list[str]:
    """Return what was acknowledged and is not in the journal, and what is there that was not.

    A change can be there whose writer was killed before it could say so. With `later` they have gone on
    writing since they were heard.
    """
    entries: dict[str, list[str]] = {}
    complaints: list[str] = []
    for head in reversed(desk.journal(limit=10**9)):
        entries.setdefault(head.who, []).append(f"{head.kind} {head.why}")
    for each in heard:
        kept = entries.get(each.name, [])
        if kept[: len(each.done)] != list(each.done):
            complaints.append(f"{each.name} was told of {len(each.done)} changes, and some are not there")
        if len(kept) > len(each.done) + 1 and not later:
            complaints.append(f"{each.name} has {len(kept) - len(each.done)} changes that nobody asked for")
    return complaints


def partly_done(desk: OpenDesk) -> list[str]:
    """Return the entries that hold fewer or more rows than their change made."""
    complaints = []
    for head in desk.journal(limit=10**9):
        entry = desk.journal_entry(head.number)
        words = head.why.split()
        if entry is not None and words[-1:] == ["rows"] and len(entry.rows) != int(words[-2]):
            complaints.append(f"entry {head.number} has {len(entry.rows)} rows: {head.why}")
    return complaints
