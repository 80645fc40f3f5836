"""A search in another process, so that the terminal stays quick and never imports the solver."""

import os
import shutil
import tempfile
import threading
import weakref
from concurrent.futures import Executor, Future
from multiprocessing import parent_process
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from dutydesk.wording import _
from dutydesk_roster.engine.problem import Problem
from dutydesk_roster.engine.solution import Progress, Solution
from dutydesk_roster.engine.worker_process import WorkerDied, WorkerProcess

_PROGRESS = "progress.json"
_CANCEL = "cancel"


class EngineFailed(Exception):
    """The search ended without a roster; the text says why in one line."""


class Effort(msgspec.Struct, frozen=True, kw_only=True):
    """How long and how hard a job searches; see `generate`."""

    seconds: float = 20.0
    seed: int = 0
    workers: int = 8
    settle_seconds: float = 3.0


class GenerateJob:
    """A search for a roster that runs in a worker process.

    `executor` may be any that shares this machine's file system, for the progress and the wish to stop
    travel in small files; without one, the job starts a process of its own. The methods may be called from
    any thread; `close` (or leaving the `with` block) ends the process and removes the files.

    Raises:
        EngineFailed: the worker process cannot be started.
    """

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
        self._folder = Path(tempfile.mkdtemp(prefix="dutydesk-roster-"))
        self._own = WorkerProcess() if executor is None else None
        effort = Effort(seconds=seconds, seed=seed, workers=workers, settle_seconds=settle_seconds)
        runner: Executor = self._own if self._own is not None else executor or WorkerProcess()
        self._removed = weakref.finalize(self, _clear, self._folder, self._own)
        try:
            self._future: Future[bytes] = runner.submit(
                run_generate,
                msgspec.msgpack.encode(problem),
                msgspec.msgpack.encode(effort),
                str(self._folder),
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


def _clear(folder: Path, own: WorkerProcess | None) -> None:
    if own is not None:
        own.shutdown(wait=True, cancel_futures=True)
    shutil.rmtree(folder, ignore_errors=True)


def _failure(error: BaseException) -> str:
    if isinstance(error, WorkerDied):
        return _("The roster search ended before it was done ({how}).").format(how=error)
    detail = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(": ")
    return _("The roster search failed: {detail}.").format(detail=detail.rstrip("."))


def run_generate(packed_problem: bytes, packed_effort: bytes, folder: str) -> bytes:
    """Run `generate` in the worker, with its progress and the wish to stop in files of `folder`.

    The search also stops when the folder is gone, or when the process is one of `multiprocessing` and its
    parent has ended.
    """
    from dutydesk_roster.engine.generate import generate  # noqa: PLC0415 - OR-Tools loads in the worker only

    problem = msgspec.msgpack.decode(packed_problem, type=Problem)
    effort = msgspec.msgpack.decode(packed_effort, type=Effort)
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

    solution = generate(
        problem,
        seconds=effort.seconds,
        seed=effort.seed,
        workers=effort.workers,
        settle_seconds=effort.settle_seconds,
        report=report,
        cancelled=cancelled,
    )
    return msgspec.msgpack.encode(solution)
