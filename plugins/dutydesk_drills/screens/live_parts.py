"""The parts of the live screen: what is next, buttons, a line to type in, lists with keys of their own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message

from dutydesk.tui.widgets import ActionSpec, LineBar, LinePart, SelectTable, bindings, fit
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


class EntryLine(LineBar):
    """One line to type in, beneath what runs on: Enter keeps, Escape drops without a question.

    It never has the focus: the list that takes the keys of the drill hands over what is typed. On a slow line
    several keys arrive at once, and those behind the one that opens this line would still go to the list.
    """

    FIRST_GIVES_WAY: ClassVar[bool] = False
    DEFAULT_CSS = """
    EntryLine { display: none; background: $boost; }
    EntryLine.-open { display: block; }
    EntryLine:ansi { background: ansi_default; }
    """
    MOST: ClassVar[int] = 200

    def __init__(self) -> None:
        super().__init__()
        self._label = ""
        self._text = ""
        self._is_untouched = False
        self._keep: Callable[[str], bool] | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody types."""
        return self._keep is not None

    def ask(self, label: str, value: str, keep: Callable[[str], bool]) -> None:
        """Ask for a text; ``keep(text)`` returns whether it was kept, and the line stays open where not.

        What is typed first takes the place of `value`.
        """
        self._label, self._text, self._keep = label, value, keep
        self._is_untouched = bool(value)
        self.add_class("-open")
        self._show()

    def take_key(self, event: events.Key) -> None:
        """Do what a key says here."""
        if event.key == "enter":
            self.action_keep()
        elif event.key == "escape":
            self.action_drop()
        elif event.key in {"backspace", "ctrl+h"}:
            self._text, self._is_untouched = self._text[:-1], False
            self._show()
        elif event.is_printable and event.character:
            self.take_text(event.character)

    def take_text(self, text: str) -> None:
        """Add what was typed or pasted."""
        kept = "" if self._is_untouched else self._text
        self._text = (kept + text.replace("\r", " ").replace("\n", " "))[: self.MOST]
        self._is_untouched = False
        self._show()

    def action_keep(self) -> None:
        """Keep what was typed; where that is nothing, drop it."""
        text = self._text.strip()
        if not text or (self._keep is not None and self._keep(text)):
            self.action_drop()

    def action_drop(self) -> None:
        """Go back to the list."""
        self._keep = None
        self.remove_class("-open")

    def on_resize(self) -> None:
        """Show what fits."""
        self._show()

    def _show(self) -> None:
        right = [
            LinePart(_(" Enter keeps "), "key", "keep"),
            LinePart(_(" Esc drops "), "key", "drop"),
        ]
        room = self.screen.size.width - sum(cell_len(part.text) for part in right)
        label = f" {self._label} "
        text = self._text
        while text and cell_len(label) + cell_len(text) + 1 > room:
            if cell_len(label) > room // 2:
                label = fit(label, room // 2)
            else:
                text = text[1:]
        style = "active" if self._is_untouched else ""
        self.show_parts([LinePart(label, "strong"), LinePart(text, style), LinePart("_", "strong")], right)


@runtime_checkable
class KeyTaker(Protocol):
    """A screen that takes keys from its lists before the program looks for what they do."""

    async def take_key(self, event: events.Key) -> bool:
        """Do what the key says; return whether it says something here."""
        ...

    def take_paste(self, text: str) -> None:
        """Take a text that was pasted."""
        ...


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

    async def on_key(self, event: events.Key) -> None:
        """Let the drill have the key at once, in the order in which keys were pressed."""
        if isinstance(self.screen, KeyTaker) and await self.screen.take_key(event):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Let the drill have what was pasted."""
        if isinstance(self.screen, KeyTaker):
            event.stop()
            self.screen.take_paste(event.text)

    def on_click(self, event: events.Click) -> None:
        """Tell of a click on the key; the list itself moves its cursor there."""
        index = event.y - 1 + round(self.scroll_y)
        if event.y >= 1 and index < len(self.rows) and event.x <= self.columns[0].width + 1:
            self.post_message(self.KeyClicked(self, self.rows[index].key))
