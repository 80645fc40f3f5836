"""A real Dask cluster of two workers on this machine, one of which is killed while it works."""

import os
import signal
import socket
import sys

import pytest

import dutydesk
from dutydesk_roster.engine import EngineFailed, GenerateJob, check
from dutydesk_roster.engine.bureau import arrange_all
from dutydesk_roster.engine.cluster import Cluster
from dutydesk_roster.engine.executors import open_executor
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
    return {f"desk{seed}": squadron_month(5, 1, 2, 7, seed=seed) for seed in range(count)}


def assignments(outcomes):
    return {desk: solution.assignments for desk, solution in outcomes.items()}


def test_a_bureau_loses_nothing_when_a_worker_is_killed_half_way(cluster):
    asked = desks(DESKS)
    alone = dict(arrange_all(asked, open_executor("inline"), seconds=0.2, seed=7))
    executor = open_executor(cluster.scheduler_address)
    found = {}
    try:
        for desk, solution in arrange_all(asked, executor, seconds=0.2, seed=7):
            assert desk not in found
            found[desk] = solution
            if len(found) == DESKS // 2:
                os.kill(next(iter(pids(executor).values())), signal.SIGKILL)
    finally:
        executor.shutdown(cancel_futures=True)
    assert all(check(asked[desk], solution.assignments) == () for desk, solution in found.items())
    assert assignments(found) == assignments(alone)


def test_one_larger_roster_through_the_cluster(cluster):
    asked = squadron_month(16, 3, 3, 28)
    with GenerateJob(asked, seconds=6, settle_seconds=1, engine=cluster.scheduler_address) as job:
        found = job.result(60)
    assert sum(one.missing for one in found.unfilled) == 0
    assert check(asked, found.assignments) == ()


def test_a_call_that_ends_its_worker_each_time_fails_for_itself_only(cluster):
    executor = open_executor(cluster.scheduler_address)
    try:
        with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=20)
        assert executor.submit(pow, 2, 3).result(20) == 8
    finally:
        executor.shutdown()
    with pytest.raises(RuntimeError):
        executor.submit(pow, 2, 3)


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
