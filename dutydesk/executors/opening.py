"""Which executor a desk's settings name."""

import os
from concurrent.futures import Executor

from dutydesk.executors.failure import ExecutorUnavailable
from dutydesk.executors.inline import Inline
from dutydesk.executors.local_processes import LocalProcesses
from dutydesk.wording import _

INLINE = "inline"
LOCAL = "local"
_CLUSTERS = ("tcp://", "tls://")
_TRIES = 3


def cores() -> int:
    """Return how many cores this process may use."""
    # Where the system tells (Linux), what a container or a batch system allows; otherwise all there are.
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def open_executor(spec: str) -> Executor:
    """Return the executor that `spec` names; shut it down with `cancel_futures` when the work is over.

    "inline" does each call in the thread that submits it. "local" has a process for each core, none of
    which starts before there is a call for it. "tcp://host:port" and "tls://host:port" are the scheduler of a
    Dask cluster. In the last two a call whose process dies is done again elsewhere, so calls must be
    picklable and safe to do twice.

    Raises:
        ExecutorUnavailable: `spec` names none of these, or the cluster cannot be had.
    """
    if spec == INLINE:
        return Inline()
    if spec == LOCAL:
        return LocalProcesses(cores(), tries=_TRIES)
    if spec.startswith(_CLUSTERS):
        from dutydesk.executors.cluster import Cluster  # noqa: PLC0415 - only who has one

        return Cluster(spec)
    raise ExecutorUnavailable(
        _('engine = "{engine}" is not known; expected "inline", "local" or "tcp://host:port"').format(
            engine=spec
        )
    )
