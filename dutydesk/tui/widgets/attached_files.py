"""Photos, files and links kept about something, in a list that lies over where it stands."""

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.api.attachments import attached, is_gone
from dutydesk.domain import Attachment
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.attaching import ask_attachment, ask_detaching, tell_where
from dutydesk.tui.widgets.line_bar import LinePart
from dutydesk.tui.widgets.over_list import OverListScreen
from dutydesk.tui.widgets.table import SelectTable, TableColumn, TableRow
from dutydesk.wording import _


class AttachedFilesScreen(OverListScreen[Attachment]):
    """Lists what is attached to something: ``AttachedFilesScreen(desk, about, name)``."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("files.add", "a", "add", _("Add"), _("Keep a copy of a file here, or a link")),
        ActionSpec("files.where", "w", "where", _("Where"), _("Say where this file or link is")),
        ActionSpec(
            "files.remove",
            "x,delete",
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
                LinePart(_(" Enter: where it is "), "muted"),
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
