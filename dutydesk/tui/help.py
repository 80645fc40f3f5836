"""What the keys do where the user is, made from the bindings themselves."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Protocol, cast

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Static

from dutydesk.tui.widgets.actions import ActionSpec, OfferedAction, bindings, offered
from dutydesk.tui.widgets.filter_bar import FilterBar
from dutydesk.tui.widgets.key_bar import KeyBar
from dutydesk.tui.widgets.table import SelectTable, TableColumn, TableRow
from dutydesk.tui.widgets.text import plain, shown, wrapped
from dutydesk.wording import _

MOST_KEYS = 4
WIDEST_KEYS = 24


class TouringApp(Protocol):
    """What the help asks of the app."""

    async def action_tour(self) -> None:
        """Begin the tour."""
        ...


class HelpScreen(Screen[None], inherit_bindings=False):
    """Lists the keys of the screen that was open, the nearest first; Enter does what a line says.

    `title` names that screen and `about` says in a line what it is for.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("help.close", "escape,q,question_mark,f1", "close", _("Back"), _("Close the help")),
        ActionSpec("help.filter", "slash", "filter", _("Find"), _("Find a key by a few letters")),
        ActionSpec("help.tour", "t", "tour", _("Tour"), _("Take the tour of a minute")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    HelpScreen { layout: vertical; }
    HelpScreen > #help-title { height: 1; padding: 0 1; text-style: bold; background: $panel; }
    HelpScreen > #help-title:ansi { background: ansi_default; text-style: bold underline; }
    HelpScreen > #help-about { height: auto; padding: 0 1; }
    """

    def __init__(self, title: str, active: Iterable[tuple[str, ActiveBinding]], about: str = "") -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._offered = offered(active)
        keys = max((cell_len(_keys(action)) for action in self._offered), default=0)
        self.keys = SelectTable(
            (TableColumn("keys", "", min(WIDEST_KEYS, keys)), TableColumn("text", "")),
            show_header=False,
            empty=_("There are no keys here."),
            id="help-keys",
        )

    def compose(self) -> ComposeResult:
        """Lay out what the place is for, the filter, and one block of keys after another."""
        title = _("Help: {area}").format(area=self._title) if self._title else _("Help")
        yield Static(plain(title), id="help-title")
        if self._about:
            yield Static(plain(self._about), id="help-about")
        yield FilterBar(self.keys)
        yield self.keys
        yield KeyBar()

    def on_mount(self) -> None:
        """Put the cursor into the list."""
        self.keys.focus()

    @on(SelectTable.WidthChanged)
    def break_lines(self, event: SelectTable.WidthChanged) -> None:
        """Break long sentences for the width there is."""
        event.stop()
        self.keys.show_rows(self._rows(max(1, self.keys.column_widths()[-1])))

    def _rows(self, room: int) -> Iterator[TableRow]:
        blocks: dict[DOMNode, list[tuple[int, OfferedAction]]] = {}
        for number, action in enumerate(self._offered):
            blocks.setdefault(action.binding.node, []).append((number, action))
        for node, actions in blocks.items():
            yield TableRow(f"block:{id(node)}", (self._heading(node),), heading=True)
            for number, action in actions:
                first, *more = wrapped(action.tooltip, room)
                search = f"{action.label} {action.tooltip}"
                yield TableRow(str(number), (_keys(action), first), search=search)
                for place, line in enumerate(more):
                    yield TableRow(f"{number}+{place}", ("", line), search=search, follows=True)

    def _heading(self, node: DOMNode) -> str:
        if node is self.app:
            return _("Everywhere")
        if isinstance(node, Screen):
            return _("In {area}").format(area=shown(self._title))
        return _("In the part that has the cursor")

    @on(SelectTable.RowSelected)
    def do_row(self, event: SelectTable.RowSelected) -> None:
        """Go back and do what the chosen line says."""
        event.stop()
        active = self._offered[int(event.row.key)].binding
        self.dismiss(None)
        self.app.call_later(self.app.run_action, active.binding.action, active.node)

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterBar).open()

    async def action_tour(self) -> None:
        """Take the tour."""
        await cast("TouringApp", self.app).action_tour()

    def action_close(self) -> None:
        """Drop the filter, or go back."""
        if not self.query_one(FilterBar).drop_if_open():
            self.dismiss(None)


def _keys(action: OfferedAction) -> str:
    """Return the keys of an action; a row of many, such as the digits, as its ends."""
    if len(action.keys) > MOST_KEYS:
        return f"{action.keys[0]}-{action.keys[-1]}"
    return " ".join(action.keys)
