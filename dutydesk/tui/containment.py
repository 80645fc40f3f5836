"""Keeping what one widget raises from ending the program.

Textual ends the app on any exception in a handler, in drawing or in a timer, and a plugin's screen is full of
widgets that are not ours. So every widget, as it is put into the program, gets a guard around the calls that
Textual makes: what is raised becomes a message, and the widget goes on with the next.
"""

import inspect
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from rich.segment import Segment
from textual.actions import ActionParseResult
from textual.app import App, ComposeResult
from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from dutydesk.tui.widgets.area import fault_text
from dutydesk.tui.widgets.faults import FAULTS
from dutydesk.tui.widgets.text import fit, plain
from dutydesk.wording import _

Report = Callable[[BaseException], object]
MOST_CONTAINED = 100
"""So many exceptions within a second are no fault of one widget: the program cannot go on like that."""


class ContainingApp(App[None], inherit_bindings=False):
    """An app that works on, whatever one of its widgets, timers, callbacks or actions raises.

    `contained` holds the newest of what was raised. A subclass says it to the user with `show_fault`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.contained: tuple[BaseException, ...] = ()
        self._contained_at: list[float] = []

    def show_fault(self, error: BaseException) -> bool:
        """Say what was raised, and return whether it could be said; otherwise the app ends."""
        del error
        return False

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; what it raises is said, and the program works on."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except FAULTS as error:  # whatever a plugin's action raises
            self._handle_exception(error)
            return True

    def _register_child(self, parent: DOMNode, child: Widget, before: int | None, after: int | None) -> None:
        contain(child, self._handle_exception)
        super()._register_child(parent, child, before, after)

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except FAULTS as error:  # the loop that calls this would end, and the program hang
            self._handle_exception(error)

    def _handle_exception(self, error: BaseException) -> None:
        now = time.monotonic()
        self._contained_at = [at for at in self._contained_at if now - at < 1.0]
        if len(self._contained_at) >= MOST_CONTAINED or not self.show_fault(error):
            super()._handle_exception(error if isinstance(error, Exception) else RuntimeError(repr(error)))
            return
        self._contained_at.append(now)
        self.contained = (*self.contained[-MOST_CONTAINED:], error)
        self.log.error(error)

    def _fatal_error(self) -> None:
        """End and show the traceback, without the values of variables as Textual would.

        Links, phone numbers and a database's password stand in them, and people send on what they see.
        """
        import rich  # noqa: PLC0415 - only at such an end
        from rich.segment import Segments  # noqa: PLC0415 - likewise
        from rich.traceback import Traceback  # noqa: PLC0415 - likewise

        self.bell()
        told = self.console.render(Traceback(width=None, suppress=[rich]), self.console.options)
        self._exit_renderables.append(Segments(told))
        self._close_messages_no_wait()


def contain(widget: Widget, report: Report) -> None:
    """Guard what Textual calls in `widget`; ``report(error)`` is told what was raised.

    The guards are put on the instance, so that a class behaves as its author wrote it wherever else it is
    used. Handlers that were interrupted are not tried again; what cannot be drawn says so in its place.
    """
    compose = widget.compose
    run_worker = widget.run_worker

    def guarded_async(call: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[None]]:
        async def run(*arguments: object) -> None:
            try:
                await call(*arguments)
            except FAULTS as error:  # whatever a widget raises, the program works on
                report(error)

        return run

    def run_worker_guarded(work: Any, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - of any type
        return run_worker(_no_exit(work), *arguments, **options)

    def compose_guarded() -> ComposeResult:
        try:
            yield from compose()
        except FAULTS as error:  # likewise
            report(error)
            yield Static(_fault_content(error))

    def guarded(call: Callable[..., Any], instead: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:  # noqa: ANN401 - it stands for methods of several types
            try:
                return call(*arguments)
            except FAULTS as error:  # likewise
                report(error)
                return instead(error, *arguments)

        return run

    vars(widget).update(
        # The loop that dispatches messages ends at an exception, and with it the widget.
        _dispatch_message=guarded_async(widget._dispatch_message),  # noqa: SLF001 - Textual has no other door
        _flush_next_callbacks=guarded_async(widget._flush_next_callbacks),  # noqa: SLF001 - likewise
        run_worker=run_worker_guarded,
        compose=compose_guarded,
        render=guarded(widget.render, _fault_content),
        render_lines=guarded(widget.render_lines, _fault_strips),
        get_content_width=guarded(
            widget.get_content_width, lambda _error, container, _screen: container.width
        ),
        get_content_height=guarded(widget.get_content_height, lambda *_arguments: 1),
    )


def _no_exit(work: Any) -> Any:  # noqa: ANN401 - Textual takes functions, coroutine functions and awaitables
    """Return `work` so that ``sys.exit`` in it raises what Textual contains like other exceptions."""
    if inspect.iscoroutinefunction(work) or inspect.isawaitable(work):

        async def wait() -> Any:  # noqa: ANN401 - likewise
            try:
                return await (work if inspect.isawaitable(work) else work())
            except SystemExit as error:
                raise RuntimeError(repr(error)) from error

        return wait()

    def call() -> Any:  # noqa: ANN401 - likewise
        try:
            return work()
        except SystemExit as error:
            raise RuntimeError(repr(error)) from error

    return call


def _fault_content(error: BaseException) -> Content:
    return Content(_("! Fault:") + " ") + plain(fault_text(error))


def _fault_strips(error: BaseException, crop: Region) -> list[Strip]:
    first = fit(_("! Fault:") + " " + fault_text(error), crop.width)
    texts = [first, *[" " * crop.width] * (crop.height - 1)]
    return [Strip([Segment(text)], crop.width) for text in texts[: crop.height]]
