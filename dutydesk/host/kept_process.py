"""A process that may do what it likes: limited in time and memory, and ended with all that it has started."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from dutydesk.host import keeper

_POLL_SECONDS = 0.1
_SECONDS_TO_LEAVE = 10.0
_How = Literal["ended", "time", "stopped"]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: by itself with `status`, at the end of its time, or stopped by whoever waited.

    `status` is its exit status, the negative number of the signal that ended it, or None where that is not
    known. `left` are the command lines of what it had started and not ended.
    """

    how: _How
    status: int | None = None
    left: tuple[str, ...] = ()


def run_kept(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    errors: IO[bytes],
    seconds: float,
    memory: int,
    go_on: Callable[[], bool] = lambda: True,
) -> Ended:
    """Run `command` in `folder` and wait until it and all that it has started have ended.

    It gets nothing on standard input, what it prints is dropped, and its complaints go to `errors`. `go_on`
    is called every now and then, and ends it by returning False. When its time is up it gets SIGUSR1, by
    which it may write down where it is, before it is ended.

    Raises:
        OSError: no process can be started.
    """
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and file, no shell
        [
            sys.executable,
            *("-I", "-S", str(keeper.__file__)),
            *(str(os.getpid()), str(seconds), str(memory)),
            *command,
        ],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
        start_new_session=True,
    )
    stopped = False
    try:
        while True:
            try:
                told, _none = process.communicate(timeout=_POLL_SECONDS)
            except subprocess.TimeoutExpired:
                if not go_on():
                    stopped = True
                    process.terminate()
                    told, _none = process.communicate(timeout=_SECONDS_TO_LEAVE)
                    break
            else:
                break
    except subprocess.TimeoutExpired:
        told = b""
    finally:
        _end(process)
    return Ended("stopped") if stopped else _ended(told)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Have the keeper end everything, and end whatever is left in its session should it have been ended."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS_TO_LEAVE)
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _ended(told: bytes) -> Ended:
    """Return what the keeper told; where it was ended itself, nothing is known."""
    try:
        document = json.loads(told)
        return Ended(document["how"], document["status"], tuple(document["left"]))
    except (ValueError, KeyError, TypeError):
        return Ended("ended")
