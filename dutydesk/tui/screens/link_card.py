"""A link that was just made, shown this once: as a QR code, and as addresses to copy."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from dutydesk.feeds.links import FeedLinks
from dutydesk.feeds.qr_blocks import qr_blocks
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.text import plain
from dutydesk.wording import _

LEAST_TEXT = 38
"""The columns that the addresses beside a code need."""


class CodePicture(Widget):
    """A QR code in block characters, dark on light whatever the colours of the app."""

    DEFAULT_CSS = """
    CodePicture { width: auto; height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[str, ...] = ()
        self.display = False

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """Show these lines of blocks."""
        if lines != self.lines:
            self.lines = lines
            self.display = bool(lines)
            self.styles.width = len(lines[0]) if lines else 0
            self.styles.height = len(lines)
            self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        """Return one line of the code."""
        if y >= len(self.lines):
            return Strip.blank(self.size.width, self.rich_style)
        return Strip([Segment(self.lines[y], Style(color="#000000", bgcolor="#ffffff"))])


class CardText(VerticalScroll, can_focus=False, inherit_bindings=False):
    """What stands beside the code; it has no keys of its own."""


class LinkCard(Horizontal, can_focus=True):
    """Shows a link: ``LinkCard(title, links, warning="")``; posts `Copied` and `Closed`."""

    class Copied(Message):
        """An address was handed to the terminal."""

    class Closed(Message):
        """The card goes away."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("link.copy", "c", "copy", _("Copy"), _("Copy the address of the page")),
        ActionSpec(
            "link.copy-calendar",
            "w",
            "copy_calendar",
            _("Copy for a program"),
            _("Copy the address that calendar programs take"),
        ),
        ActionSpec(
            "link.close", "escape,enter", "close", _("Done"), _("Go back; the link is not shown again")
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    LinkCard { height: 1fr; }
    LinkCard CardText { width: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    LinkCard Static { width: 1fr; height: auto; }
    LinkCard .card-title { text-style: bold; }
    LinkCard .card-about { margin-top: 1; }
    LinkCard .card-warning { color: $warning; margin-top: 1; }
    """

    def __init__(self, title: str, links: FeedLinks, warning: str = "") -> None:
        super().__init__()
        self.links = links
        self._title = title
        self._warning = warning
        self._code = CodePicture()
        self._no_code = Static(plain(_("A larger window shows a QR code too.")), classes="card-about")

    def compose(self) -> ComposeResult:
        """Lay out the code, and the addresses beside it."""
        yield self._code
        with CardText():
            yield Static(plain(self._title), classes="card-title")
            yield Static(plain(_("Open this page on the phone:")), classes="card-about")
            yield Static(plain(self.links.page), classes="card-page")
            yield Static(plain(_("Or, for a calendar program:")), classes="card-about")
            yield Static(plain(self.links.webcal))
            yield Static(
                plain(
                    _(
                        "Whoever has it can read this calendar: hand it to its person alone. "
                        "It is not kept, and cannot be shown again."
                    )
                ),
                classes="card-about",
            )
            if self._warning:
                yield Static(plain(f"! {self._warning}"), classes="card-warning")
            yield self._no_code

    def on_mount(self) -> None:
        """Take the keys."""
        self.focus(scroll_visible=False)

    def on_resize(self, event: events.Resize) -> None:
        """Show the code where it fits beside the addresses."""
        lines = qr_blocks(self.links.page, max(0, event.size.width - LEAST_TEXT), event.size.height)
        self._code.show_lines(lines)
        self._no_code.display = not lines

    def action_copy(self) -> None:
        """Copy the page's address through the terminal."""
        self._copy(self.links.page)

    def action_copy_calendar(self) -> None:
        """Copy the address for calendar programs through the terminal."""
        self._copy(self.links.webcal)

    def _copy(self, address: str) -> None:
        self.app.copy_to_clipboard(address)
        self.post_message(self.Copied())

    def action_close(self) -> None:
        """Take the card away."""
        self.post_message(self.Closed())
        self.remove()
