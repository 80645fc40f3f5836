"""Measure the engine on a squadron's month.

Run as `python -m benchmarks.squadron --guards 60 --posts 8 --shifts 3 --seed 1 --json`. All times are of one
run: the engine's own, and with `--plain` those of CP-SAT alone on the same month.
"""

import argparse
import json
import statistics
import sys
import time
from datetime import timedelta
from random import Random

import msgspec

from benchmarks.squadron.month import SHIFTS, impossible, leave, squadron_month
from dutydesk.executors import open_executor
from dutydesk_roster.engine import (
    Problem,
    Progress,
    Solution,
    check,
    fairness_table,
    rank_replacements,
)
from dutydesk_roster.engine.explain import explain
from dutydesk_roster.engine.generate import generate
from dutydesk_roster.engine.repair import repair

_REPAIRS = 20
_REPLACEMENTS = 40


class Covering:
    """Notes when a search first had every head."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.seconds: float | None = None

    def __call__(self, progress: Progress) -> None:
        if progress.unfilled == 0 and self.seconds is None:
            self.seconds = time.monotonic() - self.started


def ninety_fifth(seconds: list[float]) -> float:
    """Return the time that 95 of 100 stay within."""
    return sorted(seconds)[min(len(seconds) - 1, -(-95 * len(seconds) // 100) - 1)]


def measure_repairs(problem: Problem, found: Solution, seed: int) -> tuple[list[float], list[int], int]:
    """Return seconds and changes of repairs of three-day absences, and how many are proved the fewest."""
    random = Random(seed)
    seconds, changes, proved = [], [], 0
    duties = [one for one in found.assignments if problem.first < one.day < problem.last - timedelta(days=4)]
    for one in random.sample(duties, min(_REPAIRS, len(duties))):
        first, last = one.day, one.day + timedelta(days=2)
        ill = msgspec.structs.replace(problem, busy=(*problem.busy, leave(one.person, first, last, "sick")))
        started = time.monotonic()
        again = repair(ill, found.assignments, first, last)
        seconds.append(time.monotonic() - started)
        changes.append(len(again.changes))
        proved += again.status == "optimal"
    return seconds, changes, proved


def measure_replacements(problem: Problem, found: Solution, seed: int) -> list[float]:
    """Return the seconds of ranking everyone for one cell, for some cells."""
    seconds = []
    for cell in Random(seed).sample(found.assignments, min(_REPLACEMENTS, len(found.assignments))):
        started = time.monotonic()
        rank_replacements(problem, found.assignments, cell)
        seconds.append(time.monotonic() - started)
    return seconds


def main() -> int:
    """Measure, and print one JSON document or a few lines."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.squadron", description=__doc__)
    parser.add_argument("--guards", type=int, default=60)
    parser.add_argument("--posts", type=int, default=8)
    parser.add_argument("--shifts", type=int, choices=sorted(SHIFTS), default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=20.0, help="the longest that generating may take")
    parser.add_argument("--plain", action="store_true", help="measure CP-SAT alone on the month too")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if min(asked.guards, asked.posts) < 1:
        parser.error("--guards and --posts must be 1 or more")
    problem = squadron_month(asked.guards, asked.posts, asked.shifts, asked.seed)
    covering = Covering()
    executor = open_executor("local")
    try:
        found = generate(problem, seconds=asked.seconds, seed=asked.seed, report=covering, executor=executor)
    finally:
        executor.shutdown(cancel_futures=True)
    repair_seconds, changes, proved = measure_repairs(problem, found, asked.seed)
    replacement_seconds = measure_replacements(problem, found, asked.seed)
    started = time.monotonic()
    explained = explain(impossible(problem, asked.seed), settle_seconds=0.0)
    figures: dict[str, object] = {
        "cover_seconds": covering.seconds,
        "unfilled": sum(one.missing for one in found.unfilled),
        "fairness": fairness_table(problem, found.assignments).number,
        "repair_p50": statistics.median(repair_seconds),
        "repair_p95": ninety_fifth(repair_seconds),
        "repair_changes": statistics.median(changes),
        "replacements_p95": ninety_fifth(replacement_seconds),
        "explain_seconds": time.monotonic() - started,
        "seconds": found.seconds,
        "objective": found.objective,
        "bound": found.bound,
        "breaches": len(check(problem, found.assignments)),
        "repairs_proved": f"{proved} of {len(changes)}",
        "explained": [[reason.text for reason in clash.reasons] for clash in explained.clashes],
    }
    if asked.plain:
        covering = Covering()
        plain = generate(problem, seconds=asked.seconds, seed=asked.seed, report=covering, plain=True)
        figures |= {
            "plain_cover_seconds": covering.seconds,
            "plain_seconds": plain.seconds,
            "plain_objective": plain.objective,
            "plain_bound": plain.bound,
        }
    if asked.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, figure in figures.items():
            print(f"{name}: {figure}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
