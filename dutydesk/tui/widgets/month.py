"""A month at a glance: seven days across, and what each day holds in a few words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from dutydesk.domain import weekday_name
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.grid_lines import Runs
from dutydesk.tui.widgets.text import fit, width_of
from dutydesk.wording import _

DAYS = 7
DOUBLE_CLICK = 2
_STYLES = ("header", "muted", "today")


@dataclass(frozen=True, slots=True)
class MonthModel:
    """What a `MonthView` shows: for each day the lines it holds, and a sign such as ``=`` for a holiday."""

    lines: Mapping[date, tuple[str, ...]] = field(default_factory=dict)
    signs: Mapping[date, str] = field(default_factory=dict)
    today: date | None = None


class MonthView(Widget, can_focus=True):
    """A month: ``MonthView(day, *, id=None)``; ``show(model)`` fills it, ``day`` is the day at the cursor.

    Posts `DayMoved` when the cursor comes to a day, which may lie in another month, and `DaySelected` on
    Enter or a double click. A day that holds more than fits says how much more.
    """

    @dataclass
    class DayMoved(Message):
        """The cursor came to a day."""

        view: "MonthView"
        day: date

        @property
        def control(self) -> "MonthView":
            """The widget that posted it, for Textual's selectors."""
            return self.view

        def can_replace(self, message: Message) -> bool:
            """Let the newest of several moves stand for all."""
            return isinstance(message, MonthView.DayMoved) and message.view is self.view

    @dataclass
    class DaySelected(Message):
        """A day was chosen."""

        view: "MonthView"
        day: date

        @property
        def control(self) -> "MonthView":
            """The widget that posted it, for Textual's selectors."""
            return self.view

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "month.left", "left,h", "move(-1)", _("Day before"), _("Go to the day before"), show=False
        ),
        ActionSpec("month.right", "right,l", "move(1)", _("Next day"), _("Go to the next day"), show=False),
        ActionSpec("month.up", "up,k", "move(-7)", _("Week before"), _("Go to the week before"), show=False),
        ActionSpec("month.down", "down,j", "move(7)", _("Next week"), _("Go to the next week"), show=False),
        ActionSpec("month.back", "pageup", "month(-1)", _("Month before"), _("Go to the month before")),
        ActionSpec("month.on", "pagedown", "month(1)", _("Next month"), _("Go to the next month")),
        ActionSpec("month.open", "enter", "select", _("Open day"), _("Show this day in the list")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"month-view--{name}" for name in _STYLES}
    DEFAULT_CSS = """
    MonthView {
        height: 1fr;
        & > .month-view--header { color: $primary; text-style: bold; }
        & > .month-view--muted { color: $foreground 50%; }
        & > .month-view--today { text-style: bold underline; }
        &:ansi > .month-view--header { color: ansi_default; text-style: bold underline; }
        &:ansi > .month-view--muted { color: ansi_default; text-style: dim; }
    }
    """

    def __init__(self, day: date, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.day = day
        self._model = MonthModel()

    def show(self, model: MonthModel) -> None:
        """Show `model` in place of the present one; nothing repaints when it is the same."""
        if model != self._model:
            self._model = model
            self.refresh()

    @property
    def days(self) -> tuple[date, ...]:
        """Every day in view: whole weeks from Monday, from before the month's first day to after its last."""
        first = self.day.replace(day=1)
        start = first - timedelta(days=first.weekday())
        after = (first + timedelta(days=31)).replace(day=1)
        weeks = -(-(after - start).days // DAYS)
        return tuple(start + timedelta(days=n) for n in range(weeks * DAYS))

    def _sizes(self) -> tuple[int, int, int]:
        weeks = len(self.days) // DAYS
        return weeks, max(1, (self.size.height - 1) // weeks), self.size.width // DAYS

    def render_line(self, y: int) -> Strip:
        """Return one line: the names of the weekdays, a row of day numbers, or a row of what they hold."""
        base = self.rich_style
        weeks, height, width = self._sizes()
        runs = Runs()
        if y == 0:
            header = base + self.get_component_rich_style("month-view--header", partial=True)
            monday = self.days[0]
            for n in range(DAYS):
                runs.add(fit(" " + weekday_name(monday + timedelta(days=n)), width), header)
            return runs.strip(self.size.width, base)
        week, line = divmod(y - 1, height)
        if week >= weeks:
            return Strip.blank(self.size.width, base)
        for day in self.days[week * DAYS : (week + 1) * DAYS]:
            text, style = self._cell(day, line, height, base)
            runs.add(" ", base)
            runs.add(fit(text, width - 1), style)
        return runs.strip(self.size.width, base)

    def _cell(self, day: date, line: int, height: int, base: Style) -> tuple[str, Style]:
        held = self._model.lines.get(day, ())
        style = base
        if day.month != self.day.month:
            style += self.get_component_rich_style("month-view--muted", partial=True)
        if line == 0:
            if day == self._model.today:
                style += self.get_component_rich_style("month-view--today", partial=True)
            if day == self.day:
                style += Style(reverse=True, bold=True) if self.has_focus else Style(underline=True)
            mark = _("today") if day == self._model.today else ""
            number = f"{day.day}{self._model.signs.get(day, '')}"
            more = f"+{len(held) - height + 1}" if len(held) > height - 1 else ""
            text = " ".join(part for part in (number, mark, more) if part)
            fits = width_of(text) < self._sizes()[2]
            return text if fits else f"{number} {more}", style
        return (held[line - 1] if line <= len(held) else ""), style

    def on_focus(self) -> None:
        """Show the cursor strongly."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor faintly."""
        self.refresh()

    def go(self, day: date) -> None:
        """Put the cursor on `day`."""
        if day == self.day:
            return
        old, days = self.day, self.days
        self.day = day
        if (old.year, old.month) != (day.year, day.month):
            self.refresh()
        else:
            _weeks, height, width = self._sizes()
            for changed in (old, day):
                week, weekday = divmod(days.index(changed), DAYS)
                self.refresh(Region(weekday * width, 1 + week * height, width, 1))
        self.post_message(self.DayMoved(self, day))

    def action_move(self, days: int) -> None:
        """Move the cursor by so many days."""
        self.go(self.day + timedelta(days=days))

    def action_month(self, months: int) -> None:
        """Move the cursor by months, to the same day or the last one there is."""
        number = self.day.year * 12 + self.day.month - 1 + months
        first = date(number // 12, number % 12 + 1, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self.go(first.replace(day=min(self.day.day, last.day)))

    def action_select(self) -> None:
        """Choose the day at the cursor."""
        self.post_message(self.DaySelected(self, self.day))

    def on_click(self, event: events.Click) -> None:
        """Move to the clicked day; choose it on a double click."""
        _weeks, height, width = self._sizes()
        if event.y >= 1 and width:
            at = (event.y - 1) // height * DAYS + min(DAYS - 1, event.x // width)
            if at < len(self.days):
                event.stop()
                self.go(self.days[at])
                if event.chain >= DOUBLE_CLICK:
                    self.action_select()
