"""One line that asks from when to when someone is away, and why."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from dutydesk.domain import ABSENCE_KINDS
from dutydesk.tui.widgets import ChoiceInput, TextInput, parse_day, plain
from dutydesk.wording import _


@dataclass(frozen=True, slots=True)
class AskedAbsence:
    """The days and the kind that stand in the line."""

    first: date
    last: date
    kind: str


class AbsenceLine(Horizontal):
    """Asks for an absence: ``AbsenceLine(day, today, id=None)``, preset to `day` alone and to sick leave.

    `asked` is what stands there, or None where it is not understood. The last day may be typed as +2, from
    the first. Posts `Changed` as one types and `Submitted` on Enter.
    """

    @dataclass
    class Changed(Message):
        """Something else stands in the line."""

    @dataclass
    class Submitted(Message):
        """Enter was pressed."""

    DEFAULT_CSS: ClassVar[str] = """
    AbsenceLine { height: 1; }
    AbsenceLine > Static { width: auto; }
    AbsenceLine > TextInput { width: 13; }
    """

    def __init__(self, day: date, today: date, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        kinds = {
            "sick": _("sick"),
            "annual": _("annual leave"),
            "personal": _("personal leave"),
            "course": _("course"),
            "other": _("other"),
        }
        self._today = today
        self.first = TextInput(day.isoformat(), replaces=True, id="absence-first")
        self.last = TextInput(day.isoformat(), replaces=True, id="absence-last")
        self.kind = ChoiceInput(tuple((each, kinds.get(each, each)) for each in ABSENCE_KINDS), "sick")

    def compose(self) -> ComposeResult:
        """Lay out the three."""
        yield Static(plain(_("from")).pad(1, 1))
        yield self.first
        yield Static(plain(_("to")).pad(1, 1))
        yield self.last
        yield Static(plain(_("why")).pad(1, 1))
        yield self.kind

    @property
    def asked(self) -> AskedAbsence | None:
        """What stands in the line."""
        try:
            first = parse_day(self.first.value, self._today)
            last = parse_day(self.last.value, first)
        except ValueError:
            return None
        return AskedAbsence(first, last, self.kind.value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        asked = self.asked
        if event.input is self.first and asked is not None and asked.last < asked.first:
            self.last.value = asked.first.isoformat()
        self.post_message(self.Changed())

    @on(ChoiceInput.Changed)
    def _kind_chosen(self, event: ChoiceInput.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted())

    def on_key(self, event: events.Key) -> None:
        """Take Enter in the choice too."""
        if event.key == "enter" and self.kind.has_focus:
            event.stop()
            self.post_message(self.Submitted())
