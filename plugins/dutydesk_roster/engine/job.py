"""A search in another process, so that the terminal stays quick and never imports the solver."""

import shutil
import tempfile
import weakref
from collections.abc import Iterable
from concurrent.futures import Executor, Future
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

import msgspec

from dutydesk.executors import LOCAL, ExecutorUnavailable, LocalProcesses, Uninterrupted, outcome
from dutydesk_roster.engine.explanation import Explanation, WhyNot
from dutydesk_roster.engine.failure import EngineFailed, failure_of
from dutydesk_roster.engine.limits import Limits
from dutydesk_roster.engine.problem import Placed, Problem
from dutydesk_roster.engine.request import (
    AskWhyNot,
    Channel,
    Explain,
    Generate,
    Repair,
    Request,
    make_ready,
    run_request,
)
from dutydesk_roster.engine.solution import Progress, Solution

__all__ = ["EngineFailed", "EngineJob", "ExplainJob", "GenerateJob", "RepairJob", "WhyNotJob", "warm_worker"]

Answer = TypeVar("Answer")


def warm_worker() -> LocalProcesses:
    """Return an executor for jobs, with a process that loads the solver now and is ready when a job comes.

    Its process costs a second of one core and some 300 MB, and stays for job after job, until the executor
    is shut down with `cancel_futures` or this process ends. A second job meanwhile waits for the first.
    """
    return LocalProcesses(1, ahead=make_ready)


class EngineJob(Generic[Answer]):
    """A request that a worker process answers with an `answer`.

    `executor` may be any that shares this machine's file system, for the progress and the wish to stop
    travel in small files; without one, the job starts a process of its own. The methods may be called from
    any thread; `close` (or leaving the `with` block) ends the process and removes the files. So does an
    interrupt, whenever it comes: while the job is made, waited for or closed.

    Raises:
        EngineFailed: the executor takes no more calls.
    """

    def __init__(self, request: Request, answer: type[Answer], executor: Executor | None = None) -> None:
        self._answer = answer
        packed = msgspec.msgpack.encode(request)
        with Uninterrupted():
            folder = Path(tempfile.mkdtemp(prefix="dutydesk-roster-"))
            self._channel = Channel(folder)
            self._own = LocalProcesses(1) if executor is None else None
            self._removed = weakref.finalize(self, _clear, folder, self._own)
            try:
                self._future: Future[bytes] = (executor or self._own or LocalProcesses(1)).submit(
                    run_request, packed, str(folder)
                )
            except (ExecutorUnavailable, OSError, RuntimeError) as error:
                self._removed()
                raise failure_of(error) from error

    @property
    def pids(self) -> tuple[int, ...]:
        """The job's own worker process once it has started; nothing for an executor passed in."""
        return self._own.pids if self._own is not None else ()

    def progress(self) -> Progress | None:
        """Return how the search stands, or None while no roster has been found."""
        return self._channel.progress()

    def cancel(self) -> None:
        """Ask the search to stop; `result` then gives the best found so far."""
        self._channel.cancel()

    def done(self) -> bool:
        """Tell whether `result` will answer at once."""
        with Uninterrupted():
            return self._future.done()

    def result(self, timeout: float | None = None) -> Answer:
        """Wait up to `timeout` seconds for the answer.

        Raises:
            TimeoutError: the search still runs.
            EngineFailed: it ended without an answer.
        """
        try:
            packed = outcome(self._future, timeout)
        except TimeoutError as error:
            if not self.done():
                raise
            raise failure_of(error) from error
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            raise failure_of(error) from error
        return msgspec.msgpack.decode(packed, type=self._answer)

    def close(self) -> None:
        """End the search, whatever it has found, and leave nothing behind."""
        with Uninterrupted():
            if self._own is None and not self._future.done():
                # A process of someone else's ends its search by itself; only then may its folder go.
                self.cancel()
                self._future.cancel()
                self._future.add_done_callback(lambda _future: self._removed())
            else:
                self._removed()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class GenerateJob(EngineJob[Solution]):
    """`generate` in a worker process; `engine` is where its parallel parts run (see `open_executor`)."""

    def __init__(
        self,
        problem: Problem,
        *,
        seconds: float = 20.0,
        seed: int = 0,
        workers: int = 8,
        settle_seconds: float = 3.0,
        engine: str = LOCAL,
        executor: Executor | None = None,
    ) -> None:
        limits = Limits(seconds=seconds, seed=seed, workers=workers, settle_seconds=settle_seconds)
        super().__init__(Generate(problem=problem, limits=limits, engine=engine), Solution, executor)


class RepairJob(EngineJob[Solution]):
    """`repair` in a worker process."""

    def __init__(
        self,
        problem: Problem,
        assignments: Iterable[Placed],
        first: date,
        last: date,
        *,
        widen: int = 3,
        seconds: float = 10.0,
        seed: int = 0,
        workers: int = 8,
        executor: Executor | None = None,
    ) -> None:
        request = Repair(
            problem=problem,
            limits=Limits(seconds=seconds, seed=seed, workers=workers),
            assignments=tuple(assignments),
            first=first,
            last=last,
            widen=widen,
        )
        super().__init__(request, Solution, executor)


class ExplainJob(EngineJob[Explanation]):
    """`explain` in a worker process; it tells no progress."""

    def __init__(
        self,
        problem: Problem,
        *,
        first: date | None = None,
        last: date | None = None,
        near: Iterable[date] = (),
        seconds: float = 10.0,
        settle_seconds: float = 2.0,
        seed: int = 0,
        executor: Executor | None = None,
    ) -> None:
        limits = Limits(seconds=seconds, settle_seconds=settle_seconds, seed=seed, workers=1)
        request = Explain(problem=problem, limits=limits, first=first, last=last, near=tuple(near))
        super().__init__(request, Explanation, executor)


class WhyNotJob(EngineJob[WhyNot]):
    """`why_not` in a worker process; it tells no progress, and refuses what makes no sense as a failure."""

    def __init__(
        self,
        problem: Problem,
        assignments: Iterable[Placed],
        cell: Placed,
        other: str,
        *,
        seconds: float = 5.0,
        seed: int = 0,
        workers: int = 8,
        executor: Executor | None = None,
    ) -> None:
        limits = Limits(seconds=seconds, seed=seed, workers=workers)
        request = AskWhyNot(
            problem=problem, limits=limits, assignments=tuple(assignments), cell=cell, other=other
        )
        super().__init__(request, WhyNot, executor)


def _clear(folder: Path, own: LocalProcesses | None) -> None:
    with Uninterrupted():
        if own is not None:
            own.shutdown(wait=True, cancel_futures=True)
        shutil.rmtree(folder, ignore_errors=True)
