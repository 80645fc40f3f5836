"""One line at the bottom for what happened and what went wrong."""

from typing import Literal

from dutydesk.tui.widgets.line_bar import LineBar, LinePart
from dutydesk.wording import _

MessageKind = Literal["notice", "warning", "error"]


class MessageBar(LineBar):
    """Shows the newest message until the next; its kind is told by a sign and a word, not by colour alone."""

    DEFAULT_CSS = """
    MessageBar { background: $surface; }
    MessageBar:ansi { background: ansi_default; }
    """

    def __init__(self) -> None:
        super().__init__(id="message-bar")
        self._kind: MessageKind = "notice"
        self._message = ""

    @property
    def message(self) -> str:
        """The text that stands there now."""
        return self._message

    @property
    def kind(self) -> MessageKind:
        """What sort of message it is."""
        return self._kind

    def show_message(self, text: str, kind: MessageKind = "notice") -> None:
        """Show `text`; a warning begins with ``! Note``, an error with ``! Error``."""
        self._message, self._kind = text, kind
        if not text:
            self.show_parts([])
        elif kind == "notice":
            self.show_parts([LinePart(f" {text}")])
        else:
            word = _("! Error:") if kind == "error" else _("! Note:")
            self.show_parts([LinePart(f" {word} ", kind), LinePart(text)])

    def clear_message(self) -> None:
        """Show nothing."""
        self.show_message("")
