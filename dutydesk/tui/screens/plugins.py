"""The plugins of the desk: how each does, what is wrong with it, and consent to run it."""

import threading
from typing import ClassVar, Protocol, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import Right
from dutydesk.host.trial import TrialStopped, TrialVerdict, try_plugin
from dutydesk.host.trust import TrustPins, read_plugin_files
from dutydesk.tui.screens.plugins_allow import PluginConsentScreen
from dutydesk.tui.screens.plugins_rows import COLUMNS, ListedPlugin, listed_plugins, plugin_rows
from dutydesk.tui.screens.plugins_text import PluginTextScreen, ReadLine, fault_lines
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.line_bar import LineBar, LinePart
from dutydesk.tui.widgets.over_list import OverListScreen
from dutydesk.tui.widgets.table import SelectTable, TableColumn
from dutydesk.wording import _, ngettext


class PluginsApp(Protocol):
    """What this screen asks of the app."""

    def renew_settings(self) -> None:
        """Go by what the files say now."""
        ...


class PluginsScreen(OverListScreen[ListedPlugin]):
    """Every plugin, with what is wrong with the one at the cursor beneath."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "plugins.fault", "enter,f", "fault", _("Fault"), _("Show all that went wrong in this plugin")
        ),
        ActionSpec(
            "plugins.check",
            "c",
            "check",
            _("Check"),
            _("Try this plugin apart from the desk"),
        ),
        ActionSpec(
            "plugins.allow", "a", "allow", _("Allow"), _("Show what this plugin would run, and let it")
        ),
        ActionSpec("plugins.deny", "d", "deny", _("Deny"), _("Do not let this plugin run")),
        ActionSpec(
            "plugins.again", "r", "again", _("Look again"), _("Read the desk's folder of plugins once more")
        ),
        ActionSpec(
            "plugins.filter",
            "slash",
            "filter",
            _("Filter"),
            _("Find plugins by any part of a line"),
            show=False,
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = COLUMNS
    EMPTY: ClassVar[str] = _("There are no plugins. To begin one: dutydesk plugins new NAME")
    NOTHING_CHOSEN: ClassVar[str] = _("There is no plugin here.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.fault_line = LineBar(id="plugin-fault")
        self._pins = TrustPins()
        self._stop: threading.Event | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the list, and the line of the fault beneath."""
        yield from super().compose_body()
        yield self.fault_line

    def reload(self) -> None:
        """Look in a thread how every plugin does."""
        self.in_background(lambda: listed_plugins(self.desk, self._pins), self._show)

    def _show(self, listed: tuple[ListedPlugin, ...]) -> None:
        count = ngettext("{count} plugin", "{count} plugins", len(listed)).format(count=len(listed))
        not_on = sum(each.state.state not in {"on", "allowed"} for each in listed)
        right = [LinePart(_("{count} not on").format(count=not_on) + " ", "warning")] if not_on else []
        self.show_list(
            [LinePart(f" {count}", "strong")],
            plugin_rows(listed),
            {each.key: each for each in listed},
            right=right,
        )
        self._show_fault()

    def _show_fault(self) -> None:
        row = self.table.current
        found = None if row is None else self.listed.get(row.key)
        fault = "" if found is None else found.state.fault
        self.fault_line.show_parts([LinePart(f" {fault}")] if fault else [])

    @on(SelectTable.RowMoved)
    def follow_cursor(self, event: SelectTable.RowMoved) -> None:
        """Show what is wrong with the plugin at the cursor."""
        event.stop()
        self._show_fault()

    @on(SelectTable.RowSelected)
    def open_row(self, event: SelectTable.RowSelected) -> None:
        """Show the whole fault of the chosen plugin."""
        event.stop()
        self.action_fault()

    # What can be done

    def action_fault(self) -> None:
        """Show the whole fault, with tracebacks."""
        found = self.chosen()
        if found is not None:
            lines = tuple(fault_lines(found.state, self.desk.faults()))
            self.open_over(PluginTextScreen(self.desk, found.state.name, lines), _("Plugin"))

    def action_again(self) -> None:
        """Read the folder again: TOML plugins become live at once."""
        self._renew(_("Looked again. TOML plugins are in use as they are; Python ones begin with the desk."))

    def _renew(self, done: str) -> None:
        try:
            self.desk.renew_settings()
        except DataProblem as problem:
            self.show_message(str(problem), "error")
            self.reload()
            return
        cast("PluginsApp", self.app).renew_settings()
        self.show_message(done)

    def _own(self, text: str) -> ListedPlugin | None:
        """Return the plugin at the cursor, or say `text` where it does not lie in the desk's folder."""
        found = self.chosen()
        if found is not None and found.path is None:
            self.show_message(text, "warning")
            return None
        return found

    def action_allow(self) -> None:
        """Show what the plugin would run and ask; a TOML plugin needs no more than the key."""
        found = self._own(_("It is installed, and runs without being allowed."))
        if found is None or found.path is None or not self._may_choose():
            return
        if not found.is_data:
            done = _("{name} is allowed; it starts when the desk is next opened.").format(
                name=found.state.name
            )
            screen = PluginConsentScreen(self.desk, found.path, self._pins, lambda: self._changed(done))
            self.open_over(screen, _("Plugin"))
            return
        try:
            self._pins.allow(found.path, read_plugin_files(found.path).digest)
        except (OSError, ValueError) as error:
            self.show_message(str(error), "error")
            return
        self._renew(_("{name} is in use.").format(name=found.state.name))

    def _may_choose(self) -> bool:
        return self.allowed(Right.SETTINGS, _("Plugins"))

    def _changed(self, done: str) -> None:
        self.reload()
        self.show_message(done)

    def action_deny(self) -> None:
        """Ask, and take the plugin out of use."""
        found = self._own(_("It is installed: uninstall it to be rid of it."))
        if found is None or found.path is None or not self._may_choose():
            return
        path, name = found.path, found.state.name

        def deny() -> None:
            self._pins.deny(path)
            if path.suffix == ".toml":
                self._renew(_("{name} is not used.").format(name=name))
            else:
                self._changed(_("{name} does not run when the desk is next opened.").format(name=name))

        self.ask(_("Do not use {name}?").format(name=name), deny)

    # Checking

    def action_check(self) -> None:
        """Try the plugin in a process of its own, and show what is wrong with it."""
        found = self._own(_("It is installed: only plugins of the desk's folder are checked here."))
        if found is None or found.path is None or self._stop is not None:
            return
        path, source = found.path, found.state.source
        stop = self._stop = threading.Event()
        app = self.app

        def progress(what: str) -> None:
            app.call_from_thread(self._say_checking, found.state.name, what, stop)

        def work() -> TrialVerdict | None:
            try:
                return try_plugin(path, source, progress=progress, go_on=lambda: not stop.is_set())
            except TrialStopped:
                return None
            finally:
                self._stop = None

        self._say_checking(found.state.name, _("begins"), stop)
        self.in_background(work, self._show_verdict, group="check")

    def _say_checking(self, name: str, what: str, stop: threading.Event) -> None:
        if not stop.is_set():
            text = _("Checking {name}: {what} (Esc stops it)").format(name=name, what=what)
            self.show_message(text)

    def _show_verdict(self, verdict: TrialVerdict | None) -> None:
        if verdict is None:
            self.show_message(_("The check was stopped."))
            return
        tests = _("tests: {passed} passed, {failed} failed").format(
            passed=verdict.passed, failed=verdict.failed
        )
        if not verdict.faults:
            self.show_message(_("{name} is sound; {tests}.").format(name=verdict.name, tests=tests))
            return
        count = len(verdict.faults)
        title = ngettext("{name}: {count} fault; {tests}", "{name}: {count} faults; {tests}", count).format(
            name=verdict.name, count=count, tests=tests
        )
        self.show_message(title, "warning")
        lines = [ReadLine(each.sentence) for each in verdict.faults]
        self.open_over(PluginTextScreen(self.desk, title, lines), _("Plugin"))

    def action_close(self) -> None:
        """Stop a check first; drop the filter, or go back."""
        if self._stop is not None:
            self._stop.set()
        else:
            super().action_close()

    def on_unmount(self) -> None:
        """Let no check go on that nobody waits for."""
        if self._stop is not None:
            self._stop.set()
