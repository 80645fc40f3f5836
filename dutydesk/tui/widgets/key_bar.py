"""The bottom line of key hints, made from the bindings that hold where the user is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from rich.cells import cell_len
from textual.widgets import Input

from dutydesk.tui.widgets.actions import OfferedAction, key_name, offered
from dutydesk.tui.widgets.line_bar import LineBar, LinePart
from dutydesk.wording import _

UNDO = "app.undo"


class KeyBar(LineBar):
    """Shows as many whole hints as fit, the nearest first, and always how to get help and how to get back.

    Without a keyboard the hints are what is clicked; so the way out of what is open, or else Undo, is never
    pushed out by the hints before it.
    """

    DEFAULT_CSS = """
    KeyBar { background: $panel; }
    KeyBar:ansi { background: ansi_default; }
    """

    def __init__(self) -> None:
        super().__init__(id="key-bar")

    def on_mount(self) -> None:
        """Follow the bindings of the screen from now on."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.show_keys())
        self.call_after_refresh(self.show_keys)

    def on_resize(self) -> None:
        """Show what fits the new width."""
        self.show_keys()

    def show_keys(self) -> None:
        """Show the hints for what can be done now."""
        if not self.is_attached or not self.size.width:
            return
        help_parts = [LinePart(" ? ", "key", "app.help"), LinePart(_("Help") + " ", "", "app.help")]
        room = self.size.width - sum(cell_len(part.text) for part in help_parts)
        hints = [_Hint.of(action) for action in self._to_hint()]
        kept = _way_back([hint for hint in hints if hint.cells <= room])
        room -= kept.cells if kept is not None else 0
        parts: list[LinePart] = []
        for hint in hints:
            if hint is not kept and hint.cells > room:
                continue
            room -= hint.cells if hint is not kept else 0
            parts += hint.parts
        self.show_parts(parts, help_parts)

    def _to_hint(self) -> Iterator[OfferedAction]:
        """Yield what can be done now, the nearest first; not with a letter that would be typed."""
        is_typing = isinstance(self.screen.focused, Input)
        for action in offered(self.screen.active_bindings.items()):
            binding = action.binding.binding
            if binding.show and binding.action != "help" and not (is_typing and len(action.keys[0]) == 1):
                yield action


@dataclass(frozen=True, slots=True)
class _Hint:
    """An action with its key, as two parts that can be clicked."""

    action: OfferedAction
    parts: tuple[LinePart, LinePart]

    @classmethod
    def of(cls, action: OfferedAction) -> Self:
        """Return the hint of `action`."""
        run, node = action.binding.binding.action, action.binding.node
        return cls(
            action,
            (LinePart(f" {action.keys[0]} ", "key", run, node), LinePart(f"{action.label} ", "", run, node)),
        )

    @property
    def cells(self) -> int:
        """How wide it is."""
        return sum(cell_len(part.text) for part in self.parts)


def _way_back(hints: Sequence[_Hint]) -> _Hint | None:
    """Return the hint that leaves what is open, or else the one that takes back a change."""
    leave = (hint for hint in hints if key_name("escape") in hint.action.keys)
    undo = (hint for hint in hints if hint.action.binding.binding.id == UNDO)
    return next(leave, None) or next(undo, None)
