"""A real Dask cluster of two workers on this machine, one of which is killed while it works."""

import os
import signal
import socket
import time
from concurrent.futures import CancelledError

import pytest

from dutydesk.executors import LocalProcesses, open_executor
from dutydesk_roster.engine import EngineFailed, GenerateJob, check
from dutydesk_roster.engine.bureau import arrange_all
from dutydesk_roster.engine.failure import failure_of
from tests.executors.local_cluster import local_cluster
from tests.plugins.roster_engine.months import squadron_month

distributed = pytest.importorskip("distributed")

DESKS = 12


@pytest.fixture(scope="module")
def cluster():
    with local_cluster(2) as made:
        yield made


def pids(executor):
    return executor._client.run(os.getpid)


def desks(count):
    return {f"desk{seed}": squadron_month(9, 1, 2, 10, seed=seed, leave=False) for seed in range(count)}


def assignments(outcomes):
    return {desk: solution.assignments for desk, solution in outcomes.items()}


def test_a_bureau_loses_nothing_when_a_worker_is_killed_half_way(cluster):
    asked = desks(DESKS)
    with LocalProcesses(1) as single:
        alone = dict(arrange_all(asked, single, seconds=0.2, seed=7))
    executor = open_executor(cluster.scheduler_address)
    found = {}
    try:
        for desk, solution in arrange_all(asked, executor, seconds=0.2, seed=7):
            assert desk not in found
            found[desk] = solution
            if len(found) == DESKS // 3:
                os.kill(next(iter(pids(executor).values())), signal.SIGKILL)
    finally:
        executor.shutdown(cancel_futures=True)
    assert all(check(asked[desk], solution.assignments) == () for desk, solution in found.items())
    assert assignments(found) == assignments(alone)


def slices(dask_scheduler):
    """Return how many slices of a search are at work."""
    prefix = dask_scheduler.task_prefixes.get("advance_line")
    return 0 if prefix is None else prefix.states["processing"]


def test_one_larger_roster_through_the_cluster_outlives_a_worker(cluster):
    asked = squadron_month(10, 4, 3, 14)
    with (
        distributed.Client(cluster.scheduler_address, set_as_default=False) as client,
        GenerateJob(asked, seconds=8, settle_seconds=1, engine=cluster.scheduler_address) as job,
    ):
        client.wait_for_workers(2, timeout=20)
        while not client.run_on_scheduler(slices):
            assert not job.done()
            time.sleep(0.02)
        os.kill(min(client.run(os.getpid).values()), signal.SIGKILL)
        found = job.result(60)
    assert len(found.assignments) + sum(one.missing for one in found.unfilled) == len(asked.slots)
    assert found.bound >= asked.weights.uncovered
    assert check(asked, found.assignments) == ()


def test_a_scheduler_that_goes_is_told_for_each_desk():
    with local_cluster(1) as short:
        executor = open_executor(short.scheduler_address)
        waits = executor.submit(time.sleep, 60)
    try:
        with pytest.raises(CancelledError) as caught:
            waits.result(30)
        assert "scheduler is gone" in str(failure_of(caught.value))
        found = dict(arrange_all(desks(2), executor))
        assert [type(one) for one in found.values()] == [EngineFailed, EngineFailed]
    finally:
        executor.shutdown(cancel_futures=True)


def test_a_search_that_ended_its_worker_each_time_is_told_in_words():
    killed = distributed.scheduler.KilledWorker("advance_line", None, 3)
    assert str(failure_of(killed)) == "The roster search ended its process each time it was begun."


def test_where_no_scheduler_answers_it_is_told_in_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with (
            GenerateJob(squadron_month(2, 1, 2, 2), engine=address) as job,
            pytest.raises(EngineFailed, match=f'engine = "{address}": no Dask scheduler answers') as caught,
        ):
            job.result(30)
    assert "\n" not in str(caught.value)
