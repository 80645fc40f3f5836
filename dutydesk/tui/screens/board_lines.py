"""Lines of the Today board while they are laid out, and where each of them leads."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from dutydesk.api import Command
from dutydesk.tui.widgets.table import TableRow

ROSTER, CALENDAR = "roster", "calendar"


@dataclass
class BoardLines:
    """The lines of one list; `places` says for the key of a line which screen and action it leads to."""

    rows: list[TableRow] = field(default_factory=list)
    places: dict[str, Command] = field(default_factory=dict)
    _keys: Counter[str] = field(default_factory=Counter)

    def head(self, key: str, text: str) -> None:
        """Add a heading."""
        self.rows.append(TableRow(key, (text,), heading=True))

    def add(self, key: str, lines: Iterable[tuple[str, ...]], style: str, place: Command | None) -> None:
        """Add a line, and those that carry on its long texts; a key that is taken gets a number."""
        taken = self._keys[key]
        self._keys[key] += 1
        free = f"{key}#{taken}" if taken else key
        for index, cells in enumerate(lines):
            name = f"{free}+{index}" if index else free
            self.rows.append(TableRow(name, cells, style, follows=index > 0))
        if place is not None:
            self.places[free] = place


def cell_of(person: str, day: date) -> Command:
    """Return the way to a person's day on the roster."""
    return Command("", ROSTER, f"go_to({person!r}, {day.isoformat()!r})")


def day_of(day: date) -> Command:
    """Return the way to a day of the calendar."""
    return Command("", CALENDAR, f"go_to({day.isoformat()!r})")
