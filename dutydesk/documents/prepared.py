"""A document made ready for any format: text that each can hold, tables in which every row is as wide."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, islice, repeat
from math import isfinite

from dutydesk.documents.document import (
    BarChart,
    BarGroup,
    Block,
    Bullets,
    ChartSeries,
    Document,
    DocumentTable,
    Facts,
    Heading,
    Label,
    LabelSheet,
    LineChart,
    Paragraph,
    Picture,
    Signatures,
)
from dutydesk.wording import _
from dutydesk.xml_text import xml_text

_EMPTY = (DocumentTable(headers=(), rows=()), LabelSheet(()))
_LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


def prepared(document: Document) -> Document:
    r"""Return `document` with text in which the only control character is ``\n``.

    Headings, of level 1 to 3, and whatever stands at the head of the document are lines. A table has at least
    one column, and its widths, if any, are one a column; a table or a sheet of labels without anything in it
    is left out.
    """
    return replace(
        document,
        title=_line(document.title),
        school=_line(document.school),
        about=_line(document.about),
        blocks=tuple(block for each in document.blocks if (block := _block(each)) not in _EMPTY),
    )


def _block(block: Block) -> Block:
    ready = block
    match block:
        case Heading():
            ready = replace(block, text=_line(block.text), level=min(max(block.level, 1), 3))
        case Paragraph():
            ready = replace(block, text=_text(block.text))
        case Bullets():
            ready = replace(block, items=_texts(block.items))
        case Facts():
            ready = replace(block, rows=tuple((_line(word), _text(meaning)) for word, meaning in block.rows))
        case DocumentTable():
            ready = _table(block)
        case Picture():
            ready = replace(block, caption=_line(block.caption))
        case LineChart() | BarChart():
            ready = _lines(block) if isinstance(block, LineChart) else _bars(block)
        case LabelSheet():
            ready = LabelSheet(tuple(each for each in map(_label, block.labels) if each != Label("", ())))
        case Signatures():
            ready = replace(block, words=tuple(map(_line, block.words)))
    return ready


def _table(table: DocumentTable) -> DocumentTable:
    columns = max(len(row) for row in (table.headers, *table.rows))
    if not columns:
        return DocumentTable(headers=(), rows=())
    fitting = len(table.widths) == columns and all(isfinite(each) and each > 0 for each in table.widths)
    return replace(
        table,
        headers=_filled(table.headers, columns),
        rows=tuple(_filled(row, columns) for row in table.rows),
        widths=table.widths if fitting else (),
    )


def _lines(chart: LineChart) -> LineChart | Paragraph:
    """Return the chart with its points in order of days and series that have any, or a line in its place."""
    series = tuple(_series(each) for each in chart.series)
    ready = replace(
        chart,
        title=_line(chart.title),
        unit=_line(chart.unit),
        series=tuple(each for each in series if each.points),
        target=chart.target if chart.target is not None and isfinite(chart.target) else None,
    )
    return ready if ready.series else _nothing(ready.title)


def _nothing(title: str) -> Paragraph:
    """Return the line that stands in the place of a chart that shows nothing."""
    return Paragraph(_("{title}: there is nothing to show yet.").format(title=title), "muted")


def _series(series: ChartSeries) -> ChartSeries:
    points = sorted((each for each in series.points if isfinite(each.value)), key=lambda each: each.day)
    return ChartSeries(_line(series.name), tuple(points))


def _bars(chart: BarChart) -> BarChart | Paragraph:
    """Return the chart with groups of one value a series, or a line in its place."""
    series = tuple(map(_line, chart.series))
    groups = tuple(_bar_group(each, len(series)) for each in chart.groups)
    ready = replace(
        chart,
        title=_line(chart.title),
        unit=_line(chart.unit),
        series=series,
        groups=tuple(each for each in groups if any(value is not None for value in each.values)),
    )
    return ready if ready.groups else _nothing(ready.title)


def _bar_group(group: BarGroup, count: int) -> BarGroup:
    values = (None if each is None or not isfinite(each) else each for each in group.values)
    return BarGroup(
        _line(group.name),
        tuple(islice(chain(values, repeat(None)), count)),
        tuple(islice(chain(map(_line, group.texts), repeat("")), count)),
    )


def _label(label: Label) -> Label:
    return Label(_line(label.code), tuple(filter(None, map(_line, label.lines))))


def _filled(cells: Iterable[str], columns: int) -> tuple[str, ...]:
    texts = _texts(cells)
    return texts + ("",) * (columns - len(texts))


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(_text, texts))


def _text(text: str) -> str:
    return xml_text(_LINE_BREAK.sub("\n", text).replace("\t", " ")).strip("\n")


def _line(text: str) -> str:
    return " ".join(_text(text).split())
