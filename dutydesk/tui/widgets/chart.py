"""Bars to compare people by: a name, a bar against its fair share, and the number in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.text import fit, shown, width_of
from dutydesk.wording import _

if TYPE_CHECKING:
    from collections.abc import Callable

_FIELD = "dutydesk.tui.widgets.bar_field"
_HEAD = 2
_LABEL_MOST, _TEXT_MOST, _FIELD_LEAST = 24, 28, 8
_STYLES = {"=": "bar", "+": "over", ".": "short", "|": "reference"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: whose it is, how long, and the value to hold it against, such as a fair share.

    `text` stands beside the bar; without it, the value and its reference do.
    """

    label: str
    value: float
    reference: float | None = None
    text: str = ""

    @property
    def words(self) -> str:
        """What stands beside the bar."""
        if self.text:
            return self.text
        value = f"{round(self.value, 1):g}"
        return value if self.reference is None else f"{value} / {round(self.reference, 1):g}"


class BarChart(ScrollView, can_focus=True, inherit_bindings=False):
    """A chart of labelled bars: ``BarChart(id=None)``.

    - ``show_bars(bars, title)`` shows a `Bar` a line beneath `title`; more than fit are scrolled through. A
      `legend` says what the signs mean where bars are held against something else than a fair share.

    The bars are drawn with plotext, which is imported when the first chart opens; until it is there, names
    and numbers stand alone. Names of any script stay in line, and the drawing tells by its characters what
    it also tells by colour.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("chart.up", "up,k", "move(-1)", _("Up"), _("Go up by a bar"), show=False),
        ActionSpec("chart.down", "down,j", "move(1)", _("Down"), _("Go down by a bar"), show=False),
        ActionSpec("chart.page-up", "pageup", "page(-1)", _("Page up"), _("Go up by a page"), show=False),
        ActionSpec(
            "chart.page-down", "pagedown", "page(1)", _("Page down"), _("Go down by a page"), show=False
        ),
        ActionSpec("chart.first", "home", "edge(-1)", _("First"), _("Go to the first bar"), show=False),
        ActionSpec("chart.last", "end", "edge(1)", _("Last"), _("Go to the last bar"), show=False),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"bar-chart--{name}" for name in ("title", "legend", *_STYLES.values())
    }
    DEFAULT_CSS = """
    BarChart {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .bar-chart--title { color: $accent; text-style: bold; }
        & > .bar-chart--legend { color: $foreground 60%; }
        & > .bar-chart--bar { color: $primary; }
        & > .bar-chart--over { color: $warning; text-style: bold; }
        & > .bar-chart--short { color: $foreground 60%; }
        & > .bar-chart--reference { text-style: bold; }
        &:focus > .bar-chart--title { text-style: bold underline; }
        &:ansi > .bar-chart--title { color: ansi_default; text-style: bold; }
        &:ansi > .bar-chart--legend { color: ansi_default; }
        &:ansi > .bar-chart--short { color: ansi_default; }
    }
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._bars: tuple[Bar, ...] = ()
        self._title = ""
        self._told = ""
        self._draw: Callable[[Sequence[tuple[float, float | None]], int], tuple[str, ...]] | None = None
        self._drawn: tuple[int, tuple[str, ...]] | None = None
        self._asked = False

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The bars that are shown."""
        return self._bars

    def show_bars(self, bars: Sequence[Bar], title: str, legend: str = "") -> None:
        """Show `bars`, in their order, beneath `title`."""
        if (tuple(bars), title, legend) == (self._bars, self._title, self._told):
            return
        self._bars, self._title, self._told, self._drawn = tuple(bars), title, legend, None
        self._fit_size()
        self._fetch()
        self.refresh()

    # Drawing

    def _fetch(self) -> None:
        """Import plotext in a thread, once there is something to draw."""
        if self._bars and self.is_attached and not self._asked:
            self._asked = True
            self.run_worker(self._import, thread=True, group="load", exit_on_error=False)

    def _import(self) -> None:
        draw = import_module(_FIELD).bar_field
        self.app.call_from_thread(self._fetched, draw)

    def _fetched(
        self, draw: "Callable[[Sequence[tuple[float, float | None]], int], tuple[str, ...]]"
    ) -> None:
        self._draw = draw
        self.refresh()

    def on_mount(self) -> None:
        """Fetch what draws the bars, where they were given before."""
        self._fetch()

    def on_resize(self) -> None:
        """Draw the bars anew for another width."""
        self._drawn = None
        self._fit_size()

    def _fit_size(self) -> None:
        if self.is_mounted:
            self.virtual_size = Size(self._width, _HEAD + len(self._bars))

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    @property
    def _lines(self) -> int:
        return max(1, self.scrollable_content_region.height - _HEAD)

    @property
    def _first(self) -> int:
        return round(self.scroll_y)

    def _layout(self) -> tuple[int, int, int]:
        """Return the widths of the labels, the field and the texts."""
        width = self._width - 2
        texts = min(_TEXT_MOST, width // 3, max((width_of(bar.words) for bar in self._bars), default=0))
        labels = min(
            _LABEL_MOST,
            max(0, width - texts - _FIELD_LEAST),
            max((width_of(bar.label) for bar in self._bars), default=0),
        )
        return labels, max(0, width - labels - texts), texts

    def _field(self, width: int) -> tuple[str, ...]:
        if self._draw is None:
            return ()
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, self._draw([(bar.value, bar.reference) for bar in self._bars], width))
        return self._drawn[1]

    def _named(self, name: str) -> Style:
        return self.rich_style + self.get_component_rich_style(f"bar-chart--{name}", partial=True)

    def render_line(self, y: int) -> Strip:
        """Return one line of the widget as it is in view."""
        if y == 0:
            return self._strip([Segment(shown(self._head_text()), self._named("title"))])
        if y == 1:
            return self._strip([Segment(shown(self._legend()), self._named("legend"))])
        index = y - _HEAD + self._first
        return self._strip(self._bar_line(index) if index < len(self._bars) else ())

    def _head_text(self) -> str:
        if len(self._bars) <= self._lines:
            return self._title
        return _("{title}, {first} to {last} of {count}").format(
            title=self._title,
            first=self._first + 1,
            last=min(len(self._bars), self._first + self._lines),
            count=len(self._bars),
        )

    def _legend(self) -> str:
        if not self._bars:
            return _("There is nothing to compare yet.")
        if all(bar.reference is None for bar in self._bars):
            return ""
        return self._told or _("| fair share   + above it   . below it")

    def _bar_line(self, index: int) -> Iterator[Segment]:
        labels, width, texts = self._layout()
        bar, base, field = self._bars[index], self.rich_style, self._field(width)
        yield Segment(fit(bar.label, labels) + " ", base)
        for character, run in groupby(field[index] if index < len(field) else " " * width):
            style = self._named(_STYLES[character]) if character in _STYLES else base
            yield Segment("".join(run), style)
        yield Segment(" " + fit(bar.words, texts, "right"), base)

    def _strip(self, segments: "Sequence[Segment] | Iterator[Segment]") -> Strip:
        width = self._width
        return Strip(segments).adjust_cell_length(width, self.rich_style).crop(0, width)

    # Moving

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the heading, which tells the lines in view, in step."""
        super().watch_scroll_y(old_value, new_value)
        self.refresh()

    def _go(self, first: float) -> None:
        self.scroll_to(y=first, animate=False)

    def action_move(self, lines: int) -> None:
        """Go up or down by so many bars."""
        self._go(self._first + lines)

    def action_page(self, pages: int) -> None:
        """Go up or down by pages."""
        self._go(self._first + pages * self._lines)

    def action_edge(self, end: int) -> None:
        """Go to the first or the last bar."""
        self._go(0 if end < 0 else self.max_scroll_y)
