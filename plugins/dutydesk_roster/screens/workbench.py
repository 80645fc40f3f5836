"""The place beneath the grid where one task at a time lies open, and what a task may ask of the screen."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar, Protocol, TypeVar

from textual.binding import BindingType
from textual.containers import Vertical
from textual.timer import Timer

from dutydesk.api import Desk
from dutydesk.tui.widgets import ActionSpec, Form, bindings
from dutydesk.tui.widgets.message_bar import MessageKind
from dutydesk.wording import _
from dutydesk_roster.month import Month
from dutydesk_roster.screens.generation import Generation
from dutydesk_roster.screens.roster_view import RosterView
from dutydesk_roster.screens.shown_cell import ShownCell
from dutydesk_roster.search import Search

T = TypeVar("T")

_POLL = 0.3
"""How many seconds lie between two looks at a search."""


class Workbench(Protocol):
    """The roster screen as its grid and its panels know it."""

    @property
    def desk(self) -> Desk:
        """The open desk."""
        ...

    @property
    def view(self) -> RosterView | None:
        """What is shown now, None before the first look."""
        ...

    @property
    def month(self) -> Month:
        """The month that is generated, published and counted."""
        ...

    @property
    def current(self) -> ShownCell | None:
        """The cell at the cursor."""
        ...

    @property
    def generation(self) -> Generation:
        """The search for a roster."""
        ...

    def cell_at(self, row: str, column: str) -> ShownCell | None:
        """Return the cell with these keys of the grid."""
        ...

    def attempt(self, work: Callable[[], object], done: str = "") -> bool:
        """Call ``work()``, which changes the desk; return whether it went well, and say what happened."""
        ...

    def in_background(
        self, work: Callable[[], T], then: Callable[[T], object], *, group: str = "load"
    ) -> None:
        """Call ``work()`` in a thread, then ``then(result)`` here; a newer call of `group` replaces it."""
        ...

    def show_message(self, text: str, kind: MessageKind = "notice") -> None:
        """Show `text` in the message line."""
        ...

    def ask(self, question: str, on_yes: Callable[[], object]) -> None:
        """Ask `question` in one line, and call `on_yes` when the answer is yes."""
        ...

    def show_form(self, form: Form) -> None:
        """Show `form` beneath the body."""
        ...

    def show_title(self) -> None:
        """Show anew the line above the grid."""
        ...

    def go_to(self, person: str, day: date) -> None:
        """Put the cursor on a person's day, whatever is shown now."""
        ...

    def show_as_of(self, instant: datetime | None) -> None:
        """Show the roster as it was published at `instant`, or None for the roster that is worked on."""
        ...

    def open_panel(self, panel: "BenchPanel") -> None:
        """Open `panel` in place of the one that is open."""
        ...

    def close_panel(self) -> None:
        """Close the panel that is open, and go back to the grid."""
        ...

    def set_timer(self, delay: float, callback: Callable[[], object]) -> Timer:
        """Call `callback` after `delay` seconds."""
        ...


class BenchPanel(Vertical):
    """A task beneath the grid: ``Panel(workbench)``, opened by `Workbench.open_panel`.

    A subclass composes its widgets, reads what it shows in ``workbench.in_background`` and puts the focus
    on its list; ``show_view(view)`` is called whenever the roster was read anew while it is open. Escape
    closes it.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("panel.close", "escape", "close_panel", _("Close"), _("Close this and go on in the grid")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    BenchPanel { height: 50%; }
    """

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.workbench = workbench

    def show_view(self, view: RosterView) -> None:
        """Follow the roster, which was read anew."""

    def follow(
        self, search: Search[Any, Any], working: Callable[[], object], done: Callable[[], object]
    ) -> None:
        """Call ``working()`` again and again while `search` runs, then ``done()``; not once it is closed."""
        if search.is_closed or not self.is_attached:
            return
        if search.is_done:
            done()
        else:
            working()
            self.workbench.set_timer(_POLL, lambda: self.follow(search, working, done))

    def action_close_panel(self) -> None:
        """Close the panel."""
        self.workbench.close_panel()


class Bench(Vertical):
    """Holds the panel that is open, if any."""

    DEFAULT_CSS = """
    Bench { height: auto; max-height: 60%; display: none; }
    Bench.-open { display: block; height: 50%; }
    Bench > BenchPanel { height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.panel: BenchPanel | None = None

    def open(self, panel: BenchPanel) -> None:
        """Put `panel` in the place of the one that is open."""
        self._drop()
        self.panel = panel
        self.add_class("-open")
        self.mount(panel)

    def close(self) -> None:
        """Close the panel that is open."""
        self.remove_class("-open")
        self._drop()

    def _drop(self) -> None:
        if self.panel is not None:
            self.panel.remove()
            self.panel = None
