"""Processes of this machine behind the standard Executor interface."""

import contextlib
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar, cast

from dutydesk.executors.failure import WorkerDied
from dutydesk.executors.interruption import Uninterrupted
from dutydesk.executors.worker_process import WorkerProcess, packed_call

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class LocalProcesses(Executor):
    """Up to `size` processes, started as calls come in and kept for the next calls.

    A call whose process dies is done again in a fresh one, up to `tries` times in all, so it must be safe to
    do twice; the calls in the other processes go on undisturbed. With `ahead`, one process is started at
    once, and each does `ahead` before its first call, which then finds its modules loaded. Safe to use from
    any thread; an interrupt comes before a method or after it (see `outcome` for the wait).
    """

    def __init__(self, size: int, *, tries: int = 1, ahead: Callable[[], object] | None = None) -> None:
        self._size = size
        self._tries = tries
        self._ahead = None if ahead is None else packed_call(ahead, (), {})
        self._change = threading.Condition()
        self._waiting: deque[tuple[Future[object], bytes]] = deque()
        self._threads: list[threading.Thread] = []
        self._processes: list[WorkerProcess] = []
        self._free = 0
        self._closed = False
        self._killed = False
        if ahead is not None:
            with Uninterrupted(), self._change:
                self._add_thread()

    @property
    def size(self) -> int:
        """How many calls can be at work at a time."""
        return self._size

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that live, at work or ready for it."""
        with Uninterrupted(), self._change:
            return tuple(process.pid for process in self._processes if process.is_alive())

    def submit(
        self, fn: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Future[Result]:
        """Have `fn` called in a process; what is passed and returned is pickled.

        The future raises `WorkerDied` where the process dies, and `OSError` where none can be started.

        Raises:
            RuntimeError: the executor is shut down.
        """
        call = packed_call(fn, args, kwargs)
        future: Future[Result] = Future()
        with Uninterrupted(), self._change:
            if self._closed:
                raise RuntimeError("cannot schedule new futures after shutdown")
            self._waiting.append((cast("Future[object]", future), call))
            if self._free < len(self._waiting) and len(self._threads) < self._size:
                self._add_thread()
            self._change.notify()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; with `cancel_futures`, end also those at work, whose futures then fail."""
        with Uninterrupted():
            threads = self._close(kill=cancel_futures)
            if wait and cancel_futures:  # the work is dead, so they end at once
                for thread in threads:
                    thread.join()
        if wait:
            for thread in threads:
                thread.join()

    def _close(self, *, kill: bool) -> tuple[threading.Thread, ...]:
        with self._change:
            self._closed = True
            if kill:
                self._killed = True
                while self._waiting:
                    future, _call = self._waiting.popleft()
                    future.cancel()
                for process in self._processes:
                    process.kill()
            self._change.notify_all()
            return tuple(self._threads)

    def _add_thread(self) -> None:
        thread = threading.Thread(target=self._serve, name="worker", daemon=True)
        thread.start()
        self._threads.append(thread)

    def _serve(self) -> None:
        """Pass calls to one process after another, as long as there are any."""
        process: WorkerProcess | None = None
        if self._ahead is not None:
            with contextlib.suppress(OSError, WorkerDied):  # the first call will tell
                process = self._started()
        while (taken := self._take()) is not None:
            future, call = taken
            for left in reversed(range(self._tries)):
                try:
                    if process is not None and not process.is_alive():
                        self._forget(process)
                        process = None
                    if process is None:
                        process = self._started()
                    future.set_result(process.ask(call))
                except WorkerDied as error:
                    if left and not self._killed:
                        continue
                    future.set_exception(error)
                except BaseException as error:  # noqa: BLE001 - the future carries it to whoever waits
                    future.set_exception(error)
                break
        if process is not None:
            self._forget(process)

    def _take(self) -> tuple[Future[object], bytes] | None:
        """Wait for a call that is still wanted; None when there will be no more."""
        with self._change:
            while True:
                while self._waiting:
                    future, call = self._waiting.popleft()
                    if future.set_running_or_notify_cancel():
                        return future, call
                if self._closed:
                    return None
                self._free += 1
                self._change.wait()
                self._free -= 1

    def _started(self) -> WorkerProcess:
        with self._change:
            if self._killed:
                raise WorkerDied("shut down")
            process = WorkerProcess()
            self._processes.append(process)
        try:
            if self._ahead is not None:
                process.tell(self._ahead)
        except WorkerDied:
            self._forget(process)
            raise
        return process

    def _forget(self, process: WorkerProcess) -> None:
        process.close()
        with self._change:
            self._processes.remove(process)
