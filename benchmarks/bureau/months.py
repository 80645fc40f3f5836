"""The months of a whole town, in processes of this machine and on a Dask cluster of this machine."""

import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

from distributed import LocalCluster

from benchmarks.bureau.town import Town, closing_bureau
from dutydesk.api import MonthAsked
from dutydesk.bureau.desk_places import DeskPlace
from dutydesk.bureau.months import Months
from dutydesk.executors import LocalProcesses, cores, open_executor


@contextmanager
def local() -> Iterator[Executor]:
    """Give a process for each core."""
    with LocalProcesses(cores(), tries=3) as executor:
        yield executor


@contextmanager
def cluster() -> Iterator[Executor]:
    """Give a Dask cluster with a worker for each core."""
    with LocalCluster(
        n_workers=cores(), threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
    ) as found:
        executor = open_executor(found.scheduler_address)
        try:
            yield executor
        finally:
            executor.shutdown(cancel_futures=True)


def month_figures(
    made: Town, places: tuple[DeskPlace, ...], executor: Executor, seconds: float
) -> dict[str, float]:
    """Arrange and keep the coming month at every desk, and return what that took.

    `busy` is the share of the cores' time that went into searches, `busy_with_parent` with what reads the
    desks and keeps the rosters; `occupied` is the share of time in which a worker had a search at hand.
    `machine_busy` is that of all that ran on this machine: where it is well above `busy`, others took
    the cores.
    """
    asked = MonthAsked(first=made.coming.first, last=made.coming.last, seconds=seconds, seed=1, again=True)
    size = cores()
    with closing_bureau(made.folder) as bureau:
        began, parent, machine = time.perf_counter(), time.process_time(), _machine()
        done = list(Months(bureau, asked, applies=True).arrange(places, executor, size))
        wall, parent = time.perf_counter() - began, time.process_time() - parent
    worked, idle = (after - before for before, after in zip(machine, _machine(), strict=True))
    faults = [each.fault for each in done if each.fault]
    if faults or len(done) != len(places):
        raise RuntimeError(faults[0] if faults else f"{len(done)} of {len(places)}")
    work = sum(each.cpu_seconds for each in done)
    return {
        "desks": len(done),
        "open": sum(each.outcome.open for each in done if each.outcome is not None),
        "broken": sum(each.outcome.broken for each in done if each.outcome is not None),
        "seconds": round(wall, 1),
        "search_cpu_seconds": round(work, 1),
        "parent_cpu_seconds": round(parent, 1),
        "occupied": round(sum(each.seconds for each in done) / (wall * size), 3),
        "busy": round(work / (wall * size), 3),
        "busy_with_parent": round((work + parent) / (wall * size), 3),
        "machine_busy": round(worked / max(worked + idle, 1), 3),
    }


def _machine() -> tuple[int, int]:
    """Return the ticks in which this machine's cores have worked and been idle so far."""
    ticks = [int(each) for each in Path("/proc/stat").read_text(encoding="ascii").split("\n")[0].split()[1:]]
    idle = ticks[3] + ticks[4]
    return sum(ticks) - idle, idle
