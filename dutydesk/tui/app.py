"""The app: areas, the keys that hold everywhere, and keeping up with the desk."""

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.screen import Screen as TextualScreen

from dutydesk.api import Command, DataProblem, Desk, Screen
from dutydesk.config.personal import PersonalFolders, Preferences
from dutydesk.tui.app_actions import APP_ACTIONS
from dutydesk.tui.areas import (
    FaultyArea,
    host_screens,
    in_order,
    make_screen,
    open_to,
    refuse_without_role,
    tabs_of,
)
from dutydesk.tui.containment import ContainingApp
from dutydesk.tui.drafts import DraftKeepingApp
from dutydesk.tui.exposure_notice import tell_of_exposure
from dutydesk.tui.file_watch import FileWatch, TakenUp, take_up
from dutydesk.tui.hangup import HangUpApp
from dutydesk.tui.help import HelpScreen
from dutydesk.tui.keymap import ChosenKeys, KeysPlaces, chosen_keys
from dutydesk.tui.keys_in_turn import KeysInTurnApp
from dutydesk.tui.leaving import LeavingApp
from dutydesk.tui.opening import CANNOT_RUN, OpeningScreen
from dutydesk.tui.palette import DutyProvider
from dutydesk.tui.plugin_watch import PluginWatchingApp
from dutydesk.tui.profile import Profile
from dutydesk.tui.sparing import SparingApp
from dutydesk.tui.themes import THEME_ORDER, THEMES, theme_title
from dutydesk.tui.tour import TourBar, tour_steps
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.area import AreaScreen, ChangeMade, DeskChanged, MinuteTick, fault_text
from dutydesk.tui.widgets.text import shown
from dutydesk.wording import _

Opened = tuple[Desk, tuple[Screen, ...], tuple[Command, ...]]
LOOK_SECONDS = 0.4
LOOKS_PER_FILES = 3
"""The files are looked at once in so many looks at the database."""
MINUTE = 60


class DutyDeskApp(
    LeavingApp,
    PluginWatchingApp,
    DraftKeepingApp,
    HangUpApp,
    ContainingApp,
    KeysInTurnApp,
    SparingApp,
    inherit_bindings=False,
):
    """The terminal of one desk: ``DutyDeskApp(open_desk)``; leave with ``sys.exit(app.return_code)``.

    `open_desk` gives the desk, the areas and the palette commands of its plugins; it is called in a thread
    once the shell stands on the screen, because what it imports takes longer than the first paint.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = APP_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COMMANDS: ClassVar[set[Any]] = {DutyProvider}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    ENABLE_COMMAND_PALETTE = True
    NOTIFICATION_TIMEOUT = 0
    CSS_PATH = Path(__file__).with_name("styles.tcss")

    def __init__(
        self,
        open_desk: Callable[[], Opened],
        environ: Mapping[str, str] | None = None,
        personal: PersonalFolders | None = None,
    ) -> None:
        super().__init__()
        self._open_desk = open_desk
        self.personal = personal
        self.preferences = Preferences()
        self._notices: list[str] = []
        if personal is not None:
            try:
                self.preferences = personal.preferences()
            except DataProblem as problem:
                self._notices.append(str(problem))
        self.profile = Profile.of(os.environ if environ is None else environ, self.preferences)
        self.chosen_keys = ChosenKeys()
        self._tour_bar: TourBar | None = None
        self.commands: tuple[Command, ...] = ()
        self._brought: tuple[Screen, ...] = ()
        self._seen: int | None = None
        self._looking = False
        self._looks = 0
        self._files: FileWatch | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self.profile.theme
        if self.profile.remote:
            self.animation_level = "none"
            self.add_class("-remote")
        self._opening = OpeningScreen()

    # Opening

    def get_default_screen(self) -> OpeningScreen:
        """Return the shell that is painted first."""
        return self._opening

    def on_mount(self) -> None:
        """Open the desk after the first paint."""
        self.call_after_refresh(
            lambda: self.run_worker(self._open, thread=True, group="open", exit_on_error=False)
        )

    def _open(self) -> None:
        try:
            opened = self._open_desk()
            refuse_without_role(opened[0])
            self.open_drafts(opened[0])
            self._seen = opened[0].version()
            self._files = FileWatch(opened[0].folder)
            self.chosen_keys = chosen_keys(
                KeysPlaces.of(opened[0].folder, self.personal), in_order(opened[1])
            )
        except DataProblem as problem:
            self.call_from_thread(self._opening.show_problem, str(problem), _("Press any key to leave."))
        except Exception as error:  # noqa: BLE001 - whatever fails, the user must be told and let out
            self.call_from_thread(
                self._opening.show_problem,
                _("The desk could not be opened. {fault}").format(fault=fault_text(error)),
                _("Press any key to leave; `dutydesk doctor` looks for the cause."),
            )
        else:
            self.call_from_thread(self.call_later, self._opened, opened)

    async def _opened(self, opened: Opened) -> None:
        self.desk, brought, commands = opened
        self.title = shown(self.desk.name)
        self._brought = in_order(brought)
        self.areas = open_to(self.desk, self._brought)
        names = {area.name for area in self.areas}
        self.commands = tuple(command for command in commands if command.screen in names)
        for area in self.areas:
            self.add_mode(area.name, partial(self._screen_of, area))
        self.set_keymap(dict(self.chosen_keys.keymap))
        self.watch_plugins(self.desk)
        self.set_interval(LOOK_SECONDS, self._look)
        self._wait_for_minute()
        await self.action_open_area(self.areas[0].name)
        notices = [*self._notices, *self.chosen_keys.faults]
        if notices and self.area is not None:
            self.area.show_message(notices[0], "warning")
        elif self.area is not None:
            tell_of_exposure(self.area)
            self.tell_of_drafts(self.area)
        if self.personal is not None and not self.personal.tour_was_shown() and self.personal.remember_tour():
            await self.action_tour()

    # Areas

    def _screen_of(self, area: Screen) -> TextualScreen[None]:
        desk = self.desk
        if desk is None:
            return self._opening
        screen = make_screen(area, desk)
        screen.title = shown(area.title)
        if isinstance(screen, AreaScreen):
            screen.tab_bar.show_tabs(tabs_of(self.areas), area.name)
            screen.tab_bar.show_clock(self.clock_text())
        return screen

    async def action_open_area(self, name: str) -> None:
        """Open the area `name`; one that is faulty is made anew, as its plugin may have been mended."""
        if self.desk is None or name not in {area.name for area in self.areas}:
            return
        if self.asks_first([*self.screen_stack[1:]], lambda: self.call_later(self._open_area, name)):
            return
        await self._open_area(name)

    async def _open_area(self, name: str) -> None:
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if name == self.current_mode:
            return
        left = self.area
        stack = self._screen_stacks.get(name)
        if stack and isinstance(stack[0], FaultyArea):
            area = next(area for area in self.areas if area.name == name)
            await self.remove_mode(name)
            self.add_mode(name, partial(self._screen_of, area))
        await self.switch_mode(name)
        if self.area is not None:
            self.area.tab_bar.show_clock(self.clock_text())
            if left is not None and left.unsaved:
                text = _("Not saved yet, and still open in {area}: {what}")
                self.area.show_message(text.format(area=left.title, what=left.unsaved))
        if self._tour_bar is not None:
            await self._show_tour(self._tour_bar.at)

    async def action_open_area_at(self, number: int) -> None:
        """Open the area whose tab carries `number`."""
        if 1 <= number <= len(self.areas):
            await self.action_open_area(self.areas[number - 1].name)

    async def run_command(self, command: Command) -> None:
        """Open a command's area and run its action there."""
        await self.action_open_area(command.screen)
        screen = self.screen

        async def run() -> None:
            await self.run_action(command.action, screen)

        self.call_after_refresh(run)

    # What holds everywhere

    def show_fault(self, error: BaseException) -> bool:
        """Say in the open area what was raised; before one is open there is nowhere to say it."""
        self.blame(error)
        if self.area is None:
            return False
        self.area.show_message(fault_text(error), "error")
        return True

    def action_help(self) -> None:
        """Show what the keys do here."""
        if not isinstance(self.screen, HelpScreen):
            about = next((area.tooltip for area in self.areas if area.name == self.current_mode), "")
            title, active = self.screen.title or "", list(self.screen.active_bindings.items())
            self.push_screen(HelpScreen(title, active, about if len(self.screen_stack) == 1 else ""))

    async def action_tour(self) -> None:
        """Begin the tour."""
        self.leave_help()
        await self._show_tour(0)

    async def _show_tour(self, at: int) -> None:
        if self._tour_bar is not None and self._tour_bar.is_attached:
            await self._tour_bar.remove()
        self._tour_bar = None
        if self.area is not None:
            steps = tour_steps(self.areas, self.ACTIONS, self.chosen_keys.keymap)
            self._tour_bar = TourBar(steps, at)
            await self.area.mount(self._tour_bar, before=self.area.message_bar)

    async def on_tour_bar_moved(self, message: TourBar.Moved) -> None:
        """Take the bar away after the last step."""
        message.stop()
        if message.at is None and self._tour_bar is not None:
            bar, self._tour_bar = self._tour_bar, None
            await bar.remove()
            if self.area is not None:
                self.area.focus_body()

    # Back and forth

    def action_undo(self) -> None:
        """Take back the last change of this user."""
        if self.desk is not None:
            self._step(self.desk.undo, _("Undone: {why}"))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        if self.desk is not None:
            self._step(self.desk.redo, _("Done again: {why}"))

    def _step(self, step: Callable[[], Any], text: str) -> None:
        entries: list[Any] = []
        if self.area is not None and self.area.attempt(lambda: entries.append(step())):
            self.area.show_message(text.format(why=entries[0].why))

    def action_next_theme(self) -> None:
        """Change to the next set of colours."""
        at = THEME_ORDER.index(self.theme) if self.theme in THEME_ORDER else -1
        self.choose_theme(THEME_ORDER[(at + 1) % len(THEME_ORDER)])

    def choose_theme(self, theme: str) -> None:
        """Change the colours, say which they are, and remember them."""
        self.theme = theme
        if self.area is not None:
            self.area.show_message(_("Colours: {theme}").format(theme=theme_title(theme)))
        self.keep_preferences(self.profile.remembering(theme, self.preferences))

    def keep_preferences(self, preferences: Preferences) -> None:
        """Remember what the user prefers; what cannot be kept is a message."""
        self.preferences = preferences
        if self.personal is not None:
            try:
                self.personal.keep_preferences(preferences)
            except DataProblem as problem:
                if self.area is not None:
                    self.area.show_message(str(problem), "warning")

    def renew_settings(self) -> None:
        """Go by the settings and keys that now stand in the files, in every area."""
        if self._files is not None:
            self._files.settle()
        self._show_anew()

    def _show_anew(self) -> None:
        if self.desk is not None:
            if open_to(self.desk, self._brought) != self.areas:
                self.exit(return_code=CANNOT_RUN, message=_("Your role has changed: open the desk again."))
                return
            self.chosen_keys = chosen_keys(KeysPlaces.of(self.desk.folder, self.personal), self.areas)
            self.set_keymap(dict(self.chosen_keys.keymap))
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, AreaScreen):
                    screen.show_anew()
        self.screen.refresh_bindings()
        if self.chosen_keys.faults and self.area is not None:
            self.area.show_message(self.chosen_keys.faults[0], "warning")

    async def on_event(self, event: events.Event) -> None:
        """Pass over a mere move of the mouse on a thin line, where every hover would send a repaint."""
        if self.profile.remote and isinstance(event, events.MouseMove) and not event.button:
            return
        await super().on_event(event)

    # Keeping up

    def _look(self) -> None:
        """Ask in a thread whether the desk has changed; a slow database must not hold up the keys."""
        if not self._looking:
            self._looking = True
            self.run_worker(self._ask_version, thread=True, group="look", exit_on_error=False)

    def _ask_version(self) -> None:
        try:
            version = self.desk.version() if self.desk is not None else None
            taken = self._ask_files()
        except Exception as error:  # noqa: BLE001 - the database is away; it may come back
            self.call_from_thread(self._looked, None, fault_text(error))
        else:
            self.call_from_thread(self._looked, version, "")
            if taken is not None:
                self.call_from_thread(self._took_up, taken)

    def _ask_files(self) -> TakenUp | None:
        self._looks += 1
        if self.desk is None or self._files is None or self._looks % LOOKS_PER_FILES:
            return None
        changed = self._files.changed()
        return take_up(self.desk, changed) if changed else None

    def _took_up(self, taken: TakenUp) -> None:
        self._show_anew()
        if self.area is not None:
            self.area.show_message(taken.text, "warning" if taken.fault else "notice")

    def _looked(self, version: int | None, fault: str) -> None:
        self._looking = False
        if fault and self.area is not None:
            self.area.show_message(fault, "error")
        elif version != self._seen:
            self._seen = version
            self._tell(DeskChanged)

    def on_change_made(self, message: ChangeMade) -> None:
        """Remember this desk's own change, which its screen has shown already."""
        message.stop()
        if self.desk is not None:
            self._seen = self.desk.version()

    def _tell(self, news: type[DeskChanged] | type[MinuteTick]) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, AreaScreen):
                screen.post_message(news())

    def _wait_for_minute(self) -> None:
        if self.desk is not None:
            now = self.desk.now()
            self.set_timer(MINUTE - now.second - now.microsecond / 1_000_000 + 0.05, self._minute)

    def _minute(self) -> None:
        if self.area is not None:
            self.area.tab_bar.show_clock(self.clock_text())
        self._tell(MinuteTick)
        self._wait_for_minute()


__all__ = ["DutyDeskApp", "Opened", "host_screens"]
