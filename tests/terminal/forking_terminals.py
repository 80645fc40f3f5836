"""Real processes with a terminal each, forked from one that has imported the program already.

``python forking_terminals.py SOCKET`` is that one: for each request it forks a process on a pseudo-terminal,
which does ``MAIN(arguments)`` of a module, and hands the other end of its terminal over. ``WARM()`` of the
module is done once before.
"""

import fcntl
import importlib
import json
import os
import pty
import signal
import socket
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pyte

ROOT = Path(__file__).resolve().parents[2]
MARK = "DUTYDESK_TEST_MARK"
"""In the environment of all that a process under test starts, so that it can be found."""

LINES, COLUMNS = 24, 80


class ForkedTerminal:
    """A process and its terminal, in the test's hand."""

    def __init__(self, parent: "TerminalForker", mark: str, pid: int, descriptor: int) -> None:
        self._parent = parent
        self.mark = mark
        self.pid = pid
        self.descriptor = descriptor
        os.set_blocking(descriptor, False)
        self.before = termios.tcgetattr(descriptor)
        self.sent = b""
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self._drawn = 0
        self.is_open = True

    @property
    def text(self) -> str:
        """What stands on the screen; it is drawn only where it is asked for."""
        self._stream.feed(self.sent[self._drawn :])
        self._drawn = len(self.sent)
        return "\n".join(self._screen.display)

    def read(self) -> None:
        """Take in what has come."""
        with suppress(OSError):
            while got := os.read(self.descriptor, 65536):
                self.sent += got

    def send(self, keys: bytes) -> None:
        """Type `keys`."""
        os.write(self.descriptor, keys)

    def until(self, holds: Callable[[], object], *, seconds: float = 30.0, reads: bool = True) -> None:
        """Wait until something holds; the terminal is read meanwhile, or is not."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"it never came to that; the screen shows:\n{self.text}"
            if reads and self.is_open:
                self.read()
            time.sleep(0.02)
        if reads and self.is_open:
            self.read()

    def drop(self) -> None:
        """Let the line go dead."""
        self.is_open = False
        os.close(self.descriptor)

    def status(self) -> int | None:
        """Return the exit status, negative for a signal, or None while the process lives."""
        found: int | None = self._parent.ask({"wait": self.pid})
        return found

    def family(self) -> list[int]:
        """Return the processes that this one has started, wherever they belong by now."""
        wanted = f"{MARK}={self.mark}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            with suppress(OSError):
                if entry.name.isdigit() and wanted in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
        return found

    def close(self) -> None:
        """End it all."""
        for pid in (*self.family(), *([self.pid] if self.status() is None else [])):
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        self.until(lambda: self.status() is not None)
        if self.is_open:
            self.drop()


class TerminalForker:
    """Starts processes that do ``MAIN(arguments)`` of `module`."""

    def __init__(self, module: str) -> None:
        ours, theirs = socket.socketpair()
        self._socket = ours
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno()), module],
            pass_fds=[theirs.fileno()],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            | {"LC_ALL": "C.UTF-8"},
        )
        theirs.close()
        self._started: list[ForkedTerminal] = []

    def start(self, *arguments: str) -> ForkedTerminal:
        """Start a process."""
        mark = os.urandom(8).hex()
        self._socket.sendall(json.dumps({"start": arguments, "mark": mark}).encode())
        answer, descriptors, _flags, _address = socket.recv_fds(self._socket, 1024, 1)
        self._started.append(ForkedTerminal(self, mark, json.loads(answer), descriptors[0]))
        return self._started[-1]

    def ask(self, request: object) -> int | None:
        """Ask the parent of all of them."""
        self._socket.sendall(json.dumps(request).encode())
        answer: int | None = json.loads(self._socket.recv(1024))
        return answer

    def end_started(self) -> None:
        """End what was started so far."""
        while self._started:
            self._started.pop().close()

    def close(self) -> None:
        """End everything."""
        self.end_started()
        self._socket.close()
        self._process.wait()


def serve(descriptor: int, module: str) -> None:
    """Fork what is asked for, and tell how it ended."""
    program = importlib.import_module(module)
    program.WARM()
    statuses: dict[int, int] = {}
    with socket.socket(fileno=descriptor) as asked:
        while request := asked.recv(65536):
            wanted = json.loads(request)
            if "wait" in wanted:
                pid = wanted["wait"]
                if pid not in statuses:
                    done, code = os.waitpid(pid, os.WNOHANG)
                    if done:
                        statuses[pid] = os.waitstatus_to_exitcode(code)
                asked.sendall(json.dumps(statuses.get(pid)).encode())
                continue
            pid, terminal = pty.fork()
            if pid == 0:
                asked.close()
                os.environ[MARK] = wanted["mark"]
                sys.exit(program.MAIN(wanted["start"]))
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            socket.send_fds(asked, [json.dumps(pid).encode()], [terminal])
            os.close(terminal)


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2])
