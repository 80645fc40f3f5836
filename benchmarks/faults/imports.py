"""Files from outside that are damaged or made to do harm: tables, workbooks, calendars and settings.

Each copy is read just as the program reads it and, where nothing is wrong with it, kept on a real desk, and
then undone. Workbooks and calendars, which the program reads in a process of its own, are read here in forked
ones under the same limits, as to start a Python for each would take hours.
"""

import json
import os
import resource
import select
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.faults.children import Child, Say
from benchmarks.faults.desks import scratch
from benchmarks.faults.hostile_desk import found_small_desk, opened
from benchmarks.faults.imported import WAYS, Way
from benchmarks.faults.trial import Outcome, Trial
from dutydesk.api import DataProblem
from dutydesk.confined import MOST_MEMORY_BYTES, MOST_SECONDS
from dutydesk.desk import OpenDesk
from dutydesk.domain.text import UNSHOWN

FULL = 10_000
MOST_MEGABYTES = 1024
"""Above what the desk itself takes: the limit that a process has which reads files from outside."""

_LONGEST_LINE = 4000
_ROUND = 500


@dataclass(slots=True)
class _Told:
    """What has been told of the copies of a kind: how they ended, the worst of them, and what was wrong."""

    ends: Counter[str]
    slowest: float = 0.0
    megabytes: int = 0

    def take(self, line: str) -> str:
        """Count a copy, and return what was wrong with how it ended."""
        told = json.loads(line)
        self.ends[told["end"]] += 1
        self.slowest = max(self.slowest, told["seconds"])
        self.megabytes = max(self.megabytes, told["megabytes"])
        return f"copy {told['number']}: {told['why']}" if told["end"] == "fault" else ""


def run(kind: str, count: int, seed: int) -> Outcome:
    """Import `count` damaged copies of a kind of file."""
    way = WAYS[kind]
    told = _Told(Counter())
    failures: list[str] = []
    with scratch() as place:
        folder = found_small_desk(place / "desk")
        done = 0
        while done < count:
            until = min(count, done + _ROUND)
            child = Child(partial(_import_all, way, folder, seed, range(done, until)))
            heard = _heard(child)
            failures += filter(None, map(told.take, child.lines))
            done += len(child.lines)
            if not heard or done < until:
                told.ends["stopped"] += 1
                if not way.is_confined:
                    failures.append(f"copy {done}: it ended or held up the program itself")
                done += 1
    return Outcome(
        count,
        tuple(failures),
        {
            f"{kind}_kept": told.ends["kept"],
            f"{kind}_refused": told.ends["refused"],
            f"{kind}_stopped": told.ends["stopped"],
            f"{kind}_faults": len(failures),
            f"{kind}_slowest_ms": round(told.slowest * 1000),
            f"{kind}_most_mb": told.megabytes,
        },
    )


def _heard(child: Child) -> bool:
    """Hear a child until it ends; one that says nothing for longer than a file may take is ended."""
    while select.select([child.fileno()], [], [], MOST_SECONDS + 10)[0]:
        if not child.hear():
            return child.end() == 0
    with suppress(RuntimeError):
        child.kill()
    return False


def _import_all(way: Way, folder: Path, seed: int, numbers: range, say: Say) -> None:
    """Import the copies with these numbers, and say of each how it ended."""
    if way.is_confined:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES * 2, MOST_MEMORY_BYTES * 2))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    desk = opened(folder)
    begun_with = _megabytes()
    try:
        for number in numbers:
            dice = Random(f"{way.name} {seed} {number}")
            raw = way.copy(dice)
            if way.is_confined:
                signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
            start = time.process_time()
            end, why = _import(way, desk, raw, dice)
            signal.setitimer(signal.ITIMER_REAL, 0)
            say(
                json.dumps(
                    {
                        "number": number,
                        "end": end,
                        "why": why,
                        "seconds": time.process_time() - start,
                        "megabytes": max(0, _megabytes() - begun_with),
                    }
                )
            )
    finally:
        desk.close()


def _import(way: Way, desk: OpenDesk, raw: bytes, dice: Random) -> tuple[str, str]:
    """Return how importing a copy ended, and what was wrong with that."""
    before = desk.revision()
    try:
        lines = way.take(desk, raw, dice)
    except DataProblem as problem:
        lines = (str(problem),)
        if desk.revision() != before:
            return "fault", f"refused, and yet something was kept: {problem}"
    except (MemoryError, RecursionError) as error:
        if way.is_confined and desk.revision() == before:
            return "refused", ""
        return "fault", repr(error)
    except Exception as error:  # noqa: BLE001 - whatever else comes is what is looked for
        return "fault", _named(error)
    for line in lines:
        if not line or len(line) > _LONGEST_LINE or UNSHOWN.search(line):
            return "fault", f"no clear line: {line[:300]!r}"
    return ("refused", "") if lines else _taken_back(desk, before)


def _taken_back(desk: OpenDesk, before: int) -> tuple[str, str]:
    """Take back what was kept, which is one change or none."""
    after = desk.revision()
    if after - before > 1:
        return "fault", f"one import made {after - before} changes"
    if after != before:
        desk.undo()
    return "kept", ""


def _named(error: BaseException) -> str:
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    where = "" if at is None else f" at {Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}"
    return f"{type(error).__name__}: {str(error)[:200]}{where}"


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _trial(kind: str, what: str) -> Trial:
    return Trial(
        name=kind,
        what=what,
        promise="kept whole in one change, or refused in one clear line, within limits of time and memory",
        full_count=FULL,
        unit="damaged copies",
        section="Input",
        run=partial(run, kind),
    )


CSV = _trial("csv", "a damaged or malicious CSV file is imported: people, attendance, plans")
XLSX = _trial("xlsx", "a damaged or malicious workbook is imported")
ICS = _trial("ics", "a damaged or malicious calendar is imported")
SETTINGS = _trial("settings", "a damaged or malicious settings file, pack or plugin in TOML is read")
