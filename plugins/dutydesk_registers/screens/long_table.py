"""A list of many thousands of lines: all are searched, a thousand of those that match are shown."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from textual.message import Message

from dutydesk.tui.widgets import SelectTable, TableColumn, TableRow
from dutydesk.wording import _

MOST_SHOWN = 1000


class LongLines(Protocol):
    """The lines of a `LongTable`, made once and away from the screen."""

    @property
    def keys(self) -> Sequence[str]:
        """The key of each line."""
        ...

    @property
    def texts(self) -> Sequence[str]:
        """What the filter looks for in each line, casefolded."""
        ...

    def row(self, at: int) -> TableRow:
        """Return the line at a place; it is asked for only those that are shown."""
        ...


@dataclass(frozen=True, slots=True)
class NoLines:
    """No lines at all."""

    keys: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    def row(self, at: int) -> TableRow:
        """Return nothing: there is no such place."""
        raise IndexError(at)


class LongTable(SelectTable):
    """A `SelectTable` for a hundred thousand lines: ``LongTable(columns, *, empty="", id=None)``.

    ``show_lines(lines, empty)`` takes the place of ``show_rows``. A filter looks through the texts of all
    lines, and from key to key only through those that matched so far. Of the lines that match, the first
    `MOST_SHOWN` are shown, or those around the one that ``move_to`` goes to.

    Posts `Narrowed` when other lines match.
    """

    @dataclass
    class Narrowed(Message):
        """Other lines match, or other ones of them are shown."""

        table: "LongTable"

        @property
        def control(self) -> "LongTable":
            """The widget that posted it, for Textual's selectors."""
            return self.table

        def can_replace(self, message: Message) -> bool:
            """Let the newest stand for all."""
            return isinstance(message, LongTable.Narrowed) and message.table is self.table

    def __init__(self, columns: Sequence[TableColumn], *, empty: str = "", id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(columns, empty=empty, id=id)
        self._lines_shown: LongLines = NoLines()
        self._when_empty = empty
        self._wanted = ""
        self._found: Sequence[int] = ()
        self._first = 0

    @property
    def filter_text(self) -> str:
        """The text that lines must hold to be shown."""
        return self._wanted

    @filter_text.setter
    def filter_text(self, text: str) -> None:
        wanted = " ".join(text.split()).casefold()
        if wanted == self._wanted:
            return
        searched = self._found if wanted.startswith(self._wanted) else range(len(self._lines_shown.texts))
        self._wanted = wanted
        self._search(searched)

    @property
    def matching(self) -> Sequence[int]:
        """The places of all lines that match, shown or not."""
        return self._found

    @property
    def total(self) -> int:
        """How many lines there are."""
        return len(self._lines_shown.keys)

    def show_lines(self, lines: LongLines, empty: str) -> None:
        """Show `lines` in place of the present ones; `empty` says how to begin where there are none."""
        self._lines_shown, self._when_empty = lines, empty
        self._search(range(len(lines.texts)))

    def holds_key(self, key: str) -> bool:
        """Tell whether there is a line with this key that matches."""
        return self._place(key) is not None

    def move_to(self, key: str) -> None:
        """Put the cursor at the line with this key and show those around it, if it is there."""
        place = self._place(key)
        if place is not None and not self._first <= place < self._first + MOST_SHOWN:
            self._first = max(0, min(place - MOST_SHOWN // 2, len(self._found) - MOST_SHOWN))
            self._show()
        super().move_to(key)

    def _place(self, key: str) -> int | None:
        """Return where the line with this key stands among those that match."""
        try:
            at = self._lines_shown.keys.index(key)
        except ValueError:
            return None
        place = bisect_left(self._found, at)
        return place if place < len(self._found) and self._found[place] == at else None

    def _search(self, places: Sequence[int]) -> None:
        wanted, texts = self._wanted, self._lines_shown.texts
        self._found = [at for at in places if wanted in texts[at]] if wanted else range(len(texts))
        key = self.current.key if self.current is not None else ""
        place = self._place(key) if self._first and key else None
        in_sight = place is not None and self._first <= place < self._first + MOST_SHOWN
        self._first = min(self._first, max(0, len(self._found) - MOST_SHOWN)) if in_sight else 0
        self._show()

    def _show(self) -> None:
        self.empty = _("Nothing matches the filter.") if self._wanted and self.total else self._when_empty
        row = self._lines_shown.row
        self.show_rows(row(at) for at in self._found[self._first : self._first + MOST_SHOWN])
        self.post_message(self.Narrowed(self))
