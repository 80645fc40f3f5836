"""What the keys do where the user is, made from the bindings themselves."""

from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Static

from dutydesk.tui.widgets.actions import ActionSpec, OfferedAction, bindings, offered
from dutydesk.tui.widgets.key_bar import KeyBar
from dutydesk.tui.widgets.text import fit, shown
from dutydesk.wording import _

MOST_KEYS = 4


class HelpScreen(Screen[None], inherit_bindings=False):
    """Lists the keys of the screen that was open, the nearest first."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("help.close", "escape,q,question_mark,f1", "close", _("Back"), _("Close the help")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    HelpScreen { layout: vertical; }
    HelpScreen VerticalScroll { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    HelpScreen Static { height: auto; }
    """

    def __init__(self, title: str, active: Iterable[tuple[str, ActiveBinding]]) -> None:
        super().__init__()
        self._title = title
        self._offered = offered(active)

    def compose(self) -> ComposeResult:
        """Lay out one block of keys after another."""
        with VerticalScroll():
            yield Static(self._content())
        yield KeyBar()

    def _content(self) -> Content:
        blocks: dict[DOMNode, list[OfferedAction]] = {}
        for action in self._offered:
            blocks.setdefault(action.binding.node, []).append(action)
        keys = {id(action): _keys(action) for action in self._offered}
        width = min(24, max((cell_len(text) for text in keys.values()), default=0))
        lines: list[Content] = []
        for node, actions in blocks.items():
            if lines:
                lines.append(Content(""))
            lines.append(Content.styled(self._heading(node), "bold underline"))
            for action in actions:
                text = f" {fit(keys[id(action)], width)}  {shown(action.tooltip)}"
                lines.append(Content(text))
        return Content("\n").join(lines)

    def _heading(self, node: DOMNode) -> str:
        if node is self.app:
            return _("Everywhere")
        if isinstance(node, Screen):
            return _("In {area}").format(area=shown(self._title))
        return _("In the part that has the cursor")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _keys(action: OfferedAction) -> str:
    """Return the keys of an action; a row of many, such as the digits, as its ends."""
    if len(action.keys) > MOST_KEYS:
        return f"{action.keys[0]}-{action.keys[-1]}"
    return " ".join(action.keys)
