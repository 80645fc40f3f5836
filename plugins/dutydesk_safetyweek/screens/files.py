"""Photos, files and links kept about an activity of a safety week."""

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.api.attachments import attached, is_gone
from dutydesk.domain import Attachment
from dutydesk.tui.widgets import (
    ActionSpec,
    LinePart,
    OverListScreen,
    SelectTable,
    TableColumn,
    TableRow,
    ask_attachment,
    ask_detaching,
    bindings,
    tell_where,
)
from dutydesk.wording import _


class FilesScreen(OverListScreen[Attachment]):
    """Lists what is attached to something: ``FilesScreen(desk, about, name)``."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("week-files.add", "a", "add", _("Add"), _("Keep a copy of a file here, or a link")),
        ActionSpec("week-files.where", "e", "where", _("Where"), _("Say where this file or link is")),
        ActionSpec(
            "week-files.remove",
            "delete",
            "take_away",
            _("Remove"),
            _("Take this away, after asking"),
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = (
        TableColumn("title", _("What")),
        TableColumn("target", _("Where")),
        TableColumn("state", "", 8),
    )
    EMPTY: ClassVar[str] = _("No file yet: a keeps a photo, a file or a link.")
    NOTHING_CHOSEN: ClassVar[str] = _("There is no file here yet; a keeps one.")

    def __init__(self, desk: Desk, about: str, name: str) -> None:
        super().__init__(desk)
        self._about, self._called = about, name

    def reload(self) -> None:
        """Read what is attached in a thread, then show it."""
        desk, about = self.desk, self._about

        def read() -> list[tuple[Attachment, bool]]:
            return [(each, is_gone(desk, each)) for each in attached(desk, about)]

        self.in_background(read, self._show)

    def _show(self, found: list[tuple[Attachment, bool]]) -> None:
        self.show_list(
            [
                LinePart(" " + self._called, "strong"),
                LinePart("   "),
                LinePart(_(" Esc goes back to the board "), "key", "close", self),
            ],
            [_row(each, gone=gone) for each, gone in found],
            {each.id: each for each, _gone in found},
        )

    def action_add(self) -> None:
        """Ask for a file or a link."""
        ask_attachment(self, self._about, self._called)

    @on(SelectTable.RowSelected)
    def action_where(self) -> None:
        """Say where the file or link at the cursor is."""
        chosen = self.chosen()
        if chosen is not None:
            tell_where(self, chosen)

    def action_take_away(self) -> None:
        """Take the file or link at the cursor away, after asking."""
        chosen = self.chosen()
        if chosen is not None:
            ask_detaching(self, chosen)


def _row(each: Attachment, *, gone: bool) -> TableRow:
    state = _("! gone") if gone else _("link") if each.is_link else _("file")
    return TableRow(each.id, (each.title, each.target, state), "warning" if gone else "")
