"""The bottom line of key hints, made from the bindings that hold where the user is."""

from rich.cells import cell_len
from textual.widgets import Input

from dutydesk.tui.widgets.actions import offered
from dutydesk.tui.widgets.line_bar import LineBar, LinePart
from dutydesk.wording import _


class KeyBar(LineBar):
    """Shows as many whole hints as fit, the nearest first, and always how to get help."""

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
        parts: list[LinePart] = []
        is_typing = isinstance(self.screen.focused, Input)
        for action in offered(self.screen.active_bindings.items()):
            binding = action.binding.binding
            if is_typing and len(action.keys[0]) == 1:
                continue
            if not binding.show or binding.action == "help":
                continue
            run, node = binding.action, action.binding.node
            hint = [
                LinePart(f" {action.keys[0]} ", "key", run, node),
                LinePart(f"{action.label} ", "", run, node),
            ]
            cells = sum(cell_len(part.text) for part in hint)
            if cells > room:
                continue
            room -= cells
            parts += hint
        self.show_parts(parts, help_parts)
