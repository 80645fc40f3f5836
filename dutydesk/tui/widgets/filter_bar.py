"""A line to type a filter in, above a list."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.inputs import TextInput
from dutydesk.tui.widgets.table import SelectTable
from dutydesk.wording import _


class FilterBar(Horizontal):
    """Narrows a `SelectTable` as one types: ``FilterBar(table)``, shown by ``open()``.

    Enter goes back to the list and keeps the filter, Escape drops it. While a filter holds, the bar stays in
    sight, so that nobody takes a narrowed list for the whole.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("filter.keep", "enter,down", "keep", _("To the list"), _("Go to the filtered list")),
        ActionSpec("filter.drop", "escape", "drop", _("Show all"), _("Drop the filter")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    FilterBar { display: none; height: 1; }
    FilterBar.-open { display: block; }
    FilterBar > Static { width: auto; }
    """

    def __init__(self, table: SelectTable) -> None:
        super().__init__()
        self._table = table

    def compose(self) -> ComposeResult:
        """Lay out the label and the line to type in."""
        yield Static(Content(" " + _("Filter:") + " "))
        yield TextInput()

    @property
    def is_open(self) -> bool:
        """Whether the bar is in sight."""
        return self.has_class("-open")

    def open(self) -> None:
        """Show the bar and put the cursor into it."""
        self.add_class("-open")
        self.query_one(TextInput).focus()

    def drop_if_open(self) -> bool:
        """Drop the filter where the bar is in sight; tell whether it was."""
        was_open = self.is_open
        if was_open:
            self.action_drop()
        return was_open

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Narrow the list to what was typed so far."""
        event.stop()
        self._table.filter_text = event.value

    @on(Input.Submitted)
    def keep_on_enter(self, event: Input.Submitted) -> None:
        """Go to the list."""
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Go to the list; without a filter the bar goes away."""
        if not self._table.filter_text:
            self.remove_class("-open")
        self._table.focus()

    def action_drop(self) -> None:
        """Drop the filter and go to the list."""
        self.query_one(TextInput).value = ""
        self._table.filter_text = ""
        self.remove_class("-open")
        self._table.focus()
