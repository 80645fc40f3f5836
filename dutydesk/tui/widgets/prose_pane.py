"""A pane to write prose in, such as the minutes of a meeting: long lines are broken at the pane's width."""

from dutydesk.tui.widgets.text_pane import SafeArea, TextPane


class ProseArea(SafeArea):
    """Prose to edit."""

    DEFAULT_CSS = """
    ProseArea { padding: 0 1; }
    """

    def __init__(self, text: str) -> None:
        super().__init__(text, tab_behavior="focus", soft_wrap=True)
        self.cursor_blink = False


class ProsePane(TextPane):
    """Edits prose as `TextPane` edits a file: ``ProsePane(title, text, save, *, about="")``."""

    def new_area(self, text: str) -> SafeArea:
        """Return where `text` is edited."""
        return ProseArea(text)
