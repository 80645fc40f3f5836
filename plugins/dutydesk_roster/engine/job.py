"""A search in another process, so that the terminal stays quick and never imports the solver."""

import os
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterable
from concurrent.futures import Executor, Future
from datetime import date
from multiprocessing import parent_process
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from dutydesk.wording import _
from dutydesk_roster.engine.limits import Limits
from dutydesk_roster.engine.problem import Placed, Problem
from dutydesk_roster.engine.solution import Progress, Solution
from dutydesk_roster.engine.worker_process import WorkerDied, WorkerProcess

_PROGRESS = "progress.json"
_CANCEL = "cancel"


class EngineFailed(Exception):
    """The search ended without a roster; the text says why in one line."""


class Generate(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What a worker is asked for a whole month."""

    problem: Problem
    limits: Limits


class Repair(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What a worker is asked for a repair."""

    problem: Problem
    limits: Limits
    assignments: tuple[Placed, ...]
    first: date
    last: date
    widen: int


class EngineJob:
    """A search that runs in a worker process.

    `executor` may be any that shares this machine's file system, for the progress and the wish to stop
    travel in small files; without one, the job starts a process of its own. The methods may be called from
    any thread; `close` (or leaving the `with` block) ends the process and removes the files.

    Raises:
        EngineFailed: the worker process cannot be started.
    """

    def __init__(self, request: Generate | Repair, executor: Executor | None = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="dutydesk-roster-"))
        self._own = WorkerProcess() if executor is None else None
        self._removed = weakref.finalize(self, _clear, self._folder, self._own)
        packed = msgspec.msgpack.encode(request)
        try:
            self._future: Future[bytes] = (executor or self._own or WorkerProcess()).submit(
                run_request, packed, str(self._folder)
            )
        except (OSError, RuntimeError) as error:
            self._removed()
            raise EngineFailed(_failure(error)) from error

    @property
    def pids(self) -> tuple[int, ...]:
        """The job's own worker process while it runs; nothing for an executor passed in."""
        return self._own.pids if self._own is not None else ()

    def progress(self) -> Progress | None:
        """Return how the search stands, or None while no roster has been found."""
        try:
            return msgspec.json.decode((self._folder / _PROGRESS).read_bytes(), type=Progress)
        except FileNotFoundError:
            return None

    def cancel(self) -> None:
        """Ask the search to stop; `result` then gives the best roster found so far."""
        try:
            (self._folder / _CANCEL).touch()
        except FileNotFoundError:
            return

    def done(self) -> bool:
        """Tell whether `result` will answer at once."""
        return self._future.done()

    def result(self, timeout: float | None = None) -> Solution:
        """Wait up to `timeout` seconds for the roster.

        Raises:
            TimeoutError: the search still runs.
            EngineFailed: it ended without a roster.
        """
        try:
            packed = self._future.result(timeout)
        except TimeoutError as error:
            if not self._future.done():
                raise
            raise EngineFailed(_failure(error)) from error
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            raise EngineFailed(_failure(error)) from error
        return msgspec.msgpack.decode(packed, type=Solution)

    def close(self) -> None:
        """End the search, whatever it has found, and leave nothing behind."""
        if self._own is None and not self._future.done():
            # A process of someone else's ends its search by itself; only then may its folder go.
            self.cancel()
            self._future.add_done_callback(lambda _future: self._removed())
        else:
            self._removed()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class GenerateJob(EngineJob):
    """`generate` in a worker process."""

    def __init__(
        self,
        problem: Problem,
        *,
        seconds: float = 20.0,
        seed: int = 0,
        workers: int = 8,
        settle_seconds: float = 3.0,
        executor: Executor | None = None,
    ) -> None:
        limits = Limits(seconds=seconds, seed=seed, workers=workers, settle_seconds=settle_seconds)
        super().__init__(Generate(problem=problem, limits=limits), executor)


class RepairJob(EngineJob):
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
        limits = Limits(seconds=seconds, seed=seed, workers=workers)
        request = Repair(
            problem=problem,
            limits=limits,
            assignments=tuple(assignments),
            first=first,
            last=last,
            widen=widen,
        )
        super().__init__(request, executor)


def _clear(folder: Path, own: WorkerProcess | None) -> None:
    if own is not None:
        own.shutdown(wait=True, cancel_futures=True)
    shutil.rmtree(folder, ignore_errors=True)


def _failure(error: BaseException) -> str:
    if isinstance(error, WorkerDied):
        return _("The roster search ended before it was done ({how}).").format(how=error)
    detail = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(": ")
    return _("The roster search failed: {detail}.").format(detail=detail.rstrip("."))


def run_request(packed: bytes, folder: str) -> bytes:
    """Do what is asked, in the worker, with progress and the wish to stop in files of `folder`.

    The search also stops when the folder is gone, or when the process is one of `multiprocessing` and its
    parent has ended.
    """
    # OR-Tools is loaded here, in the worker, and nowhere else.
    from dutydesk_roster.engine.generate import generate  # noqa: PLC0415
    from dutydesk_roster.engine.repair import repair  # noqa: PLC0415

    place = Path(folder)
    fresh = place / f"{_PROGRESS}.{os.getpid()}.{threading.get_ident()}"

    def report(progress: Progress) -> None:
        try:
            fresh.write_bytes(msgspec.json.encode(progress))
            fresh.replace(place / _PROGRESS)
        except FileNotFoundError:
            return

    def cancelled() -> bool:
        parent = parent_process()
        orphaned = parent is not None and not parent.is_alive()
        return orphaned or (place / _CANCEL).exists() or not place.exists()

    request = msgspec.msgpack.decode(packed, type=Generate | Repair)
    limits = request.limits
    if isinstance(request, Generate):
        solution = generate(
            request.problem,
            seconds=limits.seconds,
            seed=limits.seed,
            workers=limits.workers,
            settle_seconds=limits.settle_seconds,
            report=report,
            cancelled=cancelled,
        )
    else:
        solution = repair(
            request.problem,
            request.assignments,
            request.first,
            request.last,
            widen=request.widen,
            seconds=limits.seconds,
            seed=limits.seed,
            workers=limits.workers,
            report=report,
            cancelled=cancelled,
        )
    return msgspec.msgpack.encode(solution)
