"""What the user prefers, and the files in which the desk's posts, rules and the like are written."""

from dataclasses import dataclass
from typing import ClassVar, Protocol, cast

from msgspec import structs
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from dutydesk.api import DataProblem, Desk, Screen, StaleChange
from dutydesk.config.personal import PersonalFolders, Preferences
from dutydesk.config.text_file import read_text, save_text
from dutydesk.domain import Right
from dutydesk.tui.catalogue import catalogue
from dutydesk.tui.keymap import KeysPlaces, keys_fault
from dutydesk.tui.screens.settings_rows import (
    COLUMNS,
    NEW_KEYS,
    EditableFile,
    file_rows,
    next_language,
    preference_rows,
)
from dutydesk.tui.themes import theme_title
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.area import AreaScreen
from dutydesk.tui.widgets.table import SelectTable, TableRow
from dutydesk.tui.widgets.text_pane import TextPane
from dutydesk.wording import _


class SettingsApp(Protocol):
    """What this area asks of the app."""

    theme: str
    preferences: Preferences
    personal: PersonalFolders | None
    areas: tuple[Screen, ...]

    def action_next_theme(self) -> None:
        """Change to the next set of colours."""
        ...

    def keep_preferences(self, preferences: Preferences) -> None:
        """Remember what the user prefers."""
        ...

    def renew_settings(self) -> None:
        """Go by what the files say now."""
        ...

    async def action_tour(self) -> None:
        """Begin the tour."""
        ...

    def action_plugins(self) -> None:
        """Show the plugins."""
        ...


@dataclass(frozen=True, slots=True)
class FilesRead:
    """The files that can be edited, as they stand on the disk."""

    yours: tuple[EditableFile, ...]
    desk: tuple[EditableFile, ...]


class SettingsScreen(AreaScreen):
    """A list of preferences and files; Enter changes the one, and opens the other in a pane of text."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("settings.open", "enter", "open", _("Change"), _("Change this, or open this file")),
        ActionSpec(
            "settings.plugins",
            "p",
            "plugins",
            _("Plugins"),
            _("How each plugin does; check or allow one"),
        ),
        ActionSpec(
            "settings.refresh", "f5", "refresh_files", _("Read again"), _("Read the files again"), show=False
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    SettingsScreen #settings { height: 1fr; }
    SettingsScreen #settings-pane { height: 1fr; display: none; }
    SettingsScreen.-editing #settings { display: none; }
    SettingsScreen.-editing #settings-pane { display: block; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = SelectTable(COLUMNS, show_header=False, empty=_("Reading the files..."), id="settings")
        self._files: dict[str, EditableFile] = {}
        self._read: FilesRead | None = None

    @property
    def shell(self) -> SettingsApp:
        """The app, as far as this area knows it."""
        return cast("SettingsApp", self.app)

    def compose_body(self) -> ComposeResult:
        """Lay out the list, and the place of the pane."""
        yield self.list
        yield Vertical(id="settings-pane")

    @property
    def pane(self) -> TextPane | None:
        """The pane that is open, if any."""
        panes = self.query("#settings-pane > TextPane")
        return panes.first(TextPane) if panes else None

    @property
    def unsaved(self) -> str:
        """The file that was changed and not saved, or the form."""
        pane = self.pane
        return pane.pane_title if pane is not None and pane.is_changed else super().unsaved

    def reload(self) -> None:
        """Read every file in a thread and show how it stands."""
        self.in_background(self._read_files, self._show)

    def _read_files(self) -> FilesRead:
        places = KeysPlaces.of(self.desk.folder, self.shell.personal)
        keys: list[EditableFile] = []
        for path, shown in places.each():
            label, what = "", _("keys of this desk's own")
            if path == places.personal:
                label, what = _("Keys of your own"), shown
            try:
                text = read_text(path)
                fault = "" if text is None else keys_fault(text, shown, catalogue(self.shell.areas))
            except DataProblem as problem:
                fault = str(problem)
            keys.append(EditableFile(shown, path, fault, label, what, is_keys=True))
        desk = (*(EditableFile.of(state) for state in self.desk.settings_files()), keys[0])
        shown_files = [file for file in desk if self._may_see(file)]
        shown_files.sort(key=lambda file: ("/" in file.name, file.name))
        return FilesRead(tuple(keys[1:]), tuple(shown_files))

    def _may_see(self, file: EditableFile) -> bool:
        """Tell whether a file of the desk is shown: one at its top may hold the password of a database."""
        return self.desk.may(Right.READ if "/" in file.name else Right.SETTINGS)

    def _show(self, read: FilesRead) -> None:
        self._read = read
        self._files = {file.name: file for file in (*read.yours, *read.desk)}
        room = self.list.column_widths()[-1]
        rows: list[TableRow] = [*preference_rows(self.shell.preferences, theme_title(self.shell.theme))]
        rows += list(file_rows("", read.yours, room))[1:]
        if read.desk:
            rows += file_rows(_("Files of this desk"), read.desk, room)
        self.list.show_rows(rows)

    @on(SelectTable.WidthChanged, "#settings")
    def break_lines(self, event: SelectTable.WidthChanged) -> None:
        """Break long faults for another width."""
        event.stop()
        if self._read is not None:
            self._show(self._read)

    @on(SelectTable.RowSelected, "#settings")
    async def open_row(self, event: SelectTable.RowSelected) -> None:
        """Change or open the chosen line."""
        event.stop()
        await self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing of the list while a file is open."""
        del parameters
        return action not in {"open", "plugins", "refresh_files"} or self.pane is None

    def action_refresh_files(self) -> None:
        """Read the files again."""
        self.reload()

    def action_plugins(self) -> None:
        """Lay the plugins over this."""
        self.shell.action_plugins()

    async def action_open(self) -> None:
        """Change the preference at the cursor, or open its file."""
        row = self.list.current
        if row is None or self.pane is not None:
            return
        if row.key == "theme":
            self.shell.action_next_theme()
        elif row.key == "mouse":
            preferences = self.shell.preferences
            self.shell.keep_preferences(structs.replace(preferences, mouse=not preferences.mouse))
        elif row.key == "language":
            preferences = self.shell.preferences
            self.shell.keep_preferences(
                structs.replace(preferences, language=next_language(preferences.language))
            )
        elif row.key == "tour":
            await self.shell.action_tour()
        elif row.key in self._files:
            self._edit(self._files[row.key])
            return
        if self._read is not None:
            self._show(self._read)

    # Editing

    def _edit(self, file: EditableFile) -> None:
        try:
            before = read_text(file.path)
        except DataProblem as problem:
            self.show_message(str(problem), "error")
            return
        kept = {"text": before}
        shown = before if before is not None else (NEW_KEYS if file.is_keys else "")

        def save(text: str) -> str:
            fault = self._fault(file, text)
            if not fault:
                try:
                    self._keep(file, text, kept["text"])
                except (DataProblem, StaleChange) as problem:
                    return str(problem)
                kept["text"] = text
                self._saved(file)
            return fault

        self.message_bar.clear_message()
        self.add_class("-editing")
        self.query_one("#settings-pane", Vertical).mount(TextPane(file.name, shown, save))

    def _keep(self, file: EditableFile, text: str, before: str | None) -> None:
        if file.path.is_relative_to(self.desk.folder):
            self.desk.save_file(file.path.relative_to(self.desk.folder).as_posix(), text, before)
        else:
            save_text(file.path, text, before)

    def _fault(self, file: EditableFile, text: str) -> str:
        if file.is_keys:
            return keys_fault(text, file.name, catalogue(self.shell.areas))
        return self.desk.settings_fault(file.name, text)

    def _saved(self, file: EditableFile) -> None:
        """Go by the new text at once, in this desk and all of its areas."""
        try:
            if not file.is_keys:
                self.desk.renew_settings()
        except DataProblem as problem:
            text = _("{file} is saved, but the desk goes on as it was: {fault}")
            self.show_message(text.format(file=file.name, fault=problem), "warning")
            return
        self.show_message(_("{file} is saved and holds from now on.").format(file=file.name))
        self.shell.renew_settings()

    @on(TextPane.Closed)
    def show_list(self, event: TextPane.Closed) -> None:
        """Go back to the list."""
        event.stop()
        self.remove_class("-editing")
        self.list.focus()
        self.reload()
