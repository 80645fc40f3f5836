"""What a worker process is asked, and how it answers."""

import os
import threading
from datetime import date
from multiprocessing import parent_process
from pathlib import Path

import msgspec

from dutydesk.executors import LOCAL, open_executor
from dutydesk_roster.engine.explanation import Explanation, WhyNot
from dutydesk_roster.engine.limits import Limits
from dutydesk_roster.engine.problem import Placed, Problem
from dutydesk_roster.engine.solution import Progress, Solution

_PROGRESS = "progress.json"
_CANCEL = "cancel"


class Generate(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A whole month; `engine` is where its parallel parts run, as `open_executor` takes it."""

    problem: Problem
    limits: Limits
    engine: str = LOCAL


class Repair(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A repair of `assignments` between two days; see `repair`."""

    problem: Problem
    limits: Limits
    assignments: tuple[Placed, ...]
    first: date
    last: date
    widen: int


class Explain(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Why no full roster exists between two days; see `explain`."""

    problem: Problem
    limits: Limits
    first: date | None = None
    last: date | None = None
    near: tuple[date, ...] = ()


class AskWhyNot(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Why the person of `cell` stands there in `assignments` and not `other`; see `why_not`."""

    problem: Problem
    limits: Limits
    assignments: tuple[Placed, ...]
    cell: Placed
    other: str


Request = Generate | Repair | Explain | AskWhyNot


class Channel:
    """The small files in a folder through which a search tells of its progress and is asked to stop."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fresh = folder / f"{_PROGRESS}.{os.getpid()}.{threading.get_ident()}"

    def report(self, progress: Progress) -> None:
        """Tell how the search stands; nobody listens any more where the folder is gone."""
        try:
            self._fresh.write_bytes(msgspec.json.encode(progress))
            self._fresh.replace(self._folder / _PROGRESS)
        except FileNotFoundError:
            return

    def progress(self) -> Progress | None:
        """Return what was told last, or None."""
        try:
            return msgspec.json.decode((self._folder / _PROGRESS).read_bytes(), type=Progress)
        except FileNotFoundError:
            return None

    def cancel(self) -> None:
        """Ask the search to stop."""
        try:
            (self._folder / _CANCEL).touch()
        except FileNotFoundError:
            return

    def cancelled(self) -> bool:
        """Tell whether the search is to stop: asked to, or abandoned by whoever wanted it."""
        parent = parent_process()
        orphaned = parent is not None and not parent.is_alive()
        return orphaned or (self._folder / _CANCEL).exists() or not self._folder.exists()


def run_request(packed: bytes, folder: str) -> bytes:
    """Do what is asked, in the worker, with progress and the wish to stop in files of `folder`.

    The search also stops when the folder is gone, or when the process is one of `multiprocessing` and its
    parent has ended.

    Raises:
        ExecutorUnavailable: the engine that the request names cannot be had.
    """
    channel = Channel(Path(folder))
    request: Request = msgspec.msgpack.decode(packed, type=Request)
    match request:
        case Generate():
            return msgspec.msgpack.encode(_generated(request, channel))
        case Repair():
            return msgspec.msgpack.encode(_repaired(request, channel))
        case Explain():
            return msgspec.msgpack.encode(_explained(request, channel))
        case AskWhyNot():
            return msgspec.msgpack.encode(_why_not(request, channel))


# OR-Tools and machine code are loaded in these functions, in the worker, and nowhere else.


def _generated(request: Generate, channel: Channel) -> Solution:
    from dutydesk_roster.engine.generate import generate  # noqa: PLC0415

    limits = request.limits
    # One worker is one thread, so that the same seed gives the same roster.
    executor = None if limits.workers == 1 else open_executor(request.engine)
    try:
        return generate(
            request.problem,
            seconds=limits.seconds,
            seed=limits.seed,
            workers=limits.workers,
            settle_seconds=limits.settle_seconds,
            report=channel.report,
            cancelled=channel.cancelled,
            executor=executor,
        )
    finally:
        if executor is not None:
            executor.shutdown(cancel_futures=True)


def _repaired(request: Repair, channel: Channel) -> Solution:
    from dutydesk_roster.engine.repair import repair  # noqa: PLC0415

    limits = request.limits
    return repair(
        request.problem,
        request.assignments,
        request.first,
        request.last,
        widen=request.widen,
        seconds=limits.seconds,
        seed=limits.seed,
        workers=limits.workers,
        report=channel.report,
        cancelled=channel.cancelled,
    )


def _explained(request: Explain, channel: Channel) -> Explanation:
    from dutydesk_roster.engine.explain import explain  # noqa: PLC0415

    return explain(
        request.problem,
        first=request.first,
        last=request.last,
        near=request.near,
        seconds=request.limits.seconds,
        settle_seconds=request.limits.settle_seconds,
        seed=request.limits.seed,
        cancelled=channel.cancelled,
    )


def _why_not(request: AskWhyNot, channel: Channel) -> WhyNot:
    from dutydesk_roster.engine.why_not import why_not  # noqa: PLC0415

    limits = request.limits
    return why_not(
        request.problem,
        request.assignments,
        request.cell,
        request.other,
        seconds=limits.seconds,
        seed=limits.seed,
        workers=limits.workers,
        cancelled=channel.cancelled,
    )


def make_ready() -> None:
    """Load in this process what requests need, machine code included, so that the next need not wait."""
    from dutydesk_roster.engine import explain, generate, repair  # noqa: F401, PLC0415
    from dutydesk_roster.engine.patterns.warming import warm  # noqa: PLC0415

    warm()
