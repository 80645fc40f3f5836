"""Ctrl+C: held back where something must be whole, passed on at once elsewhere, and never lost."""

import os
import signal
import threading
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor

import pytest

from dutydesk.executors import InterruptsTo, LocalProcesses, Uninterrupted, outcome


def interrupt():
    signal.raise_signal(signal.SIGINT)


def test_an_interrupt_waits_until_the_outermost_block_is_left():
    done = []

    def working():
        with Uninterrupted():
            with Uninterrupted():
                interrupt()
                done.append("inner")
            interrupt()
            done.append("outer")
        done.append("after")

    with pytest.raises(KeyboardInterrupt):
        working()
    assert done == ["inner", "outer"]
    with pytest.raises(KeyboardInterrupt):
        interrupt()


def test_an_interrupt_is_not_lost_where_the_block_fails():
    def failing():
        with Uninterrupted():
            interrupt()
            raise ValueError

    with pytest.raises(KeyboardInterrupt) as caught:
        failing()
    assert isinstance(caught.value.__context__, ValueError)


def test_an_interrupt_can_mean_something_else():
    calls = []
    with InterruptsTo(lambda: calls.append("stop")):
        interrupt()
        interrupt()
    assert calls == ["stop", "stop"]
    with pytest.raises(KeyboardInterrupt):
        interrupt()


def test_another_thread_holds_nothing_back():
    inside, leave = threading.Event(), threading.Event()

    def elsewhere():
        with Uninterrupted():
            inside.set()
            leave.wait(20)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    inside.wait(20)
    try:
        with pytest.raises(KeyboardInterrupt):
            interrupt()
    finally:
        leave.set()
        thread.join()


def test_an_outcome_is_what_the_future_gives():
    with ThreadPoolExecutor(1) as pool:
        assert outcome(pool.submit(pow, 2, 3)) == 8
        with pytest.raises(ZeroDivisionError):
            outcome(pool.submit(divmod, 1, 0), 20)
    future = Future()
    with pytest.raises(TimeoutError):
        outcome(future, 0.01)
    future.cancel()
    with pytest.raises(CancelledError):
        outcome(future)


# One that another thread raises is noted and wakes nobody, as one is that comes right before the wait.
@pytest.mark.parametrize("interrupting", [lambda: os.kill(os.getpid(), signal.SIGINT), interrupt])
def test_an_interrupt_ends_the_wait_and_the_work_can_still_be_ended(interrupting):
    executor = LocalProcesses(1)
    future = executor.submit(time.sleep, 600)
    threading.Timer(0.1, interrupting).start()
    with pytest.raises(KeyboardInterrupt):
        outcome(future)
    assert not future.done()
    executor.shutdown(cancel_futures=True)
    assert executor.pids == ()
    assert future.done()
