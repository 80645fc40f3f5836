"""Ctrl+C where something must not be left half done.

Python raises `KeyboardInterrupt` between any two steps of the main thread: also between taking a lock and the
`with` block that gives it back, or between the start of a process and the note of its number. Whoever then
waits for that lock waits for ever. Here the signal is held back over such steps, or does something else.
"""

import math
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from types import FrameType, TracebackType
from typing import Self, TypeVar

Result = TypeVar("Result")

_LONGEST_WAIT_SECONDS = 0.2


class InterruptsTo:
    """In a ``with`` block, an interrupt calls `call` and raises nothing.

    The call comes in the main thread between any two of its steps, so it may take no lock that the block
    takes. In other threads, which no interrupt reaches, the block changes nothing.
    """

    def __init__(self, call: Callable[[], object]) -> None:
        self._call = call
        self._former: Callable[[int, FrameType | None], object] | None = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            former = signal.getsignal(signal.SIGINT)
            # What is not a Python function raises nothing: the signal is ignored, or ends the process.
            if callable(former):
                self._former = former
                signal.signal(signal.SIGINT, lambda _number, _frame: self._call())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._former is not None:
            signal.signal(signal.SIGINT, self._former)


class Uninterrupted(InterruptsTo):
    """In a ``with`` block, interrupts wait; the first is raised as the block is left. Blocks may nest."""

    def __init__(self) -> None:
        self._was_interrupted = False
        super().__init__(self._note)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Give the signal back, and pass on what has come meanwhile."""
        super().__exit__(kind, error, traceback)
        if self._was_interrupted:
            signal.raise_signal(signal.SIGINT)

    def _note(self) -> None:
        self._was_interrupted = True


def outcome(future: Future[Result], timeout: float | None = None) -> Result:
    """Wait up to `timeout` seconds for what comes of `future`, and return or raise it as its `result` does.

    An interrupt ends the wait and leaves the future whole: whoever answers it never waits for a lock.

    Raises:
        TimeoutError: it is not done.
    """
    with Uninterrupted():
        waiting = threading.Lock()
        waiting.acquire()
        future.add_done_callback(lambda _done: waiting.release())
    left = math.inf if timeout is None else timeout
    until = time.monotonic() + left
    # A plain lock has nothing that an interrupt could leave half done; but one that comes right before the
    # wait wakes nobody, so no wait is long.
    while not waiting.acquire(timeout=max(0.0, min(left, _LONGEST_WAIT_SECONDS))):
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
    with Uninterrupted():
        return future.result()
