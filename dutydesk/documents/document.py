"""A document to read or print: its parts in order, whatever file it becomes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is that of a chapter, 2 of a section."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `style` is nothing, ``strong``, ``muted`` or, on a poster, ``large``."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, with dots or with numbers."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a word and what it is: place, time, in charge."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """A table, whose headings stand again on each further page.

    `widths` are shares of the width, one a column; without them columns are as wide as their texts ask.
    `row_height` is the least height of a row in millimetres: a sheet to sign wants room. A cell may hold
    several lines. With `strong_first` the first column is set in bold.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    row_height: float = 0.0
    strong_first: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture from a file, no wider than `width` millimetres; one that cannot be read is named instead."""

    path: Path
    caption: str = ""
    width: float = 120.0


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A value on a day."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """Values that belong together, such as the times of one building, and what they are called."""

    name: str
    points: tuple[ChartPoint, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Values over days, as lines with a mark at each value; the axis of the values begins at 0.

    `target` is a value that is drawn across, such as what is to be reached. `unit` is what values are counted
    in; with `is_time` they are seconds, and written as minutes and seconds. Below it stands in words what it
    shows. Markdown has the values as a table. Series without a point are left out; a chart without any says
    so in its place.
    """

    title: str
    series: tuple[ChartSeries, ...]
    target: float | None = None
    unit: str = ""
    is_time: bool = False


@dataclass(frozen=True, slots=True)
class Signatures:
    """Words, each with a line to sign on."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Bullets | Facts | DocumentTable | Picture | LineChart | Signatures | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document: what stands at its head, and its parts.

    `title` and `school` head the first page, `about` is a smaller line beneath them. `paper` is ``A4`` or
    ``A3``, `lying` on its long side. `type_size` is that of the text in points: about 10 to read at a table,
    20 and more for a poster.
    """

    title: str
    school: str = ""
    about: str = ""
    blocks: tuple[Block, ...] = ()
    paper: str = "A4"
    lying: bool = False
    type_size: float = 10.5
