"""Ending a thread in which a plugin's code does not come back."""

import sys
import threading
import traceback

_TRIES = 10
_BETWEEN_SECONDS = 0.05


class PluginStopped(BaseException):
    """Raised inside a plugin that took too long; no ``except Exception`` of its own swallows it."""


def raise_in(thread: threading.Thread, error: type[BaseException] = PluginStopped) -> None:
    """Raise `error` in `thread` when it next runs Python code; a call into C is not interrupted."""
    import ctypes  # noqa: PLC0415 - only a plugin that hangs pays for it

    if thread.ident is not None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(error))


def stop_thread(thread: threading.Thread) -> bool:
    """Raise `PluginStopped` in `thread` until it ends, a few times at most, and tell whether it did."""
    for _each in range(_TRIES):
        raise_in(thread)
        thread.join(_BETWEEN_SECONDS)
        if not thread.is_alive():
            return True
    return False


def stack_of(thread: threading.Thread) -> str:
    """Return where `thread` is, as a traceback shows it."""
    frame = sys._current_frames().get(thread.ident or 0)  # noqa: SLF001 - the only way to see another thread's
    return "".join(traceback.format_stack(frame)) if frame is not None else ""
