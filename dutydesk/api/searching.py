"""A search beside whoever waits for it, such as one for the sessions of a term or the drills of a year."""

import weakref
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures import TimeoutError as NotYet
from typing import Generic, ParamSpec, TypeVar

from dutydesk.api.desk import Desk
from dutydesk.api.problem import DataProblem
from dutydesk.executors import ExecutorUnavailable, Uninterrupted, open_executor, outcome
from dutydesk.wording import _

Answer = TypeVar("Answer")
P = ParamSpec("P")


class Search(Generic[Answer]):
    """A call through an executor, under way as soon as it is made; `stop` or `result` ends it.

    The executor is its own: it is shut down when the search is over, or nobody wants it any more. Safe to use
    from any thread.
    """

    def __init__(
        self, executor: Executor, search: Callable[P, Answer], /, *args: P.args, **kwargs: P.kwargs
    ) -> None:
        self._stopped = False
        self._end = weakref.finalize(self, executor.shutdown, wait=True, cancel_futures=True)
        self._future: Future[Answer] = executor.submit(search, *args, **kwargs)

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

    def result(self, timeout: float | None = None) -> Answer:
        """Wait for what is found, so many seconds at most; an interrupt ends the search.

        Raises:
            DataProblem: the search was stopped, or failed.
            TimeoutError: it has not ended yet.
        """
        try:
            found = outcome(self._future, timeout)
        except NotYet:
            raise
        except KeyboardInterrupt:
            self.stop()
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
        return found

    def _ended(self, text: str) -> DataProblem:
        self._end()
        return DataProblem(text)


def begin_search(
    desk: Desk, search: Callable[P, Answer], /, *args: P.args, **kwargs: P.kwargs
) -> Search[Answer]:
    """Begin a search where the desk's settings say that searches run; its arguments must travel as pickles.

    Raises:
        DataProblem: the settings name no such place, or it cannot be reached.
    """
    try:
        executor = open_executor(desk.search_engine)
    except ExecutorUnavailable as error:
        raise DataProblem(str(error)) from error
    return Search(executor, search, *args, **kwargs)
