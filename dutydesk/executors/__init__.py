"""Where parallel work runs, each place behind the standard Executor interface.

`open_executor` gives the one that a desk names (`Desk.search_engine`): this thread, processes of this machine
or a Dask cluster. What is called through them is a plain function with plain arguments that may be done
twice, so a worker that is killed costs the time of one call and nothing else.
"""

from dutydesk.executors.cluster import Cluster
from dutydesk.executors.failure import ExecutorUnavailable, WorkerDied
from dutydesk.executors.inline import Inline
from dutydesk.executors.interruption import InterruptsTo, Uninterrupted, outcome
from dutydesk.executors.local_processes import LocalProcesses
from dutydesk.executors.many_calls import as_done
from dutydesk.executors.opening import INLINE, LOCAL, cores, open_executor

__all__ = [
    "INLINE",
    "LOCAL",
    "Cluster",
    "ExecutorUnavailable",
    "Inline",
    "InterruptsTo",
    "LocalProcesses",
    "Uninterrupted",
    "WorkerDied",
    "as_done",
    "cores",
    "open_executor",
    "outcome",
]
