"""Drawing a document as Markdown, as GitHub and most programs read it."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from dutydesk.documents import bar_chart, line_chart
from dutydesk.documents.document import (
    BarChart,
    Block,
    Bullets,
    Document,
    DocumentTable,
    Facts,
    Heading,
    LabelSheet,
    LineChart,
    PageBreak,
    Paragraph,
    Picture,
    Signatures,
)
from dutydesk.documents.drawing import Drawing
from dutydesk.documents.label_sheet import lines_of
from dutydesk.documents.pictures import read_picture, unseen
from dutydesk.wording import headed

_MARKUP = re.compile(r"[\\`*_\[\]<|~$]|&(?=[#\w])|(?<!\S)#")
_OPENING = re.compile(r"((?=[-+=:>])|\d+(?=[.)]))")
_MARKS = {"strong": "**", "large": "**", "muted": "*"}
_SIGNING_LINE = "_" * 30


def draw(document: Document, path: Path, _fonts: Path) -> Drawing:
    """Return the document as Markdown to stand at `path`; its text stays text, whatever it looks like."""
    parts = (
        _marked(document.school, "*"),
        f"# {_escaped(document.title)}",
        _marked(document.about, "*"),
        *(part for place, block in enumerate(document.blocks) for part in _block(block, path, place)),
    )
    return Drawing(("\n\n".join(filter(None, parts)) + "\n").encode())


def _block(block: Block, path: Path, place: int) -> Iterator[str]:
    """Yield the parts of a block; lists that follow one another have other signs, else they were one list."""
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {_escaped(block.text)}"
        case Paragraph():
            yield _marked(block.text, _MARKS.get(block.style, ""))
        case Bullets() | Facts() | LabelSheet():
            yield _list(block, place)
        case DocumentTable():
            yield _table(block)
        case Picture():
            yield from _picture(block, path)
        case LineChart() | BarChart():
            yield from _chart(block)
        case Signatures():
            yield from (headed(_escaped(word), _SIGNING_LINE) for word in block.words)
        case PageBreak():
            yield "---"


def _list(block: Bullets | Facts | LabelSheet, place: int) -> str:
    dot = "-*"[place % 2]
    match block:
        case Bullets():
            items = (
                _item(f"{number}{'.)'[place % 2]}" if block.numbered else dot, _broken(text))
                for number, text in enumerate(block.items, start=1)
            )
        case Facts():
            items = (
                _item(dot, f"{_marked(headed(word, '').rstrip(), '**')} {_broken(meaning)}")
                for word, meaning in block.rows
            )
        case LabelSheet():
            items = (_item(dot, _broken("\n".join(lines_of(label)))) for label in block.labels)
    return "\n".join(items)


def _item(sign: str, text: str) -> str:
    return f"{sign} {text}".replace("\n", "\n" + " " * (len(sign) + 1)).rstrip()


def _table(table: DocumentTable) -> str:
    first = "**" if table.strong_first else ""
    rows = ([_cell(row[0], first), *map(_cell, row[1:])] for row in table.rows)
    lines = (map(_cell, table.headers), ["---"] * len(table.headers), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str, marks: str = "") -> str:
    return _marked(text, marks, "<br>")


def _chart(chart: LineChart | BarChart) -> Iterator[str]:
    yield _marked(chart.title, "**")
    if isinstance(chart, LineChart):
        table, words = line_chart.as_table(chart), line_chart.words_of(chart)
    else:
        table, words = bar_chart.as_table(chart), bar_chart.words_of(chart)
    yield _table(table)
    yield _marked(words, "*")


def _picture(picture: Picture, path: Path) -> Iterator[str]:
    if read_picture(picture) is None:
        yield _marked(unseen(picture), "*")
        return
    place = quote(os.fsencode(os.path.relpath(picture.path, path.parent)))
    yield f"![{_escaped(picture.caption or picture.path.stem)}]({place})"
    yield _marked(picture.caption, "*")


def _marked(text: str, marks: str, between: str = "\\\n") -> str:
    """Return `text` between `marks` such as those of bold type; empty text has none."""
    written = _broken(text, between)
    return f"{marks}{written}{marks}" if written else ""


def _broken(text: str, between: str = "\\\n") -> str:
    """Return the lines of `text`, empty ones left out, escaped and with a mark where a line ends."""
    return between.join(_escaped(line) for line in text.split("\n") if line.strip())


def _escaped(line: str) -> str:
    """Return `line` with a backslash before what would be markup, anywhere or at the beginning of a line."""
    text = _MARKUP.sub(r"\\\g<0>", line.strip())
    opening = _OPENING.match(text)
    return f"{opening[1]}\\{text[opening.end(1) :]}" if opening else text
