"""An app that sends only what the terminal at the other end of the line does not show yet."""

from typing import Any

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.screen import Screen

from dutydesk.tui.sent_screen import SentScreen


class SparingApp(App[None]):
    """Sends each cell once: a sixth of the bytes for a first paint, and less than half for a change.

    It does so on every line: what it costs is about a millisecond for what a key changes, and a slow line
    cannot always be told from a fast one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._sent = SentScreen()

    def on_mount(self) -> None:
        """Hear when another program has had the terminal."""
        self.app_resume_signal.subscribe(self, self._resumed, immediate=True)

    def _resumed(self, app: App[Any]) -> None:
        del app
        self._sent.forget()

    async def on_event(self, event: events.Event) -> None:
        """Count on nothing that stands on a terminal of another size."""
        if isinstance(event, events.Resize):
            self._sent.forget()
        await super().on_event(event)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        super()._display(screen, self._sent.spared(renderable, self.size))

    def action_repaint(self) -> None:
        """Paint everything anew, when noise on the line or another program has disturbed it."""
        self._sent.forget()
        self.screen.refresh(layout=True)
