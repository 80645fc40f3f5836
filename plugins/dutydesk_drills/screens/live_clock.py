"""The stopwatch in big digits, with some lines beside it; a second that passes redraws a digit or two."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from dutydesk.tui.widgets import LinePart, fit

LARGE = 5
"""Lines of the large digits, for a screen that has room; the small ones have three."""
_GAP = "   "

# The lit bars of each digit, as on a watch: a above, b and c to the right, d below, e and f to the left, g
# in the middle.
_BARS = {
    "0": "abcdef",
    "1": "bc",
    "2": "abdeg",
    "3": "abcdg",
    "4": "bcfg",
    "5": "acdfg",
    "6": "acdefg",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
}


def large_digits(text: str) -> tuple[str, ...]:
    """Return digits and colons as five lines of characters that every terminal draws one cell wide."""
    return _joined([_large(character) for character in text])


def small_digits(text: str) -> tuple[str, ...]:
    """Return digits and colons as three lines of characters that every terminal draws one cell wide."""
    return _joined([_small(character) for character in text])


def _joined(characters: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(" ".join(line) for line in zip(*characters, strict=True))


def _large(character: str) -> tuple[str, ...]:
    if character == ":":
        return ("  ", "##", "  ", "##", "  ")
    bars = _BARS[character]
    upper = _sides("f" in bars, "b" in bars)
    lower = _sides("e" in bars, "c" in bars)
    return (
        _level("a" in bars, upper, upper),
        upper,
        _level("g" in bars, upper, lower),
        lower,
        _level("d" in bars, lower, lower),
    )


def _sides(left: bool, right: bool) -> str:
    return ("##" if left else "  ") + "  " + ("##" if right else "  ")


def _level(lit: bool, above: str, below: str) -> str:
    if lit:
        return "######"
    return "".join("#" if "#" in pair else " " for pair in zip(above, below, strict=True))


def _small(character: str) -> tuple[str, ...]:
    if character == ":":
        return (" ", ".", ".")
    bars = _BARS[character]

    def lit(bar: str, sign: str) -> str:
        return sign if bar in bars else " "

    return (
        f" {lit('a', '_')} ",
        lit("f", "|") + lit("g", "_") + lit("b", "|"),
        lit("e", "|") + lit("d", "_") + lit("c", "|"),
    )


class BigClock(Widget):
    """Shows a length of time in big digits and `facts` beside them; a click does what comes next."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"big-clock--digits", "big-clock--warning", "big-clock--strong"}
    DEFAULT_CSS = """
    BigClock {
        height: 5;
        padding: 0 1;
        & > .big-clock--digits { text-style: bold; }
        & > .big-clock--strong { text-style: bold; }
        & > .big-clock--warning { color: $warning; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = "0:00"
        self._facts: tuple[LinePart, ...] = ()

    @property
    def text(self) -> str:
        """The time that is shown."""
        return self._text

    def show_time(self, text: str) -> None:
        """Show this time, redrawing no more than the digits."""
        if text == self._text:
            return
        as_wide = len(text) == len(self._text)
        self._text = text
        if self.is_mounted:
            width = len(self._digits()[0])
            self.refresh(
                Region(1, 0, width, self.size.height) if as_wide else Region(*(0, 0), *self.outer_size)
            )

    def show_facts(self, facts: tuple[LinePart, ...]) -> None:
        """Show these lines beside the digits; the last of them are left out where there are fewer lines."""
        if facts != self._facts:
            self._facts = facts
            self.refresh()

    @property
    def is_large(self) -> bool:
        """Whether the large digits are shown."""
        return self.size.height >= LARGE

    def _digits(self) -> tuple[str, ...]:
        return large_digits(self._text) if self.is_large else small_digits(self._text)

    def render_line(self, y: int) -> Strip:
        """Return a line of the digits with the fact that stands beside it."""
        base, width = self.rich_style, self.size.width
        digits = self._digits()
        if y >= len(digits):
            return Strip.blank(width, base)
        line = digits[y] + _GAP
        segments = [Segment(line, base + self._style("digits"))]
        if y < len(self._facts) and width > len(line):
            fact = self._facts[y]
            style = base + self._style(fact.style) if fact.style else base
            segments.append(Segment(fit(fact.text, width - len(line)), style))
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"big-clock--{name}", partial=True)

    async def on_click(self, event: events.Click) -> None:
        """Do what comes next: it is the largest thing that a thumb can hit."""
        event.stop()
        await self.app.run_action("screen.next", self)
