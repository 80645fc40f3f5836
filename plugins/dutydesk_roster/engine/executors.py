"""Where the parallel parts of a search run: in this thread, in processes of this machine, or on a cluster."""

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

from dutydesk.wording import _
from dutydesk_roster.engine.failure import EngineFailed
from dutydesk_roster.engine.local_processes import LocalProcesses

INLINE = "inline"
LOCAL = "local"
_CLUSTERS = ("tcp://", "tls://")
_TRIES = 3

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Inline(Executor):
    """Does each call at once, in the thread that submits it."""

    def __init__(self) -> None:
        self._closed = False

    def submit(
        self, fn: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Future[Result]:
        """Call `fn` and return its future, which is done.

        Raises:
            RuntimeError: the executor is shut down.
        """
        if self._closed:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - the future carries it to whoever asks
            future.set_exception(error)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - all are done
        """Take no more calls."""
        self._closed = True


def cores() -> int:
    """Return how many cores this process may use."""
    # Where the system tells (Linux), what a container or a batch system allows; otherwise all there are.
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def open_executor(spec: str) -> Executor:
    """Return the executor that `spec` names; shut it down with `cancel_futures` when the search is over.

    "inline" does each call in the thread that submits it. "local" has a process for each core, none of
    which starts before there is a call for it. "tcp://host:port" and "tls://host:port" are the scheduler of a
    Dask cluster. In the last two a call whose process dies is done again elsewhere, so calls must be
    picklable and safe to do twice.

    Raises:
        EngineFailed: `spec` names none of these, or the cluster cannot be had.
    """
    if spec == INLINE:
        return Inline()
    if spec == LOCAL:
        return LocalProcesses(cores(), tries=_TRIES)
    if spec.startswith(_CLUSTERS):
        from dutydesk_roster.engine.cluster import Cluster  # noqa: PLC0415 - only who has one

        return Cluster(spec)
    raise EngineFailed(
        _('engine = "{engine}" is not known; expected "inline", "local" or "tcp://host:port"').format(
            engine=spec
        )
    )
