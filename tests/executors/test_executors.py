"""Where calls are done: in this thread, in processes that may die, and nowhere else."""

import os
from concurrent.futures import CancelledError

import pytest

from dutydesk.executors import ExecutorUnavailable, LocalProcesses, WorkerDied, open_executor
from tests.executors.calls import Unreadable, await_file, die_once, own_processes
from tests.executors.processes import is_running, wait_for


@pytest.fixture
def two():
    executor = LocalProcesses(2, tries=2)
    yield executor
    executor.shutdown(cancel_futures=True)


def test_inline_works_in_this_process_and_carries_what_is_raised():
    with open_executor("inline") as executor:
        assert executor.submit(os.getpid).result() == os.getpid()
        with pytest.raises(ZeroDivisionError):
            executor.submit(divmod, 1, 0).result()
    with pytest.raises(RuntimeError):
        executor.submit(os.getpid)


def test_local_starts_no_process_before_there_is_a_call_and_works_in_others():
    with open_executor("local") as executor:
        assert executor.pids == ()
        assert executor.submit(os.getpid).result() == executor.pids[0] != os.getpid()
        assert list(executor.map(pow, (2, 3), (2, 2))) == [4, 9]
    assert executor.pids == ()
    with pytest.raises(RuntimeError):
        executor.submit(os.getpid)


def test_processes_are_used_again_and_never_more_than_asked_for(two, tmp_path):
    assert two.submit(os.getpid).result() == two.submit(os.getpid).result()
    waiting = [two.submit(await_file, tmp_path / "go") for _ in range(5)]
    wait_for(lambda: len(two.pids) == 2)
    (tmp_path / "go").touch()
    assert {one.result() for one in waiting} <= set(two.pids)


def test_what_a_call_raises_is_raised_here_and_the_process_goes_on(two):
    with pytest.raises(ZeroDivisionError):
        two.submit(divmod, 1, 0).result()
    with pytest.raises(ValueError, match="nothing of a number"):
        two.submit(Unreadable).result()
    before = two.pids
    assert two.submit(os.getpid).result() in before


def test_a_call_whose_process_dies_is_done_again_and_the_others_never_notice(two, tmp_path):
    other = two.submit(await_file, tmp_path / "go")
    assert two.submit(die_once, tmp_path / "marker", "done").result(20) == "done"
    (tmp_path / "go").touch()
    assert other.result(20) in two.pids


def test_a_call_that_always_ends_its_process_is_given_up_and_the_next_is_done(two):
    with pytest.raises(WorkerDied, match="exit status 7"):
        two.submit(os._exit, 7).result(20)
    assert two.submit(pow, 2, 3).result(20) == 8


def test_an_idle_process_that_was_killed_is_replaced(two):
    pid = two.submit(os.getpid).result()
    os.kill(pid, 9)
    wait_for(lambda: not is_running(pid))
    assert two.submit(os.getpid).result(20) not in {pid, os.getpid()}


def test_shutting_down_with_cancel_ends_what_runs_and_drops_what_waits(two, tmp_path):
    running = [two.submit(await_file, tmp_path / "never") for _ in range(4)]
    wait_for(lambda: len(two.pids) == 2)
    pids = two.pids
    two.shutdown(cancel_futures=True)
    assert not any(is_running(pid) for pid in pids)
    assert all(isinstance(one.exception(), WorkerDied) for one in running[:2])
    for one in running[2:]:
        with pytest.raises(CancelledError):
            one.result()


def test_the_processes_of_a_killed_process_end_too(tmp_path):
    note = tmp_path / "note"
    executor = LocalProcesses(1)
    executor.submit(own_processes, note)
    wait_for(note.exists)
    wait_for(note.read_text)
    grandchildren = [int(line) for line in note.read_text().split()]
    assert grandchildren
    assert all(is_running(pid) for pid in grandchildren)
    executor.shutdown(cancel_futures=True)
    wait_for(lambda: not any(is_running(pid) for pid in grandchildren))


def test_an_engine_that_is_not_known_is_told_with_what_is():
    with pytest.raises(
        ExecutorUnavailable, match='engine = "remote" is not known; expected "inline", "local" or'
    ):
        open_executor("remote")
