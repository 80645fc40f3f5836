"""Times of the engine on a squadron's month.

Run as python -m tests.plugins.roster_engine.measure 26 6 3 31 [SEED ...].
"""

import sys
import time
from datetime import timedelta

import msgspec

from dutydesk_roster.engine import GenerateJob, Measure, check, targets
from dutydesk_roster.engine.repair import repair
from dutydesk_roster.engine.replacements import rank_replacements
from tests.plugins.roster_engine.months import away, squadron_month


def measure(size, seed):
    asked = squadron_month(*size, seed=seed)
    started = time.monotonic()
    with GenerateJob(asked, seed=seed) as job:
        found = job.result()
    yield f"generate {time.monotonic() - started:.2f} s, {found.status}"
    yield f"cost {found.objective:.0f}, bound {found.bound:.0f}"
    missing = sum(one.missing for one in found.unfilled)
    yield f"open {missing}, breaches {len(check(asked, found.assignments))}"
    wanted = targets(asked)
    for each in Measure:
        off = [each.of(burden) - wanted[each][key] for key, burden in found.fairness.items()]
        yield f"{each}: {min(off):+.1f} to {max(off):+.1f} around each person's share"
    started = time.monotonic()
    rank_replacements(asked, found.assignments, found.assignments[len(found.assignments) // 2])
    yield f"replacements {time.monotonic() - started:.3f} s"
    for index in (3, 7, 8):
        first = asked.first + timedelta(days=len({one.day for one in asked.slots}) // 2)
        last = first + timedelta(days=2)
        ill = msgspec.structs.replace(asked, busy=(*asked.busy, away(asked.people[index].key, first, last)))
        started = time.monotonic()
        again = repair(ill, found.assignments, first, last)
        yield (
            f"repair of 3 days {time.monotonic() - started:.2f} s, {again.status}, "
            f"{len(again.changes)} changes, open {sum(one.missing for one in again.unfilled)}"
        )


if __name__ == "__main__":
    (*numbers,) = (int(argument) for argument in sys.argv[1:])
    for seed in numbers[4:] or [1]:
        for line in measure(numbers[:4] or (26, 6, 3, 31), seed):
            sys.stdout.write(f"{seed}: {line}\n")
