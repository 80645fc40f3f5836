"""A program under test on a real pseudo-terminal, with what it sends and what then stands on the screen."""

import os
import sys
import time
from pathlib import Path

import pexpect
import pyte

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


class TerminalSession:
    """Starts a program of this folder at a fixed size and reads its bytes."""

    def __init__(
        self, program: str, *arguments: str, columns: int = 80, lines: int = 24, **environ: str
    ) -> None:
        kept = {
            key: value
            for key, value in os.environ.items()
            if key not in {"SSH_CONNECTION", "SSH_TTY", "NO_COLOR", "TMUX"}
        }
        self.child = pexpect.spawn(
            sys.executable,
            [str(HERE / program), *arguments],
            env={
                **kept,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "LC_ALL": "C.UTF-8",
                "PYTHONPATH": str(ROOT),
                **environ,
            },
            dimensions=(lines, columns),
            timeout=15,
            cwd=str(ROOT),
        )
        self.child.delaybeforesend = None
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.sent = b""
        self.dropped = False

    def read(self, quiet: float = 0.25, limit: float = 5.0) -> bytes:
        """Read until nothing comes for `quiet` seconds, and return what came."""
        got = b""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            try:
                got += self.child.read_nonblocking(65536, timeout=quiet)
            except pexpect.TIMEOUT:
                break
            except pexpect.EOF:
                break
        self.stream.feed(got)
        self.sent += got
        return got

    def wait_for(self, text: str, limit: float = 15.0) -> None:
        """Read until `text` stands on the screen."""
        end = time.monotonic() + limit
        while text not in self.text:
            assert time.monotonic() < end, f"{text!r} never came; the screen shows:\n{self.text}"
            self.read(quiet=0.1, limit=0.3)
        self.read()

    def press(self, keys: str) -> bytes:
        """Send `keys` and return what the program sent in answer."""
        self.read(quiet=0.1)
        self.child.send(keys)
        return self.read()

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(self.screen.display)

    def drop(self) -> None:
        """Let the line go dead, as a lost connection does; the program is then no longer ours to end."""
        self.child.ptyproc.fileobj.close()
        self.dropped = True

    def close(self) -> None:
        """End the program."""
        if not self.dropped:
            self.child.close(force=True)
