"""Leaving cleanly when the connection drops or the process is told to end.

Textual installs no handler for either signal, so that the process would die with the terminal still in mouse
mode; and with a blocked loop no handler runs at all, which leaves an orphan that eats the processor.
"""

import asyncio
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable

GRACE = 2.0
POLL_MILLISECONDS = 1000
_GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL


def leave_on_signals(leave: Callable[[int], object]) -> None:
    """Call ``leave(status)`` in the running loop on SIGHUP and SIGTERM, with the status shells expect.

    Should leaving take longer than the grace, because a thread hangs, the process ends all the same; the
    terminal has been put right by then.
    """
    loop = asyncio.get_running_loop()

    def told(number: int) -> None:
        _end_after(GRACE, 128 + number)
        leave(128 + number)

    for number in (signal.SIGHUP, signal.SIGTERM):
        loop.add_signal_handler(number, told, number)


def watch_terminal(leave: Callable[[int], object], descriptor: int | None = None) -> None:
    """Watch in a daemon thread whether the terminal is gone; then ask to leave, and end after the grace."""
    fd = sys.__stdin__.fileno() if descriptor is None and sys.__stdin__ is not None else descriptor
    if fd is None or not os.isatty(fd):
        return
    loop = asyncio.get_running_loop()

    def watch() -> None:
        poll = select.poll()
        poll.register(fd, 0)
        while not any(event & _GONE for _fd, event in poll.poll(POLL_MILLISECONDS)):
            pass
        status = 128 + signal.SIGHUP
        _end_after(GRACE, status)
        try:
            loop.call_soon_threadsafe(leave, status)
        except RuntimeError:
            return

    threading.Thread(target=watch, name="hang-up watch", daemon=True).start()


def _end_after(seconds: float, status: int) -> None:
    def end() -> None:
        time.sleep(seconds)
        os._exit(status)

    threading.Thread(target=end, name="last resort", daemon=True).start()
