"""A longer text of a safety week, such as what was learned, written in a pane over the board."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult

from dutydesk.api import DataProblem, Desk, StaleChange
from dutydesk.tui.widgets import OverScreen
from dutydesk.tui.widgets.area import ChangeMade
from dutydesk.tui.widgets.prose_pane import ProsePane
from dutydesk.tui.widgets.text_pane import TextPane
from dutydesk.wording import _
from dutydesk_safetyweek.safety_week import SafetyWeek

KeepText = Callable[[SafetyWeek, str], object]
"""Keeps a text with the week as it was read; raises what the board's changes raise."""


class WeekTextScreen(OverScreen):
    """Edits one text: ``WeekTextScreen(desk, week, title, text, keep)``; closing the pane closes it."""

    def __init__(self, desk: Desk, week: SafetyWeek, title: str, text: str, keep: KeepText) -> None:
        super().__init__(desk)
        self._week, self._keep = week, keep
        self.pane = ProsePane(title, text, self._save, about=week.id)

    def compose_body(self) -> ComposeResult:
        """Lay out the pane."""
        yield self.pane

    @property
    def unsaved(self) -> str:
        """The text that was changed and not saved."""
        return self.pane.pane_title if self.pane.is_changed else ""

    def _save(self, text: str) -> str:
        try:
            self._keep(self._week, text)
        except (DataProblem, StaleChange) as problem:
            return str(problem)
        self._week = self.desk.table(SafetyWeek).get(self._week.id) or self._week
        self.show_message(_("Kept; Esc goes back to the board."))
        self.post_message(ChangeMade())
        return ""

    @on(TextPane.Closed)
    def go_back(self, event: TextPane.Closed) -> None:
        """Go back to the board."""
        event.stop()
        self.dismiss(None)
