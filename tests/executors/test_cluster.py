"""A real Dask cluster of two workers on this machine behind the standard interface."""

import os
import sys
import time
from concurrent.futures import CancelledError

import pytest

import dutydesk
from dutydesk.executors import Cluster, ExecutorUnavailable, open_executor
from tests.executors.local_cluster import local_cluster

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster():
    with local_cluster(2) as made:
        yield made


def test_a_call_that_ends_its_worker_each_time_is_given_up(cluster):
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        client.run_on_scheduler(allow_failures, 0)
        client.wait_for_workers(2, timeout=20)
        with open_executor(cluster.scheduler_address) as executor:
            future = executor.submit(os._exit, 7)
            with pytest.raises(distributed.scheduler.KilledWorker):
                future.result(30)
            assert executor.submit(pow, 2, 3).result(20) == 8
        client.run_on_scheduler(allow_failures, 3)
    with pytest.raises(RuntimeError):
        executor.submit(pow, 2, 3)


def allow_failures(count, dask_scheduler):
    dask_scheduler.allowed_failures = count


def test_a_scheduler_that_goes_drops_what_runs_and_takes_no_more():
    with local_cluster(1) as short:
        executor = open_executor(short.scheduler_address)
        waits = executor.submit(time.sleep, 60)
    try:
        with pytest.raises(CancelledError):
            waits.result(30)
        with pytest.raises(ExecutorUnavailable, match="the Dask scheduler no longer answers"):
            executor.submit(pow, 2, 3)
    finally:
        executor.shutdown(cancel_futures=True)


def test_another_version_on_the_workers_is_told(cluster, monkeypatch):
    monkeypatch.setattr(dutydesk, "__version__", "99.1")
    with pytest.raises(ExecutorUnavailable, match=r"DutyDesk on the worker .* expected 99\.1"):
        Cluster(cluster.scheduler_address)


def test_a_scheduler_without_workers_is_told():
    with (
        local_cluster(0) as empty,
        pytest.raises(
            ExecutorUnavailable, match="the scheduler has no workers; expected some started with `dask worker"
        ),
    ):
        Cluster(empty.scheduler_address, seconds=0.3)


@pytest.mark.parametrize("address", ["tcp://", "tcp://scheduler", "tcp://scheduler:port"])
def test_an_address_without_host_and_port_is_told(address):
    with pytest.raises(ExecutorUnavailable, match="no Dask scheduler answers there"):
        open_executor(address)


def test_without_the_package_what_to_install_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ExecutorUnavailable, match=r'pip install "dutydesk\[cluster\]"'):
        open_executor("tcp://127.0.0.1:8786")
