"""The tabs of the areas across the top, with the clock at their right."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from dutydesk.tui.widgets.actions import key_name
from dutydesk.tui.widgets.line_bar import LineBar, LinePart
from dutydesk.tui.widgets.text import shown, width_of

AREA_KEYS = (*"1234567890", "f2", "f3")
"""The keys of the first areas, from the left."""

LEAST_TITLE = 2
"""No title is cut to fewer cells: two Latin letters, or one Chinese character."""


@dataclass(frozen=True, slots=True)
class AreaTab:
    """One area: the name by which it is opened, and its title on the tab."""

    name: str
    title: str


def area_key(number: int) -> str:
    """Return the key that opens the area with this number, from 1 on, or nothing for the last of many."""
    return AREA_KEYS[number - 1] if number <= len(AREA_KEYS) else ""


class TabBar(LineBar):
    """Shows each area with the key that opens it; a click opens it too.

    Where it is narrow, the clock gives way first; then the titles of the areas that are not open are cut and
    stand closer together, their keys too, so that every tab is in sight.
    """

    DEFAULT_CSS = """
    TabBar {
        background: $panel;
        &:ansi { background: ansi_default; text-style: underline; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="tab-bar")
        self._tabs: tuple[AreaTab, ...] = ()
        self._active = ""
        self._clock = ""

    def show_tabs(self, tabs: tuple[AreaTab, ...], active: str) -> None:
        """Show `tabs`, the one named `active` as the open one."""
        self._tabs, self._active = tabs, active
        self._show()

    def show_clock(self, clock: str) -> None:
        """Show the time of day at the right."""
        self._clock = clock
        self._show()

    def on_resize(self) -> None:
        """Fit the titles to another width."""
        self._show()

    def _show(self) -> None:
        """Show whole titles with as much of the clock as fits, or else cut titles with the time alone."""
        longest = max((width_of(tab.title) for tab in self._tabs), default=0)
        time = self._clock.rpartition(" ")[2]
        for clock in dict.fromkeys((self._clock, time, "")):
            if self._fits(self._parts(longest), clock):
                self._show_with(self._parts(longest), clock)
                return
        for cells, gap, edge in self._ways(longest):
            parts = self._parts(cells, gap, edge)
            if self._fits(parts, time):
                break
        self._show_with(parts, time)

    def _ways(self, longest: int) -> Iterator[tuple[int, str, str]]:
        """Yield ever narrower ways to show the tabs: cells of a title, what is behind a key and before it.

        Two Chinese characters say more than one with a space around it.
        """
        yield from ((cells, " ", " ") for cells in range(longest, LEAST_TITLE + 1, -1))
        yield (LEAST_TITLE + 2, "", " ")
        if any(width_of(tab.title) > len(tab.title) for tab in self._tabs):
            yield (LEAST_TITLE + 2, "", "")
        yield from ((cells, "", " ") for cells in (LEAST_TITLE + 1, LEAST_TITLE))

    def _fits(self, parts: list[LinePart], clock: str) -> bool:
        right = width_of(clock) + 2 if clock else 0
        return not self.size.width or sum(cell_len(part.text) for part in parts) + right <= self.size.width

    def _show_with(self, parts: list[LinePart], clock: str) -> None:
        self.show_parts(parts, [LinePart(f" {clock} ", "muted")] if clock else [])

    def _parts(self, cells: int, gap: str = " ", edge: str = " ") -> list[LinePart]:
        """Return the tabs, all titles but that of the open area cut to so many cells, `gap` behind keys."""
        parts: list[LinePart] = []
        longest = max((width_of(tab.title) for tab in self._tabs), default=0)
        for number, tab in enumerate(self._tabs, start=1):
            is_open = tab.name == self._active
            title = shown(tab.title)
            if not is_open and cell_len(title) > cells:
                title = set_cell_size(title, cells).rstrip()
            key = key_name(area_key(number))
            before = f"{edge}{key}{gap}" if key else " "
            action = f"app.open_area({tab.name!r})"
            after = " " if is_open or cells >= longest else ""
            parts.append(LinePart(f"{before}{title}{after}", "active" if is_open else "", action))
        return parts
