"""A form inside the screen: labelled fields that are checked as one types and lose nothing on an error."""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.confirm import ConfirmBar
from dutydesk.tui.widgets.drafting import Drafted
from dutydesk.tui.widgets.fields import FormField
from dutydesk.tui.widgets.inputs import ChoiceInput, TextInput
from dutydesk.tui.widgets.line_bar import LineBar, LinePart
from dutydesk.tui.widgets.text import fit, plain, width_of
from dutydesk.wording import _

MOST_LABEL = 22

Save = Callable[[dict[str, str]], bool]
"""Keeps the values of a form; returns whether they were kept. When not, the form stays as it was typed."""


class FieldList(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields one below the other; it has no keys of its own, as the form's go through the fields."""


class FieldLine(Vertical):
    """One field: its label and control side by side, and what is wrong beneath."""

    DEFAULT_CSS = """
    FieldLine { height: auto; }
    FieldLine > Horizontal { height: 1; }
    FieldLine .field-label { width: auto; padding: 0 1; }
    FieldLine .field-wrong { display: none; height: 1; color: $error; }
    FieldLine.-wrong .field-wrong { display: block; }
    """

    def __init__(self, field: FormField, label_width: int) -> None:
        super().__init__()
        self.field = field
        self._label_width = label_width
        self.control: TextInput | ChoiceInput
        if field.kind == "choice":
            self.control = ChoiceInput(field.choices, field.value)
        else:
            replaces = field.kind in {"date", "time"}
            self.control = TextInput(field.value, hint=field.hint, limit=field.limit, replaces=replaces)
        self.first_value = self.control.value
        """What stood here to begin with."""
        self.wrong = ""
        self.was_touched = False

    def compose(self) -> ComposeResult:
        """Lay out the label, the control and the line beneath."""
        label = self.field.label + (" *" if self.field.required else "")
        with Horizontal():
            yield Static(Content(fit(label, self._label_width)), classes="field-label")
            yield self.control
        yield Static("", classes="field-wrong")

    @property
    def is_changed(self) -> bool:
        """Whether something else stands there than at the start."""
        return self.control.value != self.first_value

    def check(self) -> str | None:
        """Return the value as it is handed over, or None and say beneath the field what is wrong."""
        try:
            value = self.field.read(self.control.value)
        except ValueError as error:
            self.show_wrong(str(error))
            return None
        self.show_wrong("")
        return value

    def show_wrong(self, text: str) -> None:
        """Say what is wrong, or nothing."""
        if text == self.wrong:
            return
        self.wrong = text
        indent = " " * (self._label_width + 3)
        self.query_one(".field-wrong", Static).update(Content(f"{indent}! ") + plain(text) if text else "")
        self.set_class(bool(text), "-wrong")


class FormTitle(LineBar):
    """What the form is for, and how to save and close it, with a click too.

    In a field to type in, Enter is the field's own key, so that the key bar offers no way to save there.
    """

    FIRST_GIVES_WAY = True
    DEFAULT_CSS = """
    FormTitle { text-style: bold; }
    """

    def show_title(self, title: str, form: "Form") -> None:
        """Show `title` and what `form` does."""
        self.show_parts(
            (
                LinePart(f" {title} ", "strong"),
                LinePart(_(" Enter saves "), "key", "save", form),
                LinePart(_(" Esc closes "), "key", "cancel", form),
            )
        )


class Form(Drafted):
    """A form: ``Form(title, fields, save, *, about="", id=None)``; `AreaScreen.show_form` shows it.

    Enter saves, as does a click on those words in the title: every field is checked, and ``save(values)``
    is called with a text for each field's name. When it returns true the form closes; otherwise everything
    typed stays. ``fail(name, text)`` says beneath a field what `save` found wrong. Escape closes, and asks
    first when something was typed. Tab, Up and Down
    go through the fields. Posts `Closed` when it goes away.

    What stands half-typed when the line drops comes back when the same form is opened again: `about` names
    the record that it changes, as `Drafted` says. A form of a moment, such as one that prints, has
    ``keeps_draft=False``.
    """

    class Closed(Message):
        """The form goes away."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("form.save", "enter", "save", _("Save"), _("Keep what the form says")),
        ActionSpec("form.cancel", "escape", "cancel", _("Cancel"), _("Close the form")),
        ActionSpec("form.next", "tab,down", "step(1)", _("Next field"), _("Go to the next field")),
        ActionSpec(
            "form.back",
            "shift+tab,up",
            "step(-1)",
            _("Field before"),
            _("Go to the field before"),
            show=False,
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    Form {
        height: auto;
        max-height: 100%;
        background: $surface;
        border-top: solid $primary;
        & > VerticalScroll { height: auto; max-height: 17; scrollbar-size-vertical: 1; }
        &:ansi { background: ansi_default; border-top: ascii ansi_default; }
    }
    """

    def __init__(
        self,
        title: str,
        fields: Iterable[FormField],
        save: Save,
        *,
        about: str = "",
        keeps_draft: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(title, about=about, keeps_draft=keeps_draft, id=id)
        self.form_title = title
        fields = tuple(fields)
        label_width = min(MOST_LABEL, max((width_of(f.label) + 2 * f.required for f in fields), default=0))
        self.lines = {field.name: FieldLine(field, label_width) for field in fields}
        self._save = save
        self._came_from: Widget | None = None

    def compose(self) -> ComposeResult:
        """Lay out the title, the fields, and the question that Escape may ask."""
        title = FormTitle()
        title.show_title(self.form_title, self)
        yield title
        yield ConfirmBar(title)
        if self.take_up_draft():
            yield self.draft_line
        with FieldList():
            yield from self.lines.values()

    def on_mount(self) -> None:
        """Put the cursor into the first field."""
        self._came_from = self.screen.focused
        controls = self._controls()
        if controls:
            controls[0].focus()

    @property
    def values(self) -> dict[str, str]:
        """What stands in each field now, as it was typed."""
        return {name: line.control.value for name, line in self.lines.items()}

    @property
    def is_changed(self) -> bool:
        """Whether something was typed."""
        return any(line.is_changed for line in self.lines.values())

    def stored_texts(self) -> dict[str, str]:
        """Return what stood in each field to begin with."""
        return {name: line.first_value for name, line in self.lines.items()}

    def typed_texts(self) -> dict[str, str]:
        """Return what stands in those fields that say something else now."""
        return {name: line.control.value for name, line in self.lines.items() if line.is_changed}

    def put_texts(self, texts: Mapping[str, str]) -> bool:
        """Put `texts` into the fields; return whether each could take its own."""
        took = [self.lines[name].control.put(text) for name, text in texts.items()]
        return all(took)

    def naming_texts(self) -> tuple[str, ...]:
        """Return the texts to begin with; days, times and choices may begin with what is usual just now."""
        return tuple(line.first_value for line in self.lines.values() if line.field.kind == "text")

    def fail(self, name: str, text: str) -> None:
        """Say beneath the field `name` what is wrong with it, and go there."""
        self.lines[name].show_wrong(text)
        self.lines[name].control.focus()

    def close(self) -> None:
        """Take the form away, with its draft, and give the focus back."""
        self.forget_draft()
        if self._came_from is not None and self._came_from.is_attached:
            self._came_from.focus()
        self.post_message(self.Closed())
        self.remove()

    def _controls(self) -> list[TextInput | ChoiceInput]:
        return [line.control for line in self.lines.values()]

    @on(Input.Changed)
    @on(ChoiceInput.Changed)
    def check_as_typed(self, event: Input.Changed | ChoiceInput.Changed) -> None:
        """Check the field that is being changed, once something stands in it.

        The beginning of a day or a time is not called wrong before one goes on; but what is called wrong
        already is checked with every key, so that one sees when it is right.
        """
        event.stop()
        line = self._line_of(event.input if isinstance(event, Input.Changed) else event.choice)
        if line is None:
            return
        self.note_typed()
        line.was_touched = line.was_touched or line.is_changed
        value = line.control.value
        if line.wrong or (value and not line.field.is_begun(value)):
            line.check()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Check the field that one leaves, if anything was typed into it."""
        line = self._line_of(event.widget)
        if line is not None and line.was_touched:
            line.check()

    def _line_of(self, control: Widget) -> FieldLine | None:
        return next((line for line in self.lines.values() if line.control is control), None)

    @on(Input.Submitted)
    def save_on_enter(self, event: Input.Submitted) -> None:
        """Save from any field."""
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Check every field and hand the values over; go to the first that is wrong."""
        values: dict[str, str] = {}
        wrong: FieldLine | None = None
        for name, line in self.lines.items():
            value = line.check()
            if value is None:
                wrong = wrong or line
            else:
                values[name] = value
        if wrong is not None:
            wrong.control.focus()
        elif self._save(values):
            self.close()

    def action_cancel(self) -> None:
        """Close, after asking when something was typed; what was taken up gives way to what is stored."""
        if self.is_taken_up and self.is_changed:
            self.action_drop_typed()
        elif self.is_changed:
            self.query_one(ConfirmBar).ask(_("Drop what you typed?"), self.close)
        else:
            self.close()

    def action_step(self, step: int) -> None:
        """Go to another field, round and round."""
        controls = self._controls()
        at = next((i for i, control in enumerate(controls) if control.has_focus), -step)
        controls[(at + step) % len(controls)].focus()
