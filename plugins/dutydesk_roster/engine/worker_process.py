"""A worker process of the engine's own, behind the standard Executor interface.

A pool of `multiprocessing` cannot be started while Textual runs: Textual puts a stand-in with file number -1
in the place of standard error, and the pool hands that number on to its processes. A plain child process with
pipes has no such trouble, imports no main module again, cannot write to the terminal, and can be ended.
"""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

_POLL_SECONDS = 0.5
_ORPHANED = 3

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class WorkerDied(Exception):
    """The worker process ended without an answer."""


class WorkerProcess(Executor):
    """Runs each call in a fresh Python process; what is passed and returned is pickled.

    The process ends when the call does, when the executor is shut down with `cancel_futures`, or within a
    second of the end of the process that started it. Safe to use from any thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: list[subprocess.Popen[bytes]] = []
        self._threads: list[threading.Thread] = []
        self._closed = False

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that are at work."""
        with self._lock:
            return tuple(process.pid for process in self._running)

    def submit(
        self, fn: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Future[Result]:
        """Start `fn` in a new process.

        Raises:
            RuntimeError: the executor is shut down.
            OSError: the process cannot be started.
        """
        call = pickle.dumps((fn, args, kwargs))
        future: Future[Result] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the worker process is shut down")
            process = subprocess.Popen(  # noqa: S603 - this interpreter, with arguments of our own
                [sys.executable, "-P", "-m", __name__, str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                start_new_session=True,
            )
            self._running.append(process)
            future.set_running_or_notify_cancel()
            thread = threading.Thread(
                target=self._await, args=(process, call, future), name="roster-worker", daemon=True
            )
            self._threads.append(thread)
            thread.start()
        return future

    def _await(self, process: subprocess.Popen[bytes], call: bytes, future: Future[Result]) -> None:
        try:
            answer, _nothing = process.communicate(call)
        except BaseException as error:  # noqa: BLE001 - the future carries it to whoever waits
            process.kill()
            process.wait()
            self._forget(process)
            future.set_exception(error)
            return
        self._forget(process)
        if process.returncode or not answer:
            future.set_exception(WorkerDied(_ended(process.returncode)))
            return
        result, failure = pickle.loads(answer)  # noqa: S301 - it comes from the process started above
        if failure is not None:
            future.set_exception(failure)
        else:
            future.set_result(result)

    def _forget(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            self._running.remove(process)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; with `cancel_futures`, end those at work, whose futures then fail."""
        with self._lock:
            self._closed = True
            if cancel_futures:
                for process in self._running:
                    process.kill()
            threads = tuple(self._threads)
        if wait:
            for thread in threads:
                thread.join()


def _ended(returncode: int) -> str:
    if returncode < 0:
        return f"signal {-returncode}"
    return f"exit status {returncode}"


def _follow_parent(parent: int) -> None:
    """End this process, at once and quietly, when the one that started it is gone."""
    while os.getppid() == parent:
        threading.Event().wait(_POLL_SECONDS)
    os._exit(_ORPHANED)


def main() -> None:
    """Run the one call that comes in on standard input, and answer on standard output."""
    threading.Thread(target=_follow_parent, args=(int(sys.argv[1]),), daemon=True).start()
    with os.fdopen(os.dup(1), "wb") as answer:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)
        function, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301 - it comes from the parent process
        outcome: tuple[object, Exception | None]
        try:
            outcome = (function(*args, **kwargs), None)
        except Exception as error:  # noqa: BLE001 - carried to the parent, which raises it
            outcome = (None, _portable(error))
        pickle.dump(outcome, answer)


def _portable(error: Exception) -> Exception:
    """Return `error`, or its text where it cannot be pickled and read back."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made on this line
    except Exception:  # noqa: BLE001 - any failure to travel has the same remedy
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


if __name__ == "__main__":
    main()
