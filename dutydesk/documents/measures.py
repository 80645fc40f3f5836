"""How large things are on paper: the sheet and its margins, and the columns of a table."""

import re
import unicodedata
from collections.abc import Sequence
from math import sqrt

from wcwidth import wcswidth

from dutydesk.documents.document import Document, DocumentTable, Facts

_LONG_SIDE, _SHORT_SIDE = 297.0, 210.0
POSTER_TYPE = 20.0
"""Type of at least this size in points is meant to be read from afar: the head stands in the middle."""

_MARGIN = 20.0
_WIDEST, _NARROWEST = 60, 3
_PADDING = 2
_WORD_CAP = 24
_FEWEST_OF_WORD, _MOST_OF_WORD = 10, 35
_SOLID = re.compile(r"[^\s\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]+|\S")
"""What is not divided between lines: a word, or one character of a script that breaks anywhere."""


def paper_size(document: Document) -> tuple[float, float]:
    """Return the width and the height of the paper in millimetres."""
    long, short = (_LONG_SIDE, _SHORT_SIDE)
    if document.paper == "A3":
        long, short = 420.0, _LONG_SIDE
    return (long, short) if document.lying else (short, long)


def margin(document: Document) -> float:
    """Return the margin in millimetres, on all four sides."""
    return _MARGIN * (1.25 if document.paper == "A3" else 1.0)


def is_poster(document: Document) -> bool:
    """Return whether the document is meant to be read from afar."""
    return document.type_size >= POSTER_TYPE


def column_shares(table: DocumentTable) -> tuple[float, ...]:
    """Return the shares of the width that the columns get, adding up to 1: as given, or as their texts ask.

    A column asks for its longest line, up to a limit, and more than its longest word; between those the
    square root keeps one long note from starving the others.
    """
    asked = table.widths or tuple(_asked(column) for column in zip(table.headers, *table.rows, strict=True))
    total = sum(asked)
    return tuple(each / total for each in asked)


def word_share(facts: Facts) -> float:
    """Return the share of the width that the words of `facts` get beside what they mean."""
    longest = max((_cells(word) for word, _meaning in facts.rows), default=0)
    return min(max(longest + _PADDING, _FEWEST_OF_WORD), _MOST_OF_WORD) / 100


def reads_leftwards(text: str) -> bool:
    """Return whether the first letter of `text` is of a script that is written from the right to the left."""
    directions = map(unicodedata.bidirectional, text)
    return next((each for each in directions if each in {"L", "R", "AL"}), "L") != "L"


def _asked(column: Sequence[str]) -> float:
    lines = max((_cells(line) for text in column for line in text.split("\n")), default=0)
    word = max((_cells(word) for text in column for word in _SOLID.findall(text)), default=0)
    wide = min(max(lines, _NARROWEST), _WIDEST)
    least = min(max(word, _NARROWEST), _WORD_CAP)
    return _PADDING + max(least, sqrt(wide * min(wide, _WORD_CAP)))


def _cells(text: str) -> int:
    return max(wcswidth(text), 0)
