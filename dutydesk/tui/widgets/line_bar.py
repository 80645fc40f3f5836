"""A bar of one line whose parts can be clicked: the ground of tabs, messages, questions and key hints."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.dom import DOMNode
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from dutydesk.tui.widgets.text import fit, shown


@dataclass(frozen=True, slots=True)
class LinePart:
    """A run of text in one style; `action` is done when it is clicked.

    `style` is one of ``active``, ``key``, ``muted``, ``strong``, ``warning``, ``error`` or nothing. `target`
    is the node whose action it is; without one, the bar's own or the one that the action names.
    """

    text: str
    style: str = ""
    action: str = ""
    target: DOMNode | None = None


class LineBar(Widget):
    """One line made of parts, some to the left and some to the right; it repaints only what differs.

    Where the line is narrow the last parts to the left are cut; where `FIRST_GIVES_WAY`, the first is cut
    instead, so that what can be clicked behind a long text stays in sight.
    """

    FIRST_GIVES_WAY: ClassVar[bool] = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line-bar--active",
        "line-bar--key",
        "line-bar--muted",
        "line-bar--strong",
        "line-bar--warning",
        "line-bar--error",
    }
    DEFAULT_CSS = """
    LineBar {
        height: 1;
        width: 1fr;
        & > .line-bar--active { text-style: reverse bold; }
        & > .line-bar--key { color: $accent; text-style: bold; }
        & > .line-bar--muted { color: $foreground 70%; }
        & > .line-bar--strong { text-style: bold; }
        & > .line-bar--warning { color: $warning; text-style: bold; }
        & > .line-bar--error { color: $error; text-style: bold; }
        &:ansi > .line-bar--muted { color: ansi_default; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._left: tuple[LinePart, ...] = ()
        self._right: tuple[LinePart, ...] = ()

    def show_parts(self, left: Iterable[LinePart], right: Iterable[LinePart] = ()) -> None:
        """Show these parts in place of what stands there."""
        left_parts, right_parts = _safe(left), _safe(right)
        if (left_parts, right_parts) == (self._left, self._right):
            return
        same = self._same_cells(left_parts)
        self._left, self._right = left_parts, right_parts
        if not self.is_mounted:
            return
        if self.size.width:
            self.refresh(Region(same, 0, self.size.width - same, 1))
        else:
            # Out of sight it has no width, and comes back into sight from what was drawn last.
            self.refresh()

    @property
    def line_text(self) -> str:
        """The line as it stands on the screen, without its styles."""
        return "".join(part.text for part in self._laid_out())

    def _same_cells(self, left: tuple[LinePart, ...]) -> int:
        cells = 0
        if self.FIRST_GIVES_WAY:
            return cells
        for before, after in zip(self._left, left, strict=False):
            if before != after:
                break
            cells += cell_len(before.text)
        return min(cells, self.size.width)

    def _laid_out(self) -> list[LinePart]:
        width = self.size.width
        right_cells = sum(cell_len(part.text) for part in self._right)
        room = max(0, width - right_cells)
        parts: list[LinePart] = []
        used = 0
        for part in self._fitted(room):
            cells = cell_len(part.text)
            if used + cells > room:
                if room > used:
                    parts.append(replace(part, text=_cut(part.text, room - used)))
                    used = room
                break
            parts.append(part)
            used += cells
        if room > used:
            parts.append(LinePart(" " * (room - used)))
        parts.extend(self._right)
        return parts

    def _fitted(self, room: int) -> tuple[LinePart, ...]:
        """Return the parts to the left, the first of them cut where it gives way to the others."""
        if not self.FIRST_GIVES_WAY or not self._left:
            return self._left
        first, *others = self._left
        spare = max(0, room - sum(cell_len(part.text) for part in others))
        if cell_len(first.text) <= spare:
            return self._left
        return (replace(first, text=_cut(first.text, spare)), *others)

    def render_line(self, y: int) -> Strip:
        """Return the line; it has only one."""
        base = self.rich_style
        if y:
            return Strip.blank(self.size.width, base)
        segments = [
            Segment(
                part.text,
                base
                if not part.style
                else base + self.get_component_rich_style(f"line-bar--{part.style}", partial=True),
            )
            for part in self._laid_out()
            if part.text
        ]
        return Strip(segments).simplify().adjust_cell_length(self.size.width, base)

    async def on_click(self, event: events.Click) -> None:
        """Do what the clicked part offers."""
        at = 0
        for part in self._laid_out():
            at += cell_len(part.text)
            if event.x < at:
                if part.action:
                    event.stop()
                    await self.app.run_action(part.action, part.target or self)
                return


def _safe(parts: Iterable[LinePart]) -> tuple[LinePart, ...]:
    def keep_spaces(text: str) -> str:
        inner = shown(text)
        if not inner:
            return " " * len(text) if text.isspace() else ""
        before = len(text) - len(text.lstrip(" "))
        after = len(text) - len(text.rstrip(" "))
        return " " * before + inner + " " * after

    return tuple(replace(part, text=keep_spaces(part.text)) for part in parts)


def _cut(text: str, cells: int) -> str:
    before = len(text) - len(text.lstrip(" "))
    return " " * min(before, cells) + fit(text, cells - before) if cells > before else " " * cells
