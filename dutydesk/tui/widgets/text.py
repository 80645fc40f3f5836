"""Text that came from data, made safe to show and measured in terminal cells.

Everything that people typed or imported goes through here on its way to the screen, because a control
character would reach the terminal raw and a pair of brackets would be read as markup.
"""

from functools import lru_cache
from typing import Literal

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from dutydesk.domain import clean_line
from dutydesk.domain.line_breaks import line_end

MOST = 600
CUT_MARK = ">"
"""Stands at the end of a text that had to be cut; an ellipsis may draw as two cells."""

_NARROW = str.maketrans(
    {"\N{REPLACEMENT CHARACTER}": "?", "–": "-", "—": "-", "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"'}
)
"""Terminals disagree about the width of these, so that they would push what follows out of line."""


@lru_cache(maxsize=8192)
def shown(text: str) -> str:
    """Return `text` as one safe line; what had to be replaced shows as a question mark.

    Dashes, dots and quotation marks that some terminals draw two cells wide become plain ones.
    """
    return clean_line(text, limit=MOST).translate(_NARROW)


def plain(text: str) -> Content:
    """Return `text` as content that Textual shows as it stands, without reading any markup in it."""
    return Content(shown(text))


@lru_cache(maxsize=16384)
def fit(text: str, cells: int, align: Literal["left", "right", "center"] = "left") -> str:
    """Return `text`, made safe, as exactly `cells` terminal cells: cut with a mark, or padded.

    Wide characters count as two cells, so columns of Chinese names stay aligned.
    """
    if cells <= 0:
        return ""
    safe = shown(text)
    width = cell_len(safe)
    if width > cells:
        return set_cell_size(safe, cells - 1) + CUT_MARK if cells > 1 else CUT_MARK
    gap = cells - width
    if align == "right":
        return " " * gap + safe
    if align == "center":
        return " " * (gap // 2) + safe + " " * (gap - gap // 2)
    return safe + " " * gap


def wrapped(text: str, cells: int) -> list[str]:
    """Return `text`, made safe, as lines of at most `cells` cells, broken where words end."""
    lines, rest = [], shown(text)
    while cell_len(rest) > cells > 1:
        most = len(set_cell_size(rest, cells).rstrip())
        head = rest[: line_end(rest, most)]
        lines.append(head.rstrip())
        rest = rest[len(head) :].lstrip()
    return [*lines, rest]


def width_of(text: str) -> int:
    """Return how many terminal cells `text` takes once it is made safe."""
    return cell_len(shown(text))
