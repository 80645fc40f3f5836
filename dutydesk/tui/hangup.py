"""Leaving cleanly when the line drops or the process is told to end, whatever the program is doing just then.

Textual installs no handler for SIGHUP or SIGTERM, so that the process would die with the terminal still in
mouse mode. A handler of the event loop alone is not enough: a loop that is blocked, by a plugin or by a
client that no longer reads, runs none, and leaves an orphan. So a thread of its own hears both signals and
watches the terminal. It asks the loop to leave, and where that does not happen within the grace, it puts the
terminal right itself and ends the process.
"""

import asyncio
import os
import select
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from textual.app import App
from textual.driver import Driver

GRACE = 2.0
SECONDS_TO_WRITE = 0.5
POLL_MILLISECONDS = 1000
SIGNALS = (signal.SIGHUP, signal.SIGTERM)
_GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL

PUTS_RIGHT = (
    b"\x18\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1016l\x1b[?1006l\x1b[?1015l\x1b[?1003l\x1b[?1000l"
    b"\x1b[<u\x1b[0m\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Breaks off what was half sent and takes back all that Textual asks of a terminal."""

Leave = Callable[[int], object]
"""Leaves with a status; called in the event loop."""


class Line:
    """The terminal as it was before the program took it: what it takes to give it back from any thread."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._name = os.ttyname(descriptor)
        self._attributes = termios.tcgetattr(descriptor)

    @classmethod
    def of_program(cls) -> "Line | None":
        """Return the terminal at standard input, or None where there is none."""
        try:
            return cls(sys.__stdin__.fileno()) if sys.__stdin__ is not None else None
        except (OSError, ValueError, termios.error):
            return None

    def put_right(self, seconds: float = SECONDS_TO_WRITE) -> None:
        """Give the terminal back; one that does not read within `seconds` is left as it is.

        It is opened anew, as waiting must not be switched off for the shell, which shares what is open.
        """
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        with suppress(OSError, termios.error):
            termios.tcsetattr(self.descriptor, termios.TCSANOW, self._attributes)
        with suppress(OSError):
            opened = os.open(self._name, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
            left, until = PUTS_RIGHT, time.monotonic() + seconds
            while left and (remaining := until - time.monotonic()) > 0:
                if select.select([], [opened], [], remaining)[1]:
                    with suppress(BlockingIOError):
                        left = left[os.write(opened, left) :]


class HangUp:
    """Has the program leave: ``HangUp(leave, line, last)``; call `watch` in the event loop.

    ``leave(status)`` is called in the loop, at the most once, with the status that shells expect; `last` is
    called in another thread, at once, and keeps what must not be lost. The process ends after the grace even
    where the loop is blocked or a thread hangs.
    """

    def __init__(
        self, leave: Leave, line: Line | None = None, last: Callable[[], object] = lambda: None
    ) -> None:
        self._leave = leave
        self._line = line
        self._last = last
        self._told = threading.Lock()
        self.is_line_right = False
        """Whether the terminal has been given back already."""

    def watch(self) -> None:
        """Hear the signals and watch the terminal from now on, in a thread."""
        loop = asyncio.get_running_loop()
        heard, passed_on = _hear_signals()
        threading.Thread(
            target=self._watch, args=(loop, heard, passed_on), name="hang-up watch", daemon=True
        ).start()

    def _watch(self, loop: asyncio.AbstractEventLoop, heard: int, passed_on: int) -> None:
        poll = select.poll()
        if heard >= 0:
            poll.register(heard, select.POLLIN)
        if self._line is not None:
            poll.register(self._line.descriptor, 0)
        while True:
            for descriptor, event in poll.poll(POLL_MILLISECONDS):
                if descriptor == heard:
                    numbers = os.read(heard, 256)
                    with suppress(OSError):
                        os.write(passed_on, numbers)
                    for number in set(numbers).intersection(SIGNALS):
                        self._tell(loop, number)
                elif event & _GONE:
                    poll.unregister(descriptor)
                    self._tell(loop, signal.SIGHUP)

    def _tell(self, loop: asyncio.AbstractEventLoop, number: int) -> None:
        """Ask the loop to leave, once, and see to it that the process ends."""
        if not self._told.acquire(blocking=False):
            return
        status = 128 + number
        threading.Thread(target=self._end, args=(status,), name="last resort", daemon=True).start()
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(self._leave, status)
        self._last()

    def _end(self, status: int) -> None:
        time.sleep(GRACE)
        if self._line is not None and not self.is_line_right:
            self._line.put_right()
        os._exit(status)


def _hear_signals() -> tuple[int, int]:
    """Have the system write the number of each signal into a pipe, at once, whatever the main thread does.

    Returns the end to read, and where the numbers must be passed on to for the event loop to hear of its own
    signals. Outside the main thread, where nothing can be set, both are -1.
    """
    if threading.current_thread() is not threading.main_thread():
        return -1, -1
    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _pass_over)
    heard, told = os.pipe()
    os.set_blocking(told, False)
    return heard, signal.set_wakeup_fd(told, warn_on_full_buffer=False)


def _pass_over(_number: int, _frame: FrameType | None) -> None:
    """Do nothing more: the thread that reads the pipe has been told."""


class HangUpApp(App[None], inherit_bindings=False):
    """An app that leaves when its line drops or it is told to end; without a terminal it is left alone."""

    hang_up: HangUp | None = None

    def keep_typed(self) -> None:
        """Keep what is typed and not saved, as the process may end at any moment; called in a thread."""

    def _build_driver(
        self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None
    ) -> Driver:
        """Be ready to leave before anything is asked of the terminal."""
        if not headless:
            line = Line.of_program()
            self.hang_up = HangUp(lambda status: self.exit(return_code=status), line, self.keep_typed)
            self.hang_up.watch()
        return super()._build_driver(headless=headless, inline=inline, mouse=mouse, size=size)

    async def _shutdown(self) -> None:
        await super()._shutdown()
        if self.hang_up is not None:
            self.hang_up.is_line_right = True
