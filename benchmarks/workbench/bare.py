"""A Textual app of one line: what any program in a terminal costs before it does anything of its own."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """Shows that it is there."""

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield Static("Standing by")


if __name__ == "__main__":
    BareApp().run()
