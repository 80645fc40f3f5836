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
class BarGroup:
    """Values that are compared under one name, one a series in their order; None where one is not known.

    `texts` say how they are written where a number alone would not do, such as ``over 1000``.
    """

    name: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BarChart:
    """Figures side by side, such as those of two years: a lying bar each, its number at the end of it.

    `series` are what the values of each group stand for, such as the years; their bars differ by shade and by
    hatching, and stand in their order. `unit` is what values are counted in; groups that are counted in
    different things are each drawn to a scale of their own with `own_scales`. Below it stands in words what
    it shows. Markdown has the values as a table. Groups without a value are left out; a chart without any
    says so in its place.
    """

    title: str
    groups: tuple[BarGroup, ...]
    series: tuple[str, ...]
    unit: str = ""
    own_scales: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A label to stick on something: `code` as a QR code, beside it `lines`, the first in bold.

    Where no line says the code, it is written above them.
    """

    code: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """Labels in rows to be cut out, all of one size, none divided by the end of a page.

    A label without a code, or with one that is too long for a QR code, has its lines alone. Markdown has them
    as a list.
    """

    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Words, each with a line to sign on."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = (
    Heading
    | Paragraph
    | Bullets
    | Facts
    | DocumentTable
    | Picture
    | LineChart
    | BarChart
    | LabelSheet
    | Signatures
    | PageBreak
)


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
