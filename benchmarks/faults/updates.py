"""Several processes that count in the same record at once: none may lose what another counted."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.faults.children import Child, Say, end_all
from benchmarks.faults.desks import SHARED, new_desk, opened, scratch, torn
from benchmarks.faults.trial import Outcome, Trial
from dutydesk.api import StaleChange
from dutydesk.domain import Person

_PROCESSES = 4
_WHO_AND_WHEN = re.compile(r"counter-\d changed this at \d{4}-\d\d-\d\d \d\d:\d\d \(count\)")


def run(count: int, seed: int, make: Callable[[Path], Path] = new_desk, figures: str = "") -> Outcome:
    """Let each process count up `count` times; `figures` begins the names of the figures."""
    del seed
    with scratch() as place:
        folder = make(place / "desk")
        children = [_counter(folder, number, count) for number in range(_PROCESSES)]
        statuses = end_all(children)
        said = [line for child in children for line in child.lines]
        with opened(folder) as desk:
            person = desk.table(Person).get(SHARED)
            entries = sum(1 for head in desk.journal(limit=10**9) if head.who.startswith("counter"))
            complaints = torn(desk)
    wanted = _PROCESSES * count
    kept = int(person.phone) if person is not None else 0
    nameless = [line for line in said if line != "done" and not _WHO_AND_WHEN.match(line)]
    failures = [f"{wanted - kept} of {wanted} updates are lost"] if kept != wanted else []
    if entries != wanted:
        failures.append(f"the journal has {entries} entries for {wanted} updates")
    failures += [f"a refusal does not say who and when: {line}" for line in nameless]
    failures += [f"a process ended with status {status}" for status in statuses if status]
    return Outcome(
        count,
        (*failures, *complaints),
        {
            f"{figures}updates": wanted,
            f"{figures}lost_updates": wanted - kept,
            f"{figures}stale_refused": sum(1 for line in said if line != "done"),
            f"{figures}refused_without_a_name": len(nameless),
        },
    )


def _counter(folder: Path, number: int, count: int) -> Child:
    """Return a process that counts up, and says each refusal and each success."""

    def work(say: Say) -> None:
        with opened(folder, f"counter-{number}") as desk:
            done = 0
            while done < count:
                seen = desk.table(Person).get(SHARED)
                if seen is None:
                    raise LookupError(SHARED)
                try:
                    with desk.change("count") as change:
                        change.replace(replace(seen, phone=str(int(seen.phone) + 1)))
                except StaleChange as refused:
                    say(str(refused))
                else:
                    done += 1
                    say("done")

    return Child(work)


UPDATES = Trial(
    name="updates",
    what=f"{_PROCESSES} processes change one record at once, each as often",
    promise="no update is lost: whoever comes late is refused, and told who was first and when",
    full_count=1_000,
    unit="updates each",
    run=run,
)
