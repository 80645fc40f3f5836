"""A search for dates beside whoever waits for it."""

import weakref
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures import TimeoutError as NotYet

from dutydesk.api import DataProblem, Desk
from dutydesk.executors import ExecutorUnavailable, Uninterrupted, open_executor, outcome
from dutydesk.wording import _
from dutydesk_drills.proposing.limits import SearchLimits
from dutydesk_drills.proposing.problem import DrillProblem
from dutydesk_drills.proposing.solution import DrillSolution
from dutydesk_drills.proposing.worker import solve_in_worker


def begun_search(desk: Desk, problem: DrillProblem, limits: SearchLimits) -> "DrillSearch":
    """Begin a search where the desk's settings say that searches run.

    Raises:
        DataProblem: the settings name no such place, or it cannot be reached.
    """
    try:
        executor = open_executor(desk.search_engine)
    except ExecutorUnavailable as error:
        raise DataProblem(str(error)) from error
    return DrillSearch(problem, limits, executor)


class DrillSearch:
    """One search through an executor, under way as soon as it is made; `stop` or `result` ends it.

    The executor is its own: it is shut down when the search is over, or nobody wants it any more. Safe to use
    from any thread.
    """

    def __init__(self, problem: DrillProblem, limits: SearchLimits, executor: Executor) -> None:
        self.problem = problem
        self._stopped = False
        self._end = weakref.finalize(self, executor.shutdown, wait=True, cancel_futures=True)
        self._future: Future[DrillSolution] = executor.submit(solve_in_worker, problem, limits)

    def stop(self) -> None:
        """End the search; what it has found so far is dropped."""
        self._stopped = True
        with Uninterrupted():
            self._future.cancel()
            self._end()

    def result(self, timeout: float | None = None) -> DrillSolution:
        """Wait for the plan, so many seconds at most.

        Raises:
            DataProblem: the search was stopped, or failed.
            TimeoutError: it has not ended yet.
        """
        try:
            solution = outcome(self._future, timeout)
        except NotYet:
            raise
        except CancelledError as error:
            raise self._ended(_("the search was stopped")) from error
        except Exception as error:
            text = (
                _("the search was stopped")
                if self._stopped
                else _("the search failed: {error}").format(error=error)
            )
            raise self._ended(text) from error
        self._end()
        return solution

    def _ended(self, text: str) -> DataProblem:
        self._end()
        return DataProblem(text)
