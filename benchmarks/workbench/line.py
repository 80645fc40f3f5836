"""A program on a pseudo-terminal of its own: the bytes it sends, when, and what its process costs."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

ROOT = Path(__file__).parents[2]
REMOTE: Mapping[str, str] = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22", "COLORTERM": ""}
LOCAL: Mapping[str, str] = {"COLORTERM": "truecolor"}

_DROPPED = frozenset({"SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "COLORTERM", "NO_COLOR", "TMUX", "STY"})
_LONGEST_WAIT = 60.0
_NANOSECONDS = 1_000_000_000


class Line:
    """One program as a person at a terminal has it: ``with Line([...], columns=80, lines=24) as line``."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        environ: Mapping[str, str] = LOCAL,
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.sent = bytearray()
        self.started = time.monotonic()
        kept = {key: value for key, value in os.environ.items() if key not in _DROPPED}
        kept |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
        kept |= {key: value for key, value in environ.items() if value}
        self.pid, self._terminal = pty.fork()
        if not self.pid:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            os.chdir(ROOT)
            os.execvpe(sys.executable, [sys.executable, *arguments], kept)  # noqa: S606 - no shell is wanted
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    @classmethod
    def of_desk(
        cls, folder: Path, *, columns: int = 80, lines: int = 24, environ: Mapping[str, str] = LOCAL
    ) -> "Line":
        """Open the desk in `folder` as ``dutydesk`` does."""
        return cls(["-m", "dutydesk", "--desk", str(folder)], columns=columns, lines=lines, environ=environ)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the program and whatever it started."""
        os.close(self._terminal)
        for child in (*self.children(), self.pid):
            try:
                os.kill(child, signal.SIGKILL)
            except ProcessLookupError:
                continue
        os.waitpid(self.pid, 0)

    # Reading and typing

    def read(self, quiet: float = 0.3, limit: float = _LONGEST_WAIT) -> bytes:
        """Read until nothing comes for `quiet` seconds, or for `limit` in all, and return what came."""
        got = bytearray()
        end = time.monotonic() + limit
        while (left := end - time.monotonic()) > 0:
            chunk = self._chunk(min(quiet, left))
            if not chunk:
                break
            got += chunk
        return bytes(got)

    def _chunk(self, seconds: float) -> bytes:
        if not select.select([self._terminal], [], [], seconds)[0]:
            return b""
        try:
            chunk = os.read(self._terminal, 65536)
        except OSError:
            return b""
        self.sent += chunk
        self._stream.feed(chunk)
        return chunk

    def wait_for(self, *texts: str) -> float:
        """Read until one of `texts` stands on the screen; return the seconds since the program was started.

        Raises:
            TimeoutError: none of them came.
        """
        end = time.monotonic() + _LONGEST_WAIT
        while not any(text in self.text for text in texts):
            if time.monotonic() > end:
                raise TimeoutError(f"{texts} never came; the screen shows:\n{self.text}")
            self._chunk(0.05)
        return time.monotonic() - self.started

    def wait_for_bytes(self, wanted: bytes) -> float:
        """Read until `wanted` was sent; return the seconds since the program was started.

        Raises:
            TimeoutError: it never was.
        """
        end = time.monotonic() + _LONGEST_WAIT
        while wanted not in self.sent:
            if time.monotonic() > end:
                raise TimeoutError(f"{wanted!r} never came; the screen shows:\n{self.text}")
            self._chunk(0.05)
        return time.monotonic() - self.started

    def press(self, keys: bytes, quiet: float = 0.3) -> bytes:
        """Type `keys` once the line is quiet, and return what the program sends in answer."""
        self.read(quiet=0.1)
        self.type(keys)
        return self.read(quiet)

    def type(self, keys: bytes) -> None:
        """Type `keys`."""
        os.write(self._terminal, keys)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, of which the program is told."""
        self.screen.resize(lines, columns)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(self.screen.display)

    def is_alive(self) -> bool:
        """Tell whether the program still runs."""
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"

    # What the process costs

    def cpu_seconds(self) -> float:
        """Return the processor time that all threads of the program have taken."""
        total = 0
        for thread in Path(f"/proc/{self.pid}/task").iterdir():
            try:
                total += int((thread / "schedstat").read_text().split()[0])
            except FileNotFoundError:
                continue
        return total / _NANOSECONDS

    def children(self) -> list[int]:
        """Return the processes that the program has started, and theirs."""
        return _descendants(self.pid)

    def resident_megabytes(self) -> float:
        """Return the memory of the program's own process."""
        return resident_megabytes(self.pid)


def resident_megabytes(pid: int) -> float:
    """Return the resident memory of a process, in MB of 1,000,000 bytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1_000_000
    return 0.0


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            started = [int(child) for child in task.read_text().split()]
        except OSError:
            continue
        for child in started:
            found += [child, *_descendants(child)]
    return found
