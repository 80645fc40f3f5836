"""What a duty grid shows: rows of people, columns of days, and a short code where they meet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

WEEKEND_SIGN = "-"
HOLIDAY_SIGN = "="


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: a `text` such as a shift code, a `style`, and a `sign` of one cell behind the text.

    A text of four cells has no room for a sign and is cut to three when it carries one. `style`
    is one of ``muted``, ``strong``, ``accent``, ``good``, ``warning``, ``error`` or nothing; whatever it
    tells must also be told by the text or the sign.
    """

    text: str = ""
    style: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A day: its key, two header lines (weekday and day number), and a sign such as `WEEKEND_SIGN`."""

    key: str
    top: str
    bottom: str
    sign: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A person: their key, their name, and one text for each counter at the right."""

    key: str
    label: str
    counters: tuple[str, ...] = ()
    style: str = ""


@dataclass(frozen=True, slots=True)
class GridFooter:
    """A line of column counters under the rows, such as heads against demand; one cell a column."""

    label: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class GridModel:
    """Everything that a `DutyGrid` shows.

    `cells` maps (row key, column key) to a cell; a pair that is missing is empty. `counters` are the
    headings of the counters at the right; `corner` is the heading of the names.
    """

    rows: tuple[GridRow, ...] = ()
    columns: tuple[GridColumn, ...] = ()
    cells: Mapping[tuple[str, str], GridCell] = field(default_factory=dict)
    counters: tuple[str, ...] = ()
    footers: tuple[GridFooter, ...] = ()
    corner: str = ""

    def cell(self, row: str, column: str) -> GridCell:
        """Return the cell where a row and a column meet."""
        return self.cells.get((row, column), EMPTY_CELL)


EMPTY_CELL = GridCell()
EMPTY_MODEL = GridModel()
