"""A tour of a minute for who opens the desk for the first time: a few sentences in one bar, on real keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static

from dutydesk.api import Screen
from dutydesk.tui.keymap import keys_of
from dutydesk.tui.widgets.actions import ActionSpec, bindings, key_name
from dutydesk.tui.widgets.tab_bar import area_key
from dutydesk.tui.widgets.table import SelectTable
from dutydesk.tui.widgets.text import plain
from dutydesk.wording import _

SETTINGS = "settings"


class TourBar(Static, can_focus=True):
    """Shows one step at a time, inside the screen that is open, so that everything else can be tried."""

    @dataclass
    class Moved(Message):
        """The tour has come to the step `at`, or has ended when `at` is None."""

        at: int | None

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("tour.next", "enter,space", "go(1)", _("Next"), _("Go on with the tour")),
        ActionSpec("tour.back", "backspace", "go(-1)", _("Back"), _("Go back a step of the tour")),
        ActionSpec("tour.end", "escape", "end", _("End the tour"), _("End the tour")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    TourBar { height: auto; padding: 0 1; background: $panel; border-top: solid $accent; }
    TourBar:ansi { background: ansi_default; border-top: ascii ansi_default; }
    """

    def __init__(self, steps: Sequence[str], at: int = 0) -> None:
        super().__init__(id="tour")
        self.steps = tuple(steps)
        self.at = min(max(0, at), len(self.steps) - 1)

    def on_mount(self) -> None:
        """Show the step, and take the keys."""
        self._show()
        self.focus(scroll_visible=False)

    def _show(self) -> None:
        place = _("Tour {number}/{count}").format(number=self.at + 1, count=len(self.steps))
        self.update(plain(f"{place}  {self.steps[self.at]}"))

    def action_go(self, step: int) -> None:
        """Go to another step; after the last the tour ends."""
        if self.at + step >= len(self.steps):
            self.action_end()
            return
        self.at = max(0, self.at + step)
        self._show()
        self.post_message(self.Moved(self.at))

    def action_end(self) -> None:
        """End the tour."""
        self.post_message(self.Moved(None))

    def on_click(self, event: events.Click) -> None:
        """Go on, as with Enter."""
        event.stop()
        self.action_go(1)


def tour_steps(
    areas: Sequence[Screen], app_actions: Sequence[ActionSpec], keymap: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the sentences of the tour, with the keys as they are for this user."""
    specs = {spec.id: spec for spec in (*app_actions, *SelectTable.ACTIONS)}

    def key(action: str) -> str:
        return keys_of(action, specs[action].keys.split(","), keymap)[0]

    opened = {area.name: (str(number), area) for number, area in enumerate(areas, start=1)}
    steps = [
        _(
            "Welcome. {next} goes on, {end} ends the tour. The areas are in the top line: "
            "press a digit, or click; try it now."
        ).format(
            next=keys_of("tour.next", ("enter",), keymap)[0], end=keys_of("tour.end", ("escape",), keymap)[0]
        ),
        _(
            "In lists {up} and {down} move, {open} or a double click opens. "
            "The bottom line offers what else can be done here."
        ).format(up=key("table.up"), down=key("table.down"), open=key("table.open")),
        _(
            "{help} shows every key of the place where you are. "
            "{palette} finds anything to be done by a few letters."
        ).format(help=key("app.help"), palette=key("app.palette")),
        _(
            "Nothing breaks by trying: {undo} takes back your last change, {redo} does it again; "
            "{history} shows every change, who made it and when."
        ).format(undo=key("app.undo"), redo=key("app.redo"), history=key("app.history")),
    ]
    told = [
        _("{number} {title}: {what}.").format(
            number=number, title=area.title, what=area.tooltip[:1].lower() + area.tooltip[1:].rstrip(".")
        )
        for number, area in list(opened.values())[:3]
        if area.tooltip
    ]
    if told:
        steps.insert(1, " ".join(told))
    number = int(opened[SETTINGS][0]) if SETTINGS in opened else 0
    last = _("{theme} changes the colours, {quit} leaves.").format(
        theme=key("app.theme"), quit=key("app.quit")
    )
    if number:
        way = key_name(area_key(number)) or key("app.palette")
        last += " " + _("Mouse, keys and the desk's own files are in {way} Settings; this tour too.").format(
            way=way
        )
    return (*steps, last)
