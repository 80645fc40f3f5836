"""A Python process that answers one call after another.

A pool of `multiprocessing` cannot be started while Textual runs: Textual puts a stand-in with file number -1
in the place of standard error, and the pool hands that number on to its processes. A plain child process with
pipes has no such trouble, imports no main module again, cannot write to the terminal, and can be ended. And
where one such process dies, its neighbours go on.
"""

import contextlib
import os
import pickle
import signal
import subprocess
import sys

from dutydesk.executors.failure import WorkerDied

_LOOP = "dutydesk.executors.worker_loop"
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class WorkerProcess:
    """A process that waits for calls; it ends within a second of the one that started it.

    One thread at a time may call it; any thread may kill it. Linear algebra has one thread in it unless the
    environment says otherwise, as there is a process for each core.

    Raises:
        OSError: the process cannot be started.
    """

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, with arguments of our own
            [sys.executable, "-P", "-m", _LOOP, str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                **dict.fromkeys(_ONE_THREAD, "1"),
                **os.environ,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            },
            start_new_session=True,
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("no pipes")
        self._asked, self._answer = self._process.stdin, self._process.stdout

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.poll() is None

    def tell(self, call: bytes) -> None:
        """Have the process do a call of `packed_call` before anything else, and forget what comes of it.

        Raises:
            WorkerDied: the process has ended.
        """
        self._send(False, call)  # noqa: FBT003 - the one word of the wire

    def ask(self, call: bytes) -> object:
        """Have the process do a call of `packed_call`, and wait for what it returns.

        Raises:
            WorkerDied: the process ended first.
            Exception: whatever the call raised.
        """
        self._send(True, call)  # noqa: FBT003 - the one word of the wire
        try:
            answer = pickle.load(self._answer)  # noqa: S301 - from the process started above
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.kill()
            raise WorkerDied(_ended(self._process.wait())) from error
        result, failure = pickle.loads(answer)  # noqa: S301 - likewise
        if failure is not None:
            raise failure
        return result

    def kill(self) -> None:
        """End the process at once, with all that it has started."""
        if self.is_alive():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def close(self) -> None:
        """Let the process end, as it does when it has nothing to wait for, and forget it."""
        with contextlib.suppress(OSError):
            self._asked.close()
        self._process.wait()
        self._answer.close()

    def _send(self, answers: bool, call: bytes) -> None:
        try:
            pickle.dump((answers, call), self._asked)
            self._asked.flush()
        except OSError as error:
            self.kill()
            raise WorkerDied(_ended(self._process.wait())) from error


def packed_call(function: object, args: tuple[object, ...], kwargs: dict[str, object]) -> bytes:
    """Return a call as it travels; functions travel by name.

    Raises:
        Exception: something in it cannot travel.
    """
    return pickle.dumps((function, args, kwargs), protocol=pickle.HIGHEST_PROTOCOL)


def _ended(returncode: int) -> str:
    if returncode < 0:
        return f"signal {-returncode}"
    return f"exit status {returncode}"
