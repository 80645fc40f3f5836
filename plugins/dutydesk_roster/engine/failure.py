"""What the engine says when a search ends without an answer."""

from concurrent.futures import CancelledError

from dutydesk.executors import ExecutorUnavailable, WorkerDied
from dutydesk.wording import _
from dutydesk_roster.engine.plugin_rules import PluginRuleFailed


class EngineFailed(Exception):
    """The search ended without an answer; the text says why in one line."""


def failure_of(error: BaseException) -> EngineFailed:
    """Return what went wrong, in one line."""
    if isinstance(error, EngineFailed):
        return error
    if isinstance(error, ExecutorUnavailable | PluginRuleFailed):
        return EngineFailed(str(error))
    if isinstance(error, WorkerDied):
        return EngineFailed(_("The roster search ended before it was done ({how}).").format(how=error))
    if isinstance(error, CancelledError):
        return EngineFailed(
            _("The roster search was dropped: the cluster's scheduler is gone, or it was stopped.")
        )
    if type(error).__name__ == "KilledWorker":  # Dask's, which need not be installed
        return EngineFailed(_("The roster search ended its process each time it was begun."))
    detail = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(": ")
    return EngineFailed(_("The roster search failed: {detail}.").format(detail=detail.rstrip(".")))
