"""Where a text is written: it takes the place of the list for that time."""

from collections.abc import Callable

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from dutydesk.api import DataProblem, StaleChange
from dutydesk.tui.widgets import AreaScreen
from dutydesk.tui.widgets.area import ChangeMade
from dutydesk.tui.widgets.prose_pane import ProsePane
from dutydesk.tui.widgets.text_pane import TextPane


class PanePlace(Vertical):
    """Holds one pane at a time: ``PanePlace(screen, gives_way)``.

    The widgets in `gives_way` are hidden as long as one is open.
    """

    DEFAULT_CSS = """
    PanePlace { height: 1fr; display: none; }
    """

    def __init__(self, screen: AreaScreen, gives_way: tuple[Widget, ...]) -> None:
        super().__init__()
        self._area = screen
        self._gives_way = gives_way

    @property
    def pane(self) -> ProsePane | None:
        """The pane that is open, if any."""
        panes = self.query(ProsePane)
        return panes.first(ProsePane) if panes else None

    @property
    def is_open(self) -> bool:
        """Whether a text is being written; a pane that is closed takes a moment to be gone."""
        return bool(self.display)

    @property
    def unsaved(self) -> str:
        """What is written and not saved, or nothing."""
        pane = self.pane
        return pane.pane_title if pane is not None and pane.is_changed else ""

    def edit(self, title: str, text: str, keep: Callable[[str], str], *, about: str) -> None:
        """Open `text` to be edited; ``keep(text)`` keeps it, and returns what is said of that."""
        area = self._area

        def save(typed: str) -> str:
            try:
                done = keep(typed)
            except (DataProblem, StaleChange) as problem:
                return str(problem)
            area.show_message(done)
            area.show_now()
            area.post_message(ChangeMade())
            return ""

        area.message_bar.clear_message()
        self._show(is_open=True)
        self.mount(ProsePane(title, text, save, about=about))
        self.call_after_refresh(area.refresh_bindings)

    @on(TextPane.Closed)
    def give_back(self, event: TextPane.Closed) -> None:
        """Give the place back to what was hidden."""
        event.stop()
        self._show(is_open=False)
        self._area.focus_body()
        self.call_after_refresh(self._area.refresh_bindings)

    def _show(self, *, is_open: bool) -> None:
        self.display = is_open
        for widget in self._gives_way:
            if is_open:
                widget.display = False
            else:
                widget.styles.clear_rule("display")
