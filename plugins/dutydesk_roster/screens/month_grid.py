"""The duty grid as the roster uses it."""

from textual import events

from dutydesk.tui.widgets import DutyGrid


class MonthGrid(DutyGrid):
    """A grid whose Escape is told to the screen, which waits for the rest of a code that was begun."""

    def on_key(self, event: events.Key) -> None:
        """Say that nothing is typed any more; the grid itself then forgets what was."""
        if event.key == "escape" and self.cursor is not None:
            self.post_message(self.CellTyped(self, *self.cursor, ""))
