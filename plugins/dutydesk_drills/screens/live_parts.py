"""The parts of the live screen: what is next, buttons, a line to type in, lists with keys of their own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from dutydesk.tui.widgets import ActionSpec, LineBar, LinePart, SelectTable, TextInput, bindings, plain
from dutydesk.tui.widgets.actions import offered
from dutydesk.wording import _


class NextLine(LineBar):
    """Says in words what Enter notes next."""

    DEFAULT_CSS = """
    NextLine { background: $panel; }
    NextLine:ansi { background: ansi_default; }
    """


class ButtonLines(Vertical):
    """Buttons for actions of the screen, broken into as many lines as they need, each with its key."""

    DEFAULT_CSS = """
    ButtonLines { height: auto; }
    ButtonLines > LineBar.-empty { display: none; }
    """
    MOST: ClassVar[int] = 4

    def __init__(self) -> None:
        super().__init__()
        self._lines = [LineBar() for _number in range(self.MOST)]
        self._ids: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay the lines one below the other."""
        yield from self._lines

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._show()

    def show_actions(self, ids: Iterable[str]) -> None:
        """Show buttons for the actions with these ids."""
        self._ids = tuple(ids)
        self._show()

    def _show(self) -> None:
        width = self.size.width
        if not self.is_attached or not width:
            return
        found = {
            str(action.binding.binding.id): action for action in offered(self.screen.active_bindings.items())
        }
        lines: list[list[LinePart]] = [[]]
        used = 0
        for name in self._ids:
            action = found.get(name)
            if action is None:
                continue
            run, node = action.binding.binding.action, action.binding.node
            parts = [
                LinePart(f" {action.keys[0]} ", "key", run, node),
                LinePart(f"{action.label} ", "", run, node),
            ]
            cells = sum(cell_len(part.text) for part in parts)
            if used and used + cells > width and len(lines) < self.MOST:
                lines.append([])
                used = 0
            lines[-1] += parts
            used += cells
        for at, bar in enumerate(self._lines):
            bar.set_class(at >= len(lines), "-empty")
            if at < len(lines):
                bar.show_parts(lines[at])


class EntryLine(Horizontal):
    """One line to type in, beneath what runs on: Enter keeps, Escape drops without a question."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("live-entry.keep", "enter", "keep", _("Keep"), _("Note what you typed")),
        ActionSpec("live-entry.drop", "escape", "drop", _("Drop"), _("Note nothing")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    EntryLine { display: none; height: 1; }
    EntryLine.-open { display: block; }
    EntryLine > Static { width: auto; max-width: 60%; text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keep: Callable[[str], bool] | None = None
        self._came_from: Widget | None = None

    def compose(self) -> ComposeResult:
        """Lay out the label and the line."""
        yield Static("")
        yield TextInput()

    @property
    def is_open(self) -> bool:
        """Whether somebody types."""
        return self.has_class("-open")

    def ask(self, label: str, value: str, keep: Callable[[str], bool]) -> None:
        """Ask for a text; ``keep(text)`` returns whether it was kept, and the line stays open where not."""
        if not self.is_open:
            self._came_from = self.screen.focused
        self._keep = keep
        self.query_one(Static).update(Content(" ") + plain(label) + Content(" "))
        field = self.query_one(TextInput)
        field.value = value
        field.cursor_position = len(value)
        self.add_class("-open")
        field.focus()

    @on(Input.Submitted)
    def keep_on_enter(self, event: Input.Submitted) -> None:
        """Keep what was typed."""
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Keep what was typed; of nothing, drop it."""
        text = self.query_one(TextInput).value.strip()
        if not text or (self._keep is not None and self._keep(text)):
            self.action_drop()

    def action_drop(self) -> None:
        """Go back to the list."""
        self._keep = None
        self.remove_class("-open")
        if self._came_from is not None and self._came_from.is_attached:
            self._came_from.focus(scroll_visible=False)


class LiveTable(SelectTable, inherit_bindings=False):
    """A list with no keys but those that move the cursor: every letter and Enter belong to the drill.

    A click on the first column posts `KeyClicked`.
    """

    @dataclass
    class KeyClicked(Message):
        """The key of a row was clicked."""

        table: "LiveTable"
        key: str

        @property
        def control(self) -> "LiveTable":
            """The widget that posted it, for Textual's selectors."""
            return self.table

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ActionSpec("live-list.up", "up", "move(-1)", _("Up"), _("Go to the line above"), show=False),
        ActionSpec("live-list.down", "down", "move(1)", _("Down"), _("Go to the line below"), show=False),
        ActionSpec("live-list.page-up", "pageup", "page(-1)", _("Page up"), _("Go up by a page"), show=False),
        ActionSpec(
            "live-list.page-down", "pagedown", "page(1)", _("Page down"), _("Go down by a page"), show=False
        ),
        ActionSpec("live-list.first", "home", "edge(-1)", _("First"), _("Go to the first line"), show=False),
        ActionSpec("live-list.last", "end", "edge(1)", _("Last"), _("Go to the last line"), show=False),
    )

    def on_click(self, event: events.Click) -> None:
        """Tell of a click on the key; the list itself moves its cursor there."""
        index = event.y - 1 + round(self.scroll_y)
        if event.y >= 1 and index < len(self.rows) and event.x <= self.columns[0].width + 1:
            self.post_message(self.KeyClicked(self, self.rows[index].key))
