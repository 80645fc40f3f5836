"""Running a plugin's code under a limit of time, in a thread that can be given up."""

import contextvars
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from dutydesk.host.output import PluginOutput, capturing, wrap_streams
from dutydesk.host.stopping import stack_of, stop_thread
from dutydesk.wording import _

T = TypeVar("T")
LIMIT_SECONDS = 5.0


class Misbehaviour(Exception):
    """What a plugin did that is no exception of its own; the message is for people."""


class LimitPassed(Misbehaviour):
    """A plugin gave no answer in time; `plugin` and `where` say which, `stack` where it was just then."""

    def __init__(self, plugin: str, where: str, seconds: float, stack: str) -> None:
        super().__init__(_("gave no answer within {seconds:g} s").format(seconds=seconds))
        self.plugin = plugin
        self.where = where
        self.stack = stack


class PluginLimits:
    """Runs the code of plugins, each call for no longer than `seconds`.

    What a call prints is kept from the terminal. A call that is made inside another, as a plugin asks the
    desk and the desk asks plugins, runs in the thread of the first, under its limit.
    """

    def __init__(self, seconds: float = LIMIT_SECONDS) -> None:
        self.seconds = seconds
        self._here = threading.local()

    def run(self, plugin: str, where: str, work: Callable[[], T]) -> tuple[T, PluginOutput]:
        """Return what ``work()`` gives, with what it wrote.

        Raises:
            LimitPassed: it does not come back. The thread is stopped as soon as it runs Python code.
        """
        under_way: list[tuple[str, str]] | None = getattr(self._here, "calls", None)
        if under_way is not None:
            with _noted(under_way, (plugin, where)):
                return work(), PluginOutput()
        call = _Call(self._here, (plugin, where), work)
        wrap_streams()
        thread = threading.Thread(
            target=contextvars.copy_context().run, args=(call.run,), name=f"plugin {plugin}", daemon=True
        )
        thread.start()
        try:
            in_time = call.done.wait(self.seconds)
        except BaseException:
            stop_thread(thread)
            raise
        if not in_time:
            at, stack = call.calls[-1], stack_of(thread)
            stop_thread(thread)
            raise LimitPassed(*at, self.seconds, stack)
        return call.answer(), call.output


class _Call(Generic[T]):
    """One call in its thread."""

    def __init__(self, here: threading.local, first: tuple[str, str], work: Callable[[], T]) -> None:
        self.calls = [first]
        self.done = threading.Event()
        self.output = PluginOutput()
        self._here = here
        self._work = work
        self._given: list[T] = []
        self._raised: BaseException | None = None

    def run(self) -> None:
        """Do the work and keep what comes of it."""
        try:
            self._here.calls = self.calls
            with capturing(self.output):
                self._given.append(self._work())
        except BaseException as error:  # noqa: BLE001 - it is raised again where the answer is awaited
            self._raised = error
        self.done.set()

    def answer(self) -> T:
        """Return what the work gave, or raise what it raised."""
        if self._raised is not None:
            raise self._raised
        return self._given[0]


@contextmanager
def _noted(calls: list[tuple[str, str]], call: tuple[str, str]) -> Iterator[None]:
    calls.append(call)
    try:
        yield
    finally:
        calls.pop()
