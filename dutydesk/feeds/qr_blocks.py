"""An address as a QR code made of block characters, two modules one above the other in each."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

import segno

_BLOCKS = {
    (0, 0): " ",
    (1, 0): "\N{UPPER HALF BLOCK}",
    (0, 1): "\N{LOWER HALF BLOCK}",
    (1, 1): "\N{FULL BLOCK}",
}
_QUIET_ZONES = (4, 3, 2)
"""The margins that readers are content with, in modules; the standard asks for the first."""


def qr_blocks(text: str, columns: int, rows: int) -> tuple[str, ...]:
    """Return `text` as lines of a QR code that fits into so many cells; nothing where none does.

    A block stands for what is dark, so the lines are to be drawn dark on light.
    """
    code = segno.make_qr(text, error="l", boost_error=True)
    for margin in _QUIET_ZONES:
        lines = tuple(_lines([bytes(row) for row in code.matrix_iter(border=margin)]))
        if len(lines) <= rows and len(lines[0]) <= columns:
            return lines
    return ()


def _lines(matrix: Sequence[bytes]) -> Iterable[str]:
    blank = bytes(len(matrix[0]))
    for upper, lower in zip_longest(matrix[::2], matrix[1::2], fillvalue=blank):
        yield "".join(_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
