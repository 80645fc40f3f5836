"""Runs one command within limits, and leaves nothing of it behind; it is run as a file.

``python -I -S keeper.py PARENT SECONDS MEMORY COMMAND...``: where the system can, this process takes in every
process that the command leaves without a parent, even one with a session of its own, so that it can be found
and ended. It ends all of them when the command ends, when its time is up, when it is told to by SIGTERM, and
when PARENT is gone. It says on standard output, in JSON, how the command ended and what it had left running.

It imports nothing but a little of the standard library, as it must start fast.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from types import FrameType

SUBREAPER = 36
"""The number of Linux's ``PR_SET_CHILD_SUBREAPER``."""
POLL_SECONDS = 0.02
SECONDS_TO_TELL = 0.4
"""So long may the command write down where it is, between the signal for that and its end."""
SECONDS_TO_FOLLOW = 0.6
"""So long may what the command has started take to end after it."""
SECONDS_TO_END = 5.0
MOST_FILE_BYTES = 64 * 1024 * 1024
MOST_OPEN_FILES = 256


class Told:
    """Whether this process was told to end."""

    def __init__(self) -> None:
        self.to_end = False

    def hear(self, _number: int, _frame: FrameType | None) -> None:
        """Take the signal."""
        self.to_end = True


def main(arguments: list[str]) -> None:
    """Run the command and say how it ended."""
    parent, seconds, memory, *command = arguments
    told = Told()
    signal.signal(signal.SIGTERM, told.hear)
    take_in_orphans()
    begun = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - what this process is for
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: limit(int(memory)),  # noqa: PLW1509 - there is one thread
    )
    how, status = "ended", None
    while status is None:
        status = reaped(process.pid)
        if status is None and (told.to_end or os.getppid() != int(parent)):
            how = "stopped"
            break
        if status is None and time.monotonic() - begun > float(seconds):
            how = "time"
            with suppress(OSError):
                process.send_signal(signal.SIGUSR1)
                time.sleep(SECONDS_TO_TELL)
            break
        time.sleep(POLL_SECONDS)
    left: list[str] = []
    if how == "ended":
        until = time.monotonic() + SECONDS_TO_FOLLOW
        while any(descendants()) and time.monotonic() < until:
            reaped(process.pid)
            time.sleep(POLL_SECONDS)
        left = [name_of(pid) for pid in descendants()]
    end_all(process.pid if status is None else None)
    process.returncode = status or 0
    print(json.dumps({"how": how, "status": status, "left": left}), flush=True)  # noqa: T201 - its answer


def take_in_orphans() -> None:
    """Become the parent of whatever the command leaves without one; only Linux can."""
    with suppress(ImportError, OSError, AttributeError):
        import ctypes  # noqa: PLC0415 - absent in some builds of Python

        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


def limit(memory: int) -> None:
    """Limit memory, the size of files, open files and dumps of the process that this becomes."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - absent on some systems

        for which, most in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_FSIZE, MOST_FILE_BYTES),
            (resource.RLIMIT_NOFILE, MOST_OPEN_FILES),
        ):
            with suppress(OSError, ValueError):
                resource.setrlimit(which, (most, most))


def reaped(command: int) -> int | None:
    """Let the system forget every child that has ended; return the command's status when it is among them.

    The status is the exit status, or the negative number of the signal that ended it.
    """
    status = None
    with suppress(ChildProcessError):
        while True:
            pid, code = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            if pid == command:
                status = os.waitstatus_to_exitcode(code)
    return status


def descendants() -> Iterator[int]:
    """Yield every process that comes from this one and has not ended."""
    parents: dict[int, int] = {}
    try:
        with os.scandir("/proc") as found_there:
            names = [each.name for each in found_there]
    except OSError:
        return
    for name in names:
        if name.isdigit():
            with suppress(OSError, ValueError, IndexError), open(f"/proc/{name}/stat", "rb") as stat:  # noqa: PTH123 - pathlib takes longer to import than the rest
                state, parent = stat.read().rpartition(b")")[2].split()[:2]
                if state not in {b"Z", b"X"}:
                    parents[int(name)] = int(parent)
    found = {os.getpid()}
    while True:
        more = {pid for pid, parent in parents.items() if parent in found and pid not in found}
        if not more:
            return
        found |= more
        yield from sorted(more)


def name_of(pid: int) -> str:
    """Return the command line of a process."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:  # noqa: PTH123 - as above
            return file.read(400).replace(b"\0", b" ").decode("utf-8", "replace").strip() or str(pid)
    except OSError:
        return str(pid)


def end_all(command: int | None) -> None:
    """End the command, unless it has ended, and all that it has started."""
    until = time.monotonic() + SECONDS_TO_END
    while time.monotonic() < until:
        for pid in {*descendants(), *([] if command is None else [command])}:
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        try:
            pid, _code = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == command:
            command = None
        time.sleep(0 if pid else POLL_SECONDS)


if __name__ == "__main__":
    main(sys.argv[1:])
