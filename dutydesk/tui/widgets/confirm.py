"""A question in one line, answered with y or n or a click: a dialogue would repaint the whole screen."""

from collections.abc import Callable

from textual import events
from textual.widget import Widget

from dutydesk.tui.widgets.line_bar import LineBar, LinePart
from dutydesk.wording import _


class ConfirmBar(LineBar, can_focus=True):
    """Asks one question at a time: ``ask(question, on_yes, on_no=None)``.

    ``ConfirmBar(instead_of=None, *, id=None)``: `instead_of` is the line whose place it takes while it asks,
    so that nothing else on the screen moves. A long question is cut rather than its answers.

    It shows itself, takes the focus, and gives the focus back once it is answered. Every other key is
    refused while it asks, so that nothing is done by a stray keystroke. `AreaScreen.ask` is the usual door.
    """

    FIRST_GIVES_WAY = True
    DEFAULT_CSS = """
    ConfirmBar { display: none; background: $panel; }
    ConfirmBar.-asking { display: block; }
    ConfirmBar:ansi { background: ansi_default; text-style: bold; }
    """

    def __init__(
        self,
        instead_of: Widget | None = None,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        self._instead_of = instead_of
        self._on_yes: Callable[[], object] | None = None
        self._on_no: Callable[[], object] | None = None
        self._came_from: Widget | None = None

    @property
    def is_asking(self) -> bool:
        """Whether a question waits for its answer."""
        return self._on_yes is not None

    def ask(
        self, question: str, on_yes: Callable[[], object], on_no: Callable[[], object] | None = None
    ) -> None:
        """Ask `question`; call `on_yes` or `on_no` once it is answered."""
        if not self.is_asking:
            self._came_from = self.screen.focused
        self._on_yes, self._on_no = on_yes, on_no
        self.show_parts(
            [
                LinePart(f" ? {question} ", "strong"),
                LinePart(" y ", "key", "answer(True)"),
                LinePart(_("Yes") + " ", "", "answer(True)"),
                LinePart(" n ", "key", "answer(False)"),
                LinePart(_("No") + " ", "", "answer(False)"),
            ]
        )
        self._show_itself(asking=True)
        self.focus(scroll_visible=False)

    def _show_itself(self, *, asking: bool) -> None:
        self.set_class(asking, "-asking")
        if self._instead_of is not None:
            self._instead_of.display = not asking

    def action_answer(self, yes: bool) -> None:
        """Take the answer."""
        then = self._on_yes if yes else self._on_no
        if not self.is_asking:
            return
        self._on_yes = self._on_no = None
        self._show_itself(asking=False)
        if self._came_from is not None and self._came_from.is_attached:
            self._came_from.focus(scroll_visible=False)
        self._came_from = None
        if then is not None:
            then()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Tell that every key belongs to the question, so that no hint offers another."""
        del key, character
        return self.is_asking

    def on_key(self, event: events.Key) -> None:
        """Take y and n; swallow the rest."""
        event.stop()
        event.prevent_default()
        if event.key in {"y", "Y"}:
            self.action_answer(yes=True)
        elif event.key in {"n", "N", "escape"}:
            self.action_answer(yes=False)
