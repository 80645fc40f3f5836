"""A search of the engine beside the terminal: begun in a thread, followed, stopped, taken in once done."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from typing import Generic, TypeVar

from dutydesk.api import DataProblem
from dutydesk.executors import LocalProcesses
from dutydesk.wording import _
from dutydesk_roster.engine import EngineJob, Progress, warm_worker

Answer = TypeVar("Answer")
Result = TypeVar("Result")

IDLE_SECONDS = 180.0
"""How long a process that has the solver loaded, some 280 MB, is kept for a further question."""


class WarmWorker:
    """A process with the solver loaded, there while searches are asked for and let go some minutes after.

    The first search starts it and waits a second for the solver; those that follow find it ready. A search
    that comes while another runs gets none, and starts a process of its own. Safe to use from any thread.
    """

    def __init__(self, idle_seconds: float = IDLE_SECONDS) -> None:
        self._idle_seconds = idle_seconds
        self._change = threading.Lock()
        self._processes: LocalProcesses | None = None
        self._busy = False
        self._clock: threading.Timer | None = None

    @property
    def is_up(self) -> bool:
        """Whether there is a process."""
        return self._processes is not None

    def make_ready(self) -> None:
        """Start the process, as a search is about to be asked for."""
        with self._change:
            self._start()
            self._wind_up()

    @contextlib.contextmanager
    def lent(self) -> Iterator[Executor | None]:
        """Lend the process for one search; None while another has it."""
        with self._change:
            mine = not self._busy
            executor = None
            if mine:
                self._busy = True
                executor = self._start()
                self._stop_clock()
        try:
            yield executor
        finally:
            if mine:
                with self._change:
                    self._busy = False
                    self._wind_up()

    def shut_down(self) -> None:
        """End the process, whatever it does."""
        with self._change:
            self._stop_clock()
            processes, self._processes = self._processes, None
        if processes is not None:
            processes.shutdown(wait=False, cancel_futures=True)

    def _start(self) -> LocalProcesses:
        if self._processes is None:
            self._processes = warm_worker()
        return self._processes

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _wind_up(self) -> None:
        self._stop_clock()
        if self._processes is None or self._busy:
            return
        self._clock = threading.Timer(self._idle_seconds, self._let_go)
        self._clock.daemon = True
        self._clock.start()

    def _let_go(self) -> None:
        with self._change:
            if self._busy:
                return
            processes, self._processes, self._clock = self._processes, None, None
        if processes is not None:
            processes.shutdown(wait=False, cancel_futures=True)


class Search(Generic[Answer, Result]):
    """A question to the engine: ``Search(worker, begin)``, under way as soon as it is made.

    In a thread, ``begin(executor)`` reads the desk and returns the job, and what makes of the engine's answer
    the result that is to be shown. None of the methods waits.
    """

    def __init__(
        self,
        worker: WarmWorker,
        begin: Callable[[Executor | None], tuple[EngineJob[Answer], Callable[[Answer], Result]]],
    ) -> None:
        self._worker, self._begin = worker, begin
        self._change = threading.Lock()
        self._job: EngineJob[Answer] | None = None
        self._cancelled = self._closed = False
        self._fault: Exception | None = None
        self._result: Result | None = None
        self._finished = threading.Event()
        threading.Thread(target=self._run, name="roster-search", daemon=True).start()

    @property
    def is_done(self) -> bool:
        """Whether `result` answers."""
        return self._finished.is_set()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._cancelled

    @property
    def is_closed(self) -> bool:
        """Whether it was ended, and nobody waits for it."""
        return self._closed

    def progress(self) -> Progress | None:
        """Return how the search stands, or None while nothing has been found."""
        with self._change:
            return self._job.progress() if self._job is not None else None

    def cancel(self) -> None:
        """Ask the search to stop; the best found so far is its answer."""
        with self._change:
            self._cancelled = True
            if self._job is not None:
                self._job.cancel()

    def close(self) -> None:
        """End the search; whatever it finds is dropped."""
        with self._change:
            self._cancelled = self._closed = True
            if self._job is not None:
                self._job.close()

    def result(self) -> Result:
        """Return what came of it.

        Raises:
            DataProblem: the search failed, or has not ended yet.
        """
        if self._fault is not None:
            raise DataProblem(str(self._fault)) from self._fault
        if self._result is None:
            raise DataProblem(_("the search has not ended yet"))
        return self._result

    def _run(self) -> None:
        try:
            with self._worker.lent() as executor:
                job, take = self._begin(executor)
                with self._change:
                    self._job = job
                    if self._closed:
                        job.close()
                    elif self._cancelled:
                        job.cancel()
                with job:
                    answer = job.result()
                self._result = take(answer)
        except Exception as error:  # noqa: BLE001 - shown where the search ends
            self._fault = error
        finally:
            with self._change:
                self._job = None
            self._finished.set()
