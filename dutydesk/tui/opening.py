"""The shell that is painted before the desk is opened, so that the screen is never blank."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from dutydesk.tui.areas import host_screens, tabs_of
from dutydesk.tui.widgets.tab_bar import TabBar
from dutydesk.tui.widgets.text import plain
from dutydesk.wording import _

CANNOT_RUN = 2


class OpeningScreen(Screen[None], inherit_bindings=False):
    """Shows the tabs and one line while the desk is being opened, or why it could not be."""

    DEFAULT_CSS = """
    OpeningScreen { layout: vertical; }
    OpeningScreen #opening { height: 1fr; padding: 1 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.tab_bar = TabBar()
        self.problem = ""

    def compose(self) -> ComposeResult:
        """Lay out the tabs and the line."""
        yield self.tab_bar
        with Vertical(id="opening"):
            yield Static(plain(_("Opening the desk...")), id="opening-line")
            yield Static("", id="opening-hint")

    def on_mount(self) -> None:
        """Show the tabs that are known before any plugin is asked."""
        self.tab_bar.show_tabs(tabs_of(host_screens()), "")

    def show_problem(self, problem: str, hint: str) -> None:
        """Say why the desk could not be opened and what to do; the next key leaves."""
        self.problem = problem
        self.query_one("#opening-line", Static).update(plain(problem))
        self.query_one("#opening-hint", Static).update(plain(hint))

    def on_key(self, event: events.Key) -> None:
        """Leave with the status that says it could not run."""
        if self.problem:
            event.stop()
            self.app.exit(return_code=CANNOT_RUN, message=plain(self.problem).plain)
