"""Arrange the months of many desks, and one large roster, on a Dask cluster of this machine.

Run as `python -m benchmarks.cluster --desks 50 --workers 2 --kill --json`. With `--kill` one worker process
is killed when half the desks are done, and another while the large roster is searched. Every desk is then
arranged once more in a single process, one after another, and compared: `same` counts those that came out
alike.
"""

import argparse
import json
import os
import signal
import sys
import time

from distributed import Client, LocalCluster, Scheduler

from benchmarks.squadron.month import squadron_month
from dutydesk.executors import LocalProcesses, open_executor
from dutydesk_roster.engine import EngineFailed, GenerateJob, Problem, Solution, check
from dutydesk_roster.engine.bureau import arrange_all

_GUARDS, _POSTS, _SHIFTS = 10, 2, 2
_LARGE = (36, 10, 3)
"""So few guards for so many posts that no roster covers every head, which takes the longest to prove."""


def kill_a_worker(address: str) -> int:
    """Kill one worker process of the cluster, and return its number."""
    with Client(address, set_as_default=False) as client:
        pid: int = min(client.run(os.getpid).values())
    os.kill(pid, signal.SIGKILL)
    return pid


def arrange_desks(
    desks: dict[str, Problem], address: str, seconds: float, *, kill: bool
) -> dict[str, Solution | EngineFailed]:
    """Return what comes of each desk on the cluster."""
    found: dict[str, Solution | EngineFailed] = {}
    executor = open_executor(address)
    try:
        for desk, outcome in arrange_all(desks, executor, seconds=seconds, seed=1):
            if desk in found:
                raise AssertionError(f"{desk} was done twice")
            found[desk] = outcome
            if kill and len(found) == len(desks) // 2:
                kill_a_worker(address)
    finally:
        executor.shutdown(cancel_futures=True)
    return found


def slice_seconds(dask_scheduler: Scheduler) -> float:
    """Return how long the cluster's workers have worked on slices of one roster."""
    prefix = dask_scheduler.task_prefixes.get("advance_line")
    return 0.0 if prefix is None else float(prefix.all_durations["compute"])


def slices_at_work(dask_scheduler: Scheduler) -> int:
    """Return how many slices of one roster the workers are at."""
    prefix = dask_scheduler.task_prefixes.get("advance_line")
    return 0 if prefix is None else int(prefix.states["processing"])


def arrange_large(problem: Problem, address: str, seconds: float, *, kill: bool) -> dict[str, object]:
    """Return how one large roster came out on the cluster; `cluster_seconds` are those of its workers."""
    started = time.monotonic()
    killed = 0
    with (
        Client(address, set_as_default=False) as client,
        GenerateJob(problem, seconds=seconds, seed=1, engine=address) as job,
    ):
        while kill and not killed and not job.done():
            if client.run_on_scheduler(slices_at_work):
                killed = kill_a_worker(address)
            time.sleep(0.05)
        solution = job.result()
        cluster_seconds = client.run_on_scheduler(slice_seconds)
    return {
        "guards": len(problem.people),
        "slots": len(problem.slots),
        "killed": int(killed > 0),
        "unfilled": sum(one.missing for one in solution.unfilled),
        "breaches": len(check(problem, solution.assignments)),
        "objective": solution.objective,
        "bound": solution.bound,
        "cluster_seconds": round(cluster_seconds, 2),
        "seconds": round(time.monotonic() - started, 2),
    }


def right(problem: Problem, outcome: Solution | EngineFailed) -> bool:
    """Tell whether a desk has a roster that breaks no hard rule."""
    return isinstance(outcome, Solution) and not any(one.hard for one in check(problem, outcome.assignments))


def main() -> int:
    """Measure, and print one JSON document or a few lines."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("--desks", type=int, default=50)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--seconds", type=float, default=0.2, help="deterministic units of search for each desk"
    )
    parser.add_argument("--large-seconds", type=float, default=12.0, help="the longest for the large roster")
    parser.add_argument("--kill", action="store_true", help="kill a worker half way")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if min(asked.desks, asked.workers) < 1:
        parser.error("--desks and --workers must be 1 or more")
    desks = {
        f"desk{seed:03}": squadron_month(_GUARDS, _POSTS, _SHIFTS, seed) for seed in range(1, asked.desks + 1)
    }
    with LocalCluster(
        n_workers=asked.workers, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
    ) as cluster:
        address = cluster.scheduler_address
        started = time.monotonic()
        found = arrange_desks(desks, address, asked.seconds, kill=asked.kill)
        seconds = time.monotonic() - started
        large = arrange_large(squadron_month(*_LARGE, 1), address, asked.large_seconds, kill=asked.kill)
    started = time.monotonic()
    with LocalProcesses(1) as single:
        alone = dict(arrange_all(desks, single, seconds=asked.seconds, seed=1))
    one_process_seconds = time.monotonic() - started
    done = {desk: one for desk, one in found.items() if isinstance(one, Solution)}
    figures: dict[str, object] = {
        "desks": len(desks),
        "done": len(done),
        "lost": len(desks) - len(done),
        "valid": sum(right(desks[desk], one) for desk, one in found.items()),
        "same": sum(
            isinstance(other := alone[desk], Solution) and other.assignments == one.assignments
            for desk, one in done.items()
        ),
        "workers": asked.workers,
        "killed": int(asked.kill),
        "seconds": round(seconds, 2),
        "one_process_seconds": round(one_process_seconds, 2),
        "failures": sorted({str(one) for one in found.values() if isinstance(one, EngineFailed)}),
        "large": large,
    }
    if asked.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, figure in figures.items():
            print(f"{name}: {figure}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
