"""What a duty grid shows: rows of people or posts, columns of days, and a short code where they meet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CELL_WIDTH = 4
MOST_NAME = 24
WEEKEND_SIGN = "-"
HOLIDAY_SIGN = "="
WORKDAY_SIGN = "+"
"""A day of the weekend that is worked to make up for a holiday."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: a `text` such as a shift code, a `style`, and signs behind the text.

    `sign` holds a character for each thing that there is to tell, the most pressing first: a narrow cell has
    room for one of them only. A text of four cells has no room for a sign and is cut to three when it carries
    one. `longer` are fuller texts, the fullest first, for cells that have the room. `style` is one of
    ``muted``, ``strong``, ``accent``, ``good``, ``warning``, ``error`` or nothing; whatever it tells must
    also be told by the text or the sign.
    """

    text: str = ""
    style: str = ""
    sign: str = ""
    longer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A day: its key, two header lines (weekday and day number), and a sign such as `WEEKEND_SIGN`.

    The header of `today` stands between angle brackets.
    """

    key: str
    top: str
    bottom: str
    sign: str = ""
    style: str = ""
    today: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A person or a post: the key, the name, and one text for each counter at the right.

    `tail` stands behind the name and stays whole where a long name is cut. `brief` stands for both where they
    have no room.
    """

    key: str
    label: str
    counters: tuple[str, ...] = ()
    style: str = ""
    tail: str = ""
    brief: str = ""


@dataclass(frozen=True, slots=True)
class GridFooter:
    """A line of column counters under the rows, such as heads against demand; one cell a column."""

    label: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class GridModel:
    """Everything that a `DutyGrid` shows.

    `cells` maps (row key, column key) to a cell; a pair that is missing is empty. `counters` are the headings
    of the counters at the right, the most important first: where there is no room, the last is left out
    first. `counter_widths` are their least widths, so that one digit more moves nothing. `corner` is the
    heading of the names, which take at most `most_name` cells. `cell_widths` are the least and the most cells
    that a day takes.
    """

    rows: tuple[GridRow, ...] = ()
    columns: tuple[GridColumn, ...] = ()
    cells: Mapping[tuple[str, str], GridCell] = field(default_factory=dict)
    counters: tuple[str, ...] = ()
    footers: tuple[GridFooter, ...] = ()
    corner: str = ""
    counter_widths: tuple[int, ...] = ()
    cell_widths: tuple[int, int] = (CELL_WIDTH, CELL_WIDTH)
    most_name: int = MOST_NAME

    def cell(self, row: str, column: str) -> GridCell:
        """Return the cell where a row and a column meet."""
        return self.cells.get((row, column), EMPTY_CELL)


EMPTY_CELL = GridCell()
EMPTY_MODEL = GridModel()
