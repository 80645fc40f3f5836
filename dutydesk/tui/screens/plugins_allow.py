"""Consent to run a plugin: its files and the hash of their content, and then a question."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from dutydesk.api import DataProblem, Desk
from dutydesk.host.trust import PluginFiles, TrustPins, read_plugin_files
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.line_bar import LinePart
from dutydesk.tui.widgets.over_list import OverListScreen
from dutydesk.tui.widgets.table import TableColumn, TableRow
from dutydesk.wording import _


class PluginConsentScreen(OverListScreen[int]):
    """The files of the plugin at `path`; what is shown is what is allowed, whatever becomes of the files.

    `then` is called once it is allowed.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("consent.allow", "a", "allow", _("Allow"), _("Let the plugin run with this content")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = (
        TableColumn("file", _("File")),
        TableColumn("bytes", _("Bytes"), 9),
    )

    def __init__(self, desk: Desk, path: Path, pins: TrustPins, then: Callable[[], object]) -> None:
        super().__init__(desk)
        self._path = path
        self._pins = pins
        self._then = then
        self._files: PluginFiles | None = None

    def reload(self) -> None:
        """Read the files, once."""
        if self._files is None:
            self.in_background(self._read, self._show)

    def _read(self) -> PluginFiles:
        try:
            return read_plugin_files(self._path)
        except (OSError, ValueError) as error:
            raise DataProblem(
                _("{path} cannot be allowed: {reason}").format(path=self._path, reason=error)
            ) from error

    def _show(self, files: PluginFiles) -> None:
        self._files = files
        sizes = {name: len(content) for name, content in sorted(files.files.items())}
        rows = [TableRow(name, (name, f"{size:>9}")) for name, size in sizes.items()]
        rows.append(TableRow("hash", (_("SHA-256 of all of this"), ""), heading=True))
        digest = files.digest
        rows += [TableRow(f"hash {at}", (digest[at : at + 32], "")) for at in (0, 32)]
        title = _("What {name} would run: consent, and not a sandbox").format(name=self._path.stem)
        self.show_list([LinePart(f" {title}", "strong")], rows, sizes)
        self.action_allow()

    def action_allow(self) -> None:
        """Ask, and pin what is shown."""
        if self._files is not None:
            question = _("Allow {name}? It can do all that you can do.").format(name=self._path.stem)
            self.ask(question, self._allow)

    def _allow(self) -> None:
        if self._files is not None:
            self._pins.allow(self._path, self._files.digest)
            self._then()
            self.dismiss(None)
