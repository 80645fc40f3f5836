"""A search for the plan of a term beside whoever waits for it."""

import weakref
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures import TimeoutError as NotYet

from dutydesk.api import DataProblem, Desk
from dutydesk.executors import ExecutorUnavailable, Uninterrupted, open_executor, outcome
from dutydesk.wording import _
from dutydesk_training.planning.problem import PlanProblem
from dutydesk_training.planning.solution import PlanSolution
from dutydesk_training.planning.solve import SearchLimits, solve


def begun_search(desk: Desk, problem: PlanProblem, limits: SearchLimits) -> "PlanSearch":
    """Begin a search where the desk's settings say that searches run.

    Raises:
        DataProblem: the settings name no such place, or it cannot be reached.
    """
    try:
        executor = open_executor(desk.search_engine)
    except ExecutorUnavailable as error:
        raise DataProblem(str(error)) from error
    return PlanSearch(problem, limits, executor)


class PlanSearch:
    """One search through an executor, under way as soon as it is made; `stop` or `result` ends it.

    The executor is its own: it is shut down when the search is over, or nobody wants it any more. Safe to use
    from any thread.
    """

    def __init__(self, problem: PlanProblem, limits: SearchLimits, executor: Executor) -> None:
        self.problem = problem
        self._stopped = False
        self._end = weakref.finalize(self, executor.shutdown, wait=True, cancel_futures=True)
        self._future: Future[PlanSolution] = executor.submit(solve, problem, limits)

    @property
    def is_done(self) -> bool:
        """Whether `result` answers at once."""
        with Uninterrupted():
            return self._future.done()

    def stop(self) -> None:
        """End the search; what it has found so far is dropped."""
        self._stopped = True
        with Uninterrupted():
            self._future.cancel()
            self._end()

    def result(self, timeout: float | None = None) -> PlanSolution:
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
