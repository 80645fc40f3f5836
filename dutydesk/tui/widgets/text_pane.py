"""A pane to edit a file of the desk in: checked when it is saved, and nothing typed is lost unasked."""

import unicodedata
from collections.abc import Callable, Mapping
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static, TextArea
from textual.widgets.text_area import TextAreaTheme

from dutydesk.tui.widgets.actions import ActionSpec, bindings, borrowed_bindings
from dutydesk.tui.widgets.confirm import ConfirmBar
from dutydesk.tui.widgets.drafting import Drafted
from dutydesk.tui.widgets.text import plain
from dutydesk.wording import _

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
BYTE_ORDER_MARK = "\ufeff"

SaveText = Callable[[str], str]
"""Keeps a text; returns in one line what is wrong with it, or nothing when it was kept."""


class SafeArea(TextArea, inherit_bindings=False):
    """Text to edit; characters that a terminal would obey are drawn as question marks."""

    BINDINGS: ClassVar[list[BindingType]] = borrowed_bindings("text", TextArea.BINDINGS)
    DEFAULT_CSS = """
    SafeArea { border: none; padding: 0; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1; }
    SafeArea:focus { border: none; }
    SafeArea .text-area--gutter { color: $foreground 75%; }
    SafeArea .text-area--cursor-gutter { color: $foreground; }
    SafeArea:ansi { background: ansi_default; }
    """

    def get_line(self, line_index: int) -> Text:
        """Return a line with what must not reach the terminal replaced, character for character."""
        line = self.document.get_line(line_index)
        safe = "".join(
            "?" if character != "\t" and unicodedata.category(character) in _HIDDEN else character
            for character in line
        )
        return Text(safe, end="", no_wrap=True)


class TomlArea(SafeArea):
    """Text to edit, coloured as TOML."""

    def __init__(self, text: str) -> None:
        super().__init__(text, language="toml", show_line_numbers=True, tab_behavior="focus", soft_wrap=False)
        self.cursor_blink = False

    def on_mount(self) -> None:
        """Colour the text with the colours of the app, now and whenever they change."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._colour())
        self._colour()

    def _colour(self) -> None:
        name = f"dutydesk {self.app.theme}"
        self.register_theme(TextAreaTheme(name, syntax_styles=_syntax_styles(self.app)))
        self.theme = name


def _syntax_styles(app: App[object]) -> dict[str, Style]:
    """Return the styles of the parts of TOML; the terminal's own colours are told by weight alone."""
    if app.current_theme.name.startswith("ansi"):
        return {"property": Style(bold=True), "type": Style(bold=True), "comment": Style(italic=True)}
    colours = app.theme_variables
    key = Style(color=colours["primary"], bold=True)
    value = Style(color=colours["success"])
    return {
        "property": key,
        "type": key,
        "toml.type": key,
        "string": value,
        "number": value,
        "boolean": value,
        "toml.datetime": value,
        "toml.date": value,
        "toml.time": value,
        "comment": Style(color=colours["accent"], italic=True),
    }


class TextPane(Drafted):
    """Edits one text: ``TextPane(title, text, save, *, about="")``.

    ``save(text)`` is handed exactly what stands there; what it says is wrong is shown beneath, and the text
    stays. Escape closes, after asking when something would be lost. Posts `Closed` when it goes away.

    What is typed and not saved when the line drops comes back when the same text is opened again: `about`
    names what it belongs to, where the titles of screen and pane do not.
    """

    class Closed(Message):
        """The pane goes away."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("pane.save", "ctrl+s,f2", "save", _("Save"), _("Check this text and save it")),
        ActionSpec("pane.close", "escape", "close", _("Close"), _("Close this text")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    TextPane { height: 1fr; }
    TextPane > .pane-title { height: 1; padding: 0 1; text-style: bold; background: $panel; }
    TextPane > .pane-title:ansi { background: ansi_default; text-style: bold underline; }
    TextPane > .pane-wrong { display: none; height: auto; max-height: 5; padding: 0 1; color: $error; }
    TextPane.-wrong > .pane-wrong { display: block; }
    """

    def __init__(self, title: str, text: str, save: SaveText, *, about: str = "") -> None:
        super().__init__(title, about=about)
        self.pane_title = title
        self._mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
        self._saved = text.removeprefix(BYTE_ORDER_MARK)
        self._save = save
        self.area = self.new_area(self._saved)
        self._saved = self.area.text
        self.wrong = ""

    def new_area(self, text: str) -> SafeArea:
        """Return where `text` is edited."""
        return TomlArea(text)

    def compose(self) -> ComposeResult:
        """Lay out the title, the text, and the line beneath."""
        title = Static(plain(self.pane_title), classes="pane-title")
        yield title
        yield ConfirmBar(title)
        if self.take_up_draft():
            yield self.draft_line
        yield self.area
        yield Static("", classes="pane-wrong")

    def on_mount(self) -> None:
        """Put the cursor into the text."""
        self.area.focus()

    @property
    def is_changed(self) -> bool:
        """Whether something stands there that is not saved."""
        return self.area.text != self._saved

    def stored_texts(self) -> dict[str, str]:
        """Return the text as it was saved last."""
        return {"text": self._saved}

    def typed_texts(self) -> dict[str, str]:
        """Return the text as it stands, where it says something else."""
        text = self.area.text
        return {"text": text} if text != self._saved else {}

    def put_texts(self, texts: Mapping[str, str]) -> bool:
        """Have the text stand here."""
        self.area.load_text(texts.get("text", self._saved))
        return True

    @on(TextArea.Changed)
    def show_state(self, event: TextArea.Changed) -> None:
        """Say in the title whether something is not saved."""
        event.stop()
        self.note_typed()
        title = _("{title} (not saved)").format(title=self.pane_title) if self.is_changed else self.pane_title
        self.query_one(".pane-title", Static).update(plain(title))

    def show_wrong(self, text: str) -> None:
        """Say beneath the text what is wrong, or nothing."""
        self.wrong = text
        self.query_one(".pane-wrong", Static).update(plain(f"! {text}") if text else "")
        self.set_class(bool(text), "-wrong")

    def action_save(self) -> None:
        """Check and save; what is wrong stands beneath, and the text stays."""
        text = self.area.text
        self.show_wrong(self._save(self._mark + text))
        if not self.wrong:
            self._saved = text
            self.forget_draft()
            self.is_taken_up = self.draft_line.display = False
            self.query_one(".pane-title", Static).update(plain(self.pane_title))

    def action_close(self) -> None:
        """Close, after asking when something is not saved; what was taken up gives way to what is stored."""
        if self.is_taken_up and self.is_changed:
            self.action_drop_typed()
        elif self.is_changed:
            self.query_one(ConfirmBar).ask(_("Drop what you typed?"), self.close)
        else:
            self.close()

    def close(self) -> None:
        """Take the pane away, with its draft."""
        self.forget_draft()
        self.post_message(self.Closed())
        self.remove()
