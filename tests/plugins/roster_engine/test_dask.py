"""A real Dask cluster of two workers on this machine, one of which is killed while it works."""

import os
import signal
import socket
import sys
import time
from concurrent.futures import CancelledError

import pytest

import dutydesk
from dutydesk_roster.engine import EngineFailed, GenerateJob, check
from dutydesk_roster.engine.bureau import arrange_all
from dutydesk_roster.engine.cluster import Cluster
from dutydesk_roster.engine.executors import open_executor
from dutydesk_roster.engine.failure import failure_of
from dutydesk_roster.engine.local_processes import LocalProcesses
from tests.plugins.roster_engine.months import squadron_month

distributed = pytest.importorskip("distributed")

DESKS = 12


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
    ) as made:
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


def test_a_call_that_ends_its_worker_each_time_is_given_up(cluster):
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        client.run_on_scheduler(allow_failures, 0)
        client.wait_for_workers(2, timeout=20)
        with open_executor(cluster.scheduler_address) as executor:
            future = executor.submit(os._exit, 7)
            with pytest.raises(distributed.scheduler.KilledWorker) as killed:
                future.result(30)
            assert executor.submit(pow, 2, 3).result(20) == 8
        client.run_on_scheduler(allow_failures, 3)
    assert str(failure_of(killed.value)) == "The roster search ended its process each time it was begun."
    with pytest.raises(RuntimeError):
        executor.submit(pow, 2, 3)


def allow_failures(count, dask_scheduler):
    dask_scheduler.allowed_failures = count


def test_a_scheduler_that_goes_is_told_for_each_desk():
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
    ) as short:
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


def test_another_version_on_the_workers_is_told(cluster, monkeypatch):
    monkeypatch.setattr(dutydesk, "__version__", "99.1")
    with pytest.raises(EngineFailed, match=r"DutyDesk on the worker .* expected 99\.1"):
        Cluster(cluster.scheduler_address)


def test_a_scheduler_without_workers_is_told():
    with (
        distributed.LocalCluster(n_workers=0, processes=True, dashboard_address="127.0.0.1:0") as empty,
        pytest.raises(
            EngineFailed, match="the scheduler has no workers; expected some started with `dask worker"
        ),
    ):
        Cluster(empty.scheduler_address, seconds=0.3)


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


@pytest.mark.parametrize("address", ["tcp://", "tcp://scheduler", "tcp://scheduler:port"])
def test_an_address_without_host_and_port_is_told(address):
    with pytest.raises(EngineFailed, match="no Dask scheduler answers there"):
        open_executor(address)


def test_without_the_package_what_to_install_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EngineFailed, match=r'pip install "dutydesk\[cluster\]"'):
        open_executor("tcp://127.0.0.1:8786")
