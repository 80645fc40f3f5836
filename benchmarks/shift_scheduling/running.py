"""Run the roster engine on an instance."""

import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.shift_scheduling.checker import check
from benchmarks.shift_scheduling.instance import Instance, read
from benchmarks.shift_scheduling.mapping import problem_of, roster_of
from dutydesk_roster.engine.patterns.arrange import Report, arrange


@dataclass(frozen=True, slots=True)
class Result:
    """What a run gave, the objective and the number of violations being the checker's."""

    instance: str
    objective: int
    bound: float | None
    violations: int
    seconds: float
    roster: dict[str, list[str]]


def run_patterns(path: Path, seconds: float, seed: int, began: float, report: Report | None = None) -> Result:
    """Solve the file by patterns, in two processes, within `seconds` from `began` (time.monotonic)."""
    instance = read(path)
    problem = problem_of(instance)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        left = seconds - (time.monotonic() - began)
        found = arrange(problem, seconds=left, seed=seed, executor=executor, report=report)
        executor.shutdown(wait=False, cancel_futures=True)
    return result_of(instance, roster_of(instance, found.roster), found.bound, began)


def result_of(instance: Instance, roster: dict[str, list[str]], bound: float | None, began: float) -> Result:
    """Return the checker's word on a roster."""
    verdict = check(instance, roster)
    return Result(
        instance.name, verdict.objective, bound, len(verdict.violations), time.monotonic() - began, roster
    )
