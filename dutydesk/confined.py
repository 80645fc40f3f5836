"""Reading a file that may be hostile in a process of its own, with a limit on time and memory.

A thread cannot be stopped and a library that runs out of memory takes its whole process with it, so what
reads foreign files works where it can be ended.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import dutydesk
from dutydesk.api import DataProblem
from dutydesk.wording import _, language

MOST_FILE_BYTES = 10 * 1024 * 1024
MOST_ANSWER_BYTES = 64 * 1024 * 1024
MOST_MEMORY_BYTES = 1024 * 1024 * 1024
MOST_SECONDS = 20.0
_SECONDS_TO_SPARE = 5
_MOST_OPEN_FILES = 64
_POLL_SECONDS = 0.2
_ORPHANED = 3
_WAITING = "DUTYDESK_WAITING"
_OUT_OF_BOUNDS = ("socket.", "urllib.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")
_KEPT_OF_PYTHON = {
    "PYTHONHOME",
    "PYTHONTZPATH",
    "PYTHONUSERBASE",
    "PYTHONPYCACHEPREFIX",
    "PYTHONDONTWRITEBYTECODE",
}

Report = Callable[[float], None]
"""Is told every now and then for how many seconds a file has been read."""


def read_capped(path: Path) -> bytes:
    """Return the content of an ordinary file of at most 10 MiB.

    Raises:
        DataProblem: it is absent, empty, too large, no ordinary file, or not to be read.
    """
    name = path.name
    try:
        if path.is_dir():
            raise DataProblem(_("{file}: this is a folder; a file was expected").format(file=name))
        if path.exists() and not path.is_file():
            raise DataProblem(_("{file}: this is not an ordinary file").format(file=name))
        with path.open("rb") as stream:
            raw = stream.read(MOST_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise DataProblem(_("{file}: there is no such file").format(file=name)) from error
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise DataProblem(
            _("{file}: the file cannot be read: {reason}").format(file=name, reason=reason)
        ) from error
    if len(raw) > MOST_FILE_BYTES:
        raise DataProblem(
            _("{file}: the file is larger than 10 MiB, the most that is read").format(file=name)
        )
    if not raw.strip(b" \t\r\n\0"):
        raise DataProblem(_("{file}: the file is empty").format(file=name))
    return raw


def run_confined(
    module: str,
    raw: bytes,
    arguments: Sequence[str] = (),
    *,
    seconds: float = MOST_SECONDS,
    report: Report | None = None,
) -> Any:  # noqa: ANN401 - whatever the worker answers in JSON
    """Run ``python -m module`` on `raw` and return what it answers; `seconds` are wall time.

    The worker must call `confine` and `answer`. What it reads and writes lies in files without a name, so
    that neither side can keep the other waiting and no more of an answer is read than `MOST_ANSWER_BYTES`.
    The present folder is not on its import path, so that no file that lies there can take a library's place.
    However this ends, the worker and whatever it has started have ended before.

    Raises:
        DataProblem: the worker says what is wrong with the file, or it was stopped; the message does not
            name the file.
    """
    try:
        with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as answered:
            asked.write(raw)
            asked.seek(0)
            _run([sys.executable, "-P", "-m", module, *arguments], asked, answered, seconds, report)
            answered.seek(0)
            sent = answered.read(MOST_ANSWER_BYTES + 1)
    except OSError as error:
        raise DataProblem(
            _("the process that reads it could not be started: {reason}").format(
                reason=error.strerror or str(error)
            )
        ) from error
    return _answer_in(sent)


def _run(
    command: Sequence[str], asked: IO[bytes], answered: IO[bytes], seconds: float, report: Report | None
) -> None:
    """Run `command` until it ends, and end it and its children when its time is up or this is interrupted."""
    begun = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        command,
        stdin=asked,
        stdout=answered,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    )
    try:
        while (passed := time.monotonic() - begun) < seconds:
            with suppress(subprocess.TimeoutExpired):
                process.wait(min(_POLL_SECONDS, seconds - passed))
                return
            if report is not None:
                report(time.monotonic() - begun)
    finally:
        _end(process)
    raise DataProblem(
        _("reading it took longer than {seconds:g} seconds and was stopped").format(seconds=seconds)
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started, and wait until the system has forgotten it."""
    if process.returncode is None:
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()


def _environment() -> dict[str, str]:
    """Return this environment in the reader's language, without what changes how Python runs."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTHON") or name in _KEPT_OF_PYTHON
    }
    root = str(Path(dutydesk.__file__).resolve().parents[1])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONSAFEPATH": "1",
        "LANGUAGE": language(),
        _WAITING: str(os.getpid()),
    }


def broken_off() -> DataProblem:
    """Return what is to be said of a worker that ended without an answer, or with one that is none."""
    return DataProblem(_("reading it broke off; it may be damaged, or far too large inside"))


def _answer_in(sent: bytes) -> Any:  # noqa: ANN401 - as above
    if len(sent) > MOST_ANSWER_BYTES:
        raise broken_off()
    try:
        outcome = json.loads(sent)
    except (ValueError, RecursionError) as error:
        raise broken_off() from error
    if not isinstance(outcome, dict) or not outcome.keys() & {"problem", "answer"}:
        raise broken_off()
    if "problem" in outcome:
        raise DataProblem(str(outcome["problem"]))
    return outcome["answer"]


def confine() -> None:
    """Take from the present process what reading a file does not need, where the system can.

    Memory, time, open files and what it writes are limited; it can start no process and open no connection.
    It ends soon after whoever started it is gone, or after its time is up.
    """
    sys.addaudithook(_refuse)
    seconds = int(MOST_SECONDS) + _SECONDS_TO_SPARE
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - absent on some systems

        for limit, most in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_AS, MOST_MEMORY_BYTES),
            (resource.RLIMIT_FSIZE, MOST_ANSWER_BYTES),
            (resource.RLIMIT_NOFILE, _MOST_OPEN_FILES),
        ):
            with suppress(OSError, ValueError):
                resource.setrlimit(limit, (most, most))
    if hasattr(signal, "setitimer"):
        _end_with(int(os.environ.get(_WAITING, os.getppid())), time.monotonic() + seconds)


def _end_with(parent: int, deadline: float) -> None:
    """Look every now and then whether this process is still waited for, and end it at once if it is not."""

    def look(_number: int, _frame: object) -> None:
        if os.getppid() != parent or time.monotonic() > deadline:
            os._exit(_ORPHANED)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _POLL_SECONDS, _POLL_SECONDS)


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_OUT_OF_BOUNDS):
        raise PermissionError(event)


def answer(document: object = None, *, problem: str = "") -> None:
    """Write the worker's one answer: `document`, or what is wrong with the file."""
    too_large = {"problem": _("there is far too much in it")}
    try:
        sent = _encoded({"problem": problem} if problem else {"answer": document})
        if len(sent) > MOST_ANSWER_BYTES:
            sent = _encoded(too_large)
    except (MemoryError, RecursionError):
        sent = _encoded(too_large)
    sys.stdout.buffer.write(sent)
    sys.stdout.buffer.flush()


def _encoded(outcome: object) -> bytes:
    return json.dumps(outcome, ensure_ascii=False).encode("utf-8", "surrogatepass")
