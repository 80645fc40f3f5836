"""Many calls in an executor, some at a time, each taken up as it is done."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TypeVar

Key = TypeVar("Key")
Result = TypeVar("Result")

_POLL_SECONDS = 0.2


def as_done(
    submitted: Iterable[tuple[Key, Future[Result]]],
    *,
    at_most: int,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[tuple[Key, Future[Result]]]:
    """Yield each key with its future once that is done, with no more than `at_most` under way.

    `submitted` is gone through only as there is room, so what it does to submit a call is done while others
    run. What is done is yielded before more is submitted. After `cancelled` says so, nothing more is, and
    what waits is taken back.
    """
    source, running = iter(submitted), dict[Future[Result], Key]()
    try:
        while not (cancelled is not None and cancelled()):
            while len(running) < at_most and not any(each.done() for each in running):
                following = next(source, None)
                if following is None:
                    at_most = 0
                    break
                running[following[1]] = following[0]
            if not running:
                return
            finished, _running = wait(running, timeout=_POLL_SECONDS, return_when=FIRST_COMPLETED)
            for future in [each for each in running if each in finished]:
                yield running.pop(future), future
    finally:
        for future in running:
            future.cancel()
