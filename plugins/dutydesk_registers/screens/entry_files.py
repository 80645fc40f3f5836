"""The files and links that are kept with an entry."""

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.api.attachments import attached, file_of, is_gone
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


class EntryFilesScreen(OverListScreen[Attachment]):
    """Files and photos of one entry: ``EntryFilesScreen(desk, about, title)``."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("entry-files.add", "a", "add", _("Add"), _("Keep another file or link with this entry")),
        ActionSpec("entry-files.where", "w", "where", _("Where"), _("Say where this file is")),
        ActionSpec(
            "entry-files.remove", "x,delete", "remove", _("Remove"), _("Take this file away, after asking")
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = (
        TableColumn("title", _("What it is")),
        TableColumn("target", _("File or link")),
    )
    EMPTY: ClassVar[str] = _("No file is kept with this entry. Press a to add one.")
    NOTHING_CHOSEN: ClassVar[str] = _("There is no file here; a adds one.")

    def __init__(self, desk: Desk, about: str, title: str) -> None:
        super().__init__(desk)
        self.about, self.title_of_entry = about, title

    def reload(self) -> None:
        """Read in a thread what is kept."""
        self.in_background(
            lambda: [(each, _target(self.desk, each)) for each in attached(self.desk, self.about)], self._show
        )

    def _show(self, found: list[tuple[Attachment, str]]) -> None:
        self.show_list(
            [LinePart(f" {self.title_of_entry} ", "strong"), LinePart(_(" Enter: where it is "), "muted")],
            [TableRow(each.id, (each.title, target)) for each, target in found],
            {each.id: each for each, _target in found},
        )

    def action_add(self) -> None:
        """Ask for a file or a link."""
        ask_attachment(self, self.about, self.title_of_entry)

    @on(SelectTable.RowSelected)
    def action_where(self) -> None:
        """Say where the file at the cursor is."""
        file = self.chosen()
        if file is not None:
            tell_where(self, file)

    def action_remove(self) -> None:
        """Take the file at the cursor away, after asking."""
        file = self.chosen()
        if file is not None:
            ask_detaching(self, file)


def _target(desk: Desk, file: Attachment) -> str:
    if file.is_link:
        return file.target
    return _("gone: {name}").format(name=file.target) if is_gone(desk, file) else file_of(desk, file).name
