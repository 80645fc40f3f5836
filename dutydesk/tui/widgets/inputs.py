"""The two controls of a form: a line to type in, and a choice among a few values."""

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from dutydesk.domain.text import UNSHOWN
from dutydesk.tui.widgets.actions import borrowed_bindings
from dutydesk.tui.widgets.text import fit, plain, shown
from dutydesk.wording import _


class TextInput(Input, inherit_bindings=False):
    """A line to type in, without a blinking cursor and without what a paste could smuggle in.

    A cursor that blinks sends kilobytes while nobody does anything, and keeps a dead connection alive.
    With `replaces`, what is typed first takes the place of what stands there, as for a day that is mostly
    typed anew.
    """

    BINDINGS: ClassVar[list[BindingType]] = borrowed_bindings("input", Input.BINDINGS)
    DEFAULT_CSS = """
    TextInput { height: 1; border: none; padding: 0 1; background: $boost; }
    TextInput:focus { border: none; background: $primary 30%; text-style: none; }
    TextInput > .input--placeholder { color: $foreground 80%; }
    TextInput.-invalid, TextInput.-invalid:focus { border: none; }
    TextInput:ansi { background: ansi_default; text-style: underline; }
    TextInput:ansi:focus { text-style: bold underline; }
    """

    def __init__(
        self,
        value: str = "",
        *,
        hint: str = "",
        limit: int = 200,
        replaces: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(
            shown(value),
            placeholder=plain(hint).plain,
            max_length=limit,
            compact=True,
            select_on_focus=replaces,
            id=id,
        )
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Return what may stand in the line, whoever put it there: ``?`` for what is never drawn."""
        return UNSHOWN.sub("?", value)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put `text` in place without control characters; spaces are kept, as more words may follow."""
        safe = "".join(character if character == " " else shown(character) for character in text)
        super().replace(safe, start, end)

    def put(self, text: str) -> bool:
        """Have `text` stand here; return whether that could be."""
        self.value = text[: self.max_length]
        return True


class ChoiceInput(Widget, can_focus=True):
    """One of a few values on one line, changed with Left and Right, Space, a first letter or a click."""

    @dataclass
    class Changed(Message):
        """Another value was chosen."""

        choice: "ChoiceInput"
        value: str

        @property
        def control(self) -> "ChoiceInput":
            """The widget that posted it, for Textual's selectors."""
            return self.choice

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice-input--value"}
    DEFAULT_CSS = """
    ChoiceInput { height: 1; width: 1fr; padding: 0 1; background: $boost; }
    ChoiceInput:focus { background: $primary 30%; }
    ChoiceInput:ansi { background: ansi_default; }
    """

    def __init__(
        self,
        choices: tuple[tuple[str, str], ...],
        value: str = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        known = {key for key, _label in choices}
        self.choices = choices if value in known or not value else ((value, value), *choices)
        self._at = next((i for i, (key, _label) in enumerate(self.choices) if key == value), 0)

    @property
    def value(self) -> str:
        """The value chosen, empty where there is nothing to choose."""
        return self.choices[self._at][0] if self.choices else ""

    def render_line(self, y: int) -> Strip:
        """Return the line: the label between the signs that show it can be changed."""
        del y
        style = self.rich_style
        label = self.choices[self._at][1] if self.choices else _("nothing to choose from")
        place = f" {self._at + 1}/{len(self.choices)}" if self.choices else ""
        width = self.size.width
        text = f"< {shown(label)} >"
        here = style + Style(bold=True, underline=True) if self.has_focus else style
        return Strip(
            [Segment(fit(text, max(0, width - len(place))), here), Segment(place, style)]
        ).adjust_cell_length(width, style)

    def put(self, value: str) -> bool:
        """Choose `value`; return whether it is one of the choices."""
        at = next((i for i, (key, _label) in enumerate(self.choices) if key == value), None)
        if at is not None and at != self._at:
            self.choose(at)
        return at is not None

    def choose(self, at: int) -> None:
        """Choose by place, round and round."""
        if self.choices:
            self._at = at % len(self.choices)
            self.refresh()
            self.post_message(self.Changed(self, self.value))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Tell that printable keys belong to the choice, so that no hint offers them."""
        del key
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Change the value; printable keys are never left to the screen's own keys."""
        if event.key in {"left", "right", "space"}:
            event.stop()
            event.prevent_default()
            self.choose(self._at + (-1 if event.key == "left" else 1))
        elif event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            wanted = event.character.casefold()
            for step in range(1, len(self.choices) + 1):
                at = (self._at + step) % len(self.choices)
                if self.choices[at][1].casefold().startswith(wanted):
                    self.choose(at)
                    return

    def on_click(self, event: events.Click) -> None:
        """Go on to the next value, or back at the left edge."""
        event.stop()
        self.choose(self._at + (-1 if event.x <= 1 else 1))
