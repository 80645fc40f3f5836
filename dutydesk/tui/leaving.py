"""Leaving the desk, or a screen, by one's own wish: what is typed and not saved is asked about first."""

from collections.abc import Callable, Iterable
from typing import Any

from textual.screen import Screen

from dutydesk.tui.laying_over import LayingOverApp
from dutydesk.tui.widgets.area import AreaScreen
from dutydesk.wording import _, listed


class LeavingApp(LayingOverApp, inherit_bindings=False):
    """An app that loses nothing unasked."""

    async def action_quit(self) -> None:
        """Leave, after asking when something was typed and not saved, wherever it was."""
        screens = [screen for stack in self._screen_stacks.values() for screen in stack]
        if not self.asks_first(screens, self.exit):
            self.exit()

    def asks_first(self, screens: Iterable[Screen[Any]], then: Callable[[], object]) -> bool:
        """Ask before what was typed in `screens` is lost, and call `then` on yes; return whether it asks."""
        losing = [screen for screen in screens if isinstance(screen, AreaScreen) and screen.unsaved]
        if not losing or self.area is None:
            return False

        def drop() -> None:
            for screen in losing:
                screen.forget_drafts()
            then()

        self.leave_help()
        what = listed(screen.unsaved for screen in losing)
        self.area.ask(_("Drop what you typed and did not save ({what})?").format(what=what), drop)
        return True

    def action_help_quit(self) -> None:
        """Say how to leave, for those who press what leaves elsewhere."""
        if self.area is not None:
            self.area.show_message(_("Press q to leave the desk."))
