"""Processes that are forked from a warm one, say what they have done, and are killed.

A process costs a few milliseconds this way, and not the half second of a new Python. Whoever forks must have
no thread and no open database.
"""

import os
import selectors
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import NoReturn

Say = Callable[[str], None]


class Child:
    """A process that runs `work` and gives a line for each thing done; `lines` are those heard so far.

    It is not ended by Ctrl-C unless it `heeds_interrupts`: whoever began it sees to that.
    """

    def __init__(self, work: Callable[[Say], None], *, heeds_interrupts: bool = False) -> None:
        self.lines: list[str] = []
        self._rest = b""
        self._reader, writer = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._reader)
            signal.signal(signal.SIGINT, _interrupted if heeds_interrupts else signal.SIG_IGN)
            _be_a_child(work, writer)
        os.close(writer)

    def wait_for_lines(self, count: int = 1) -> None:
        """Wait until so many lines have been heard, or the process has ended."""
        while len(self.lines) < count and self.hear():
            pass

    def kill(self) -> list[str]:
        """End the process as a power cut would, and return every line that it finished.

        Raises:
            RuntimeError: it had ended by itself.
        """
        os.kill(self.pid, signal.SIGKILL)
        status = self.end()
        if status != -signal.SIGKILL:
            raise RuntimeError(
                f"a process that was to be killed had ended with status {status}: {self.lines[-1:]}"
            )
        return self.lines

    def interrupt(self) -> None:
        """Ask the process to tidy up and end."""
        os.kill(self.pid, signal.SIGINT)

    def end(self) -> int:
        """Wait until the process ends by itself, and return its exit status, below 0 for a signal."""
        while self.hear():
            pass
        os.close(self._reader)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def fileno(self) -> int:
        """Return the descriptor on which the process is heard."""
        return self._reader

    def hear(self) -> bool:
        """Wait for whatever comes next, and return whether anything came."""
        heard = os.read(self._reader, 65536)
        *whole, self._rest = (self._rest + heard).split(b"\n")
        self.lines += [line.decode() for line in whole]
        return bool(heard)


def end_all(children: Sequence[Child]) -> list[int]:
    """Hear all processes at once until they end by themselves, and return their exit statuses."""
    try:
        with selectors.DefaultSelector() as selector:
            for child in children:
                selector.register(child, selectors.EVENT_READ, child)
            while selector.get_map():
                for key, _events in selector.select():
                    if not key.data.hear():
                        selector.unregister(key.fileobj)
    except BaseException:
        for child in children:
            os.kill(child.pid, signal.SIGKILL)
            child.end()
        raise
    return [child.end() for child in children]


def _interrupted(_signal: int, _frame: object) -> NoReturn:
    """End once, however often it is asked for: the tidying up is left in peace."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _be_a_child(work: Callable[[Say], None], writer: int) -> None:
    status = 1
    try:
        work(lambda line: _write_all(writer, f"{line}\n".encode()))
        status = 0
    except (BrokenPipeError, KeyboardInterrupt):
        pass
    except BaseException:  # noqa: BLE001 - whatever it is, it must not go on as the parent does
        traceback.print_exc()
    finally:
        os._exit(status)


def _write_all(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]
