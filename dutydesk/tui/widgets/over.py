"""A screen that lies over an area until it is closed."""

from typing import ClassVar

from textual.binding import BindingType

from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.area import AreaScreen
from dutydesk.tui.widgets.filter_bar import FilterBar
from dutydesk.wording import _


class OverScreen(AreaScreen):
    """A screen of one thing, such as one meeting, laid over an area by ``open_over(screen, title)``.

    Escape drops a filter first, asks before what is typed is lost, and then goes back to the area.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("over.close", "escape", "close", _("Back"), _("Close this and go back to the list")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def action_close(self) -> None:
        """Drop the filter, or go back."""
        if any(bar.drop_if_open() for bar in self.query(FilterBar)):
            return
        if self.unsaved:
            self.ask(_("Drop what you typed ({what})?").format(what=self.unsaved), self._drop_and_close)
        else:
            self.dismiss(None)

    def _drop_and_close(self) -> None:
        self.forget_drafts()
        self.dismiss(None)
