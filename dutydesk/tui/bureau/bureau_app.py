"""The terminal of a bureau: its board, from which each desk's own terminal is opened."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from textual.app import SuspendNotSupported
from textual.binding import BindingType

from dutydesk.bureau.board import Board
from dutydesk.bureau.board_row import BoardRow
from dutydesk.config.personal import Preferences
from dutydesk.tui.app_actions import APP_ACTIONS
from dutydesk.tui.bureau.board_screen import BoardScreen
from dutydesk.tui.containment import ContainingApp
from dutydesk.tui.hangup import HangUpApp
from dutydesk.tui.help import HelpScreen
from dutydesk.tui.keys_in_turn import KeysInTurnApp
from dutydesk.tui.profile import Profile
from dutydesk.tui.sparing import SparingApp
from dutydesk.tui.themes import THEME_ORDER, THEMES, theme_title
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.area import fault_text
from dutydesk.tui.widgets.text import shown
from dutydesk.wording import _

_AS_IN_A_DESK = {"app.help", "app.theme", "app.repaint", "app.quit", "app.leave-hint"}
OpenDesk = Callable[[BoardRow], "subprocess.Popen[bytes]"]


def desk_program(actor: str) -> OpenDesk:
    """Return what starts the terminal of a row's desk, as the same person."""

    def start(row: BoardRow) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "dutydesk", "--desk", str(row.place.folder), "--as", actor]
        return subprocess.Popen(command)  # noqa: S603 - this program, with a folder of the bureau's

    return start


class BoardHelp(HelpScreen, inherit_bindings=True):
    """The help of the board, where there is no tour."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the tour out."""
        return action != "tour" and super().check_action(action, parameters)


class BureauApp(HangUpApp, ContainingApp, KeysInTurnApp, SparingApp, inherit_bindings=False):
    """The board of a bureau: ``BureauApp(name, open_board, start_desk)``.

    `open_board` is called in a thread once the shell stands on the screen. `start_desk` starts a desk's own
    terminal in the place of this one, which waits until it is left.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = tuple(
        each for each in APP_ACTIONS if each.id in _AS_IN_A_DESK
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = 0
    CSS_PATH = Path(__file__).parents[1] / "styles.tcss"

    def __init__(
        self,
        name: str,
        open_board: Callable[[], Board],
        start_desk: OpenDesk,
        environ: Mapping[str, str] | None = None,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__()
        self.title = shown(name)
        self.profile = Profile.of(os.environ if environ is None else environ, preferences)
        self._start_desk = start_desk
        self._desk: subprocess.Popen[bytes] | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self.profile.theme
        if self.profile.remote:
            self.animation_level = "none"
            self.add_class("-remote")
        self.board_screen = BoardScreen(name, open_board, self.open_desk)

    def get_default_screen(self) -> BoardScreen:
        """Return the board."""
        return self.board_screen

    def show_fault(self, error: BaseException) -> bool:
        """Say beneath the board what was raised."""
        self.board_screen.message_bar.show_message(fault_text(error), "error")
        return True

    def open_desk(self, row: BoardRow) -> None:
        """Give the terminal to a desk until it is left, and look at the board anew."""
        try:
            with self.suspend():
                self._desk = self._start_desk(row)
                status = self._desk.wait()
        except SuspendNotSupported:
            command = f"dutydesk --desk {row.place.folder}"
            self.board_screen.message_bar.show_message(_("Open it with: {command}").format(command=command))
            return
        except OSError as error:
            self.board_screen.message_bar.show_message(fault_text(error), "error")
            return
        finally:
            self._desk = None
        self.board_screen.action_look()
        text = _("Back from {school}.").format(school=row.school)
        if status:
            text = _("{school} was left with status {status}.").format(school=row.school, status=status)
        self.board_screen.message_bar.show_message(text, "warning" if status else "notice")

    def keep_typed(self) -> None:
        """End the desk that is open in the place of the board: its own terminal keeps what is typed."""
        desk = self._desk
        if desk is not None:
            desk.terminate()

    def action_help(self) -> None:
        """Show what the keys do here."""
        if not isinstance(self.screen, HelpScreen):
            about = _("How every desk stands: ! is urgent, x at fault, ~ being renewed")
            self.push_screen(
                BoardHelp(self.screen.title or "", list(self.screen.active_bindings.items()), about)
            )

    def action_next_theme(self) -> None:
        """Change to the next set of colours."""
        at = THEME_ORDER.index(self.theme) if self.theme in THEME_ORDER else -1
        self.theme = THEME_ORDER[(at + 1) % len(THEME_ORDER)]
        self.board_screen.message_bar.show_message(
            _("Colours: {theme}").format(theme=theme_title(self.theme))
        )

    def action_help_quit(self) -> None:
        """Say how to leave, for those who press what leaves elsewhere."""
        self.board_screen.message_bar.show_message(_("Press q to leave the board."))
