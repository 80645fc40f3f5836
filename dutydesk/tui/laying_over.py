"""Screens that lie over an area: history, links, and those that an area opens over itself."""

from textual.app import App

from dutydesk.api import Desk, Screen
from dutydesk.domain import Right, person_feed, short_day
from dutydesk.tui.areas import tabs_of
from dutydesk.tui.help import HelpScreen
from dutydesk.tui.palette import Palette
from dutydesk.tui.widgets.area import AreaScreen, OpenOver
from dutydesk.wording import _


class LayingOverApp(App[None], inherit_bindings=False):
    """An app with areas, over each of which other screens can be laid; Escape takes these away."""

    desk: Desk | None = None
    areas: tuple[Screen, ...] = ()

    @property
    def area(self) -> AreaScreen | None:
        """The open area, or what lies over it, beneath any help; None before the desk is open."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, AreaScreen):
                return screen
        return None

    def action_command_palette(self) -> None:
        """Open the palette."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_history(self) -> None:
        """Show the whole journal, and what can be taken back."""
        from dutydesk.tui.screens.history import HistoryScreen  # noqa: PLC0415 - not needed for the first paint

        what = _("History of the desk")
        if self._may_read(what) and self.desk is not None and not isinstance(self.area, HistoryScreen):
            self.lay_over(HistoryScreen(self.desk), what)

    def action_links(self, only: str = "") -> None:
        """Show the links to every calendar, or to the one called `only`."""
        from dutydesk.tui.screens.links import links_over  # noqa: PLC0415 - as above

        what = _("Links to calendars")
        own = self.desk is not None and only == person_feed(self.desk.member.person)
        if self.area is None or not (own or self._may_read(what)):
            return
        if (screen := links_over(self.area, only)) is not None:
            self.lay_over(screen, what)

    def action_plugins(self) -> None:
        """Show the plugins, and what is wrong with them."""
        from dutydesk.tui.screens.plugins import PluginsScreen  # noqa: PLC0415 - as above

        what = _("Plugins")
        if self._may_read(what) and self.desk is not None and not isinstance(self.area, PluginsScreen):
            self.lay_over(PluginsScreen(self.desk), what)

    def _may_read(self, what: str) -> bool:
        """Tell whether the role of whoever works here lets them see all of the desk; say so where not."""
        return self.area is not None and self.area.allowed(Right.READ, what)

    def on_open_over(self, message: OpenOver) -> None:
        """Lay the screen over the area that asks for it."""
        message.stop()
        self.lay_over(message.screen, message.title)

    def lay_over(self, screen: AreaScreen, title: str) -> None:
        """Lay `screen` over the open area."""
        self.leave_help()
        screen.title = title
        screen.tab_bar.show_tabs(tabs_of(self.areas), "")
        screen.tab_bar.show_clock(self.clock_text())
        self.push_screen(screen)

    def leave_help(self) -> None:
        """Take away the help, where it lies on an area."""
        if isinstance(self.screen, HelpScreen):
            self.pop_screen()

    def clock_text(self) -> str:
        """Return the weekday, day and time of the desk."""
        if self.desk is None:
            return ""
        now = self.desk.zone.wall(self.desk.now())
        return f"{short_day(now.date())} {now:%H:%M}"
