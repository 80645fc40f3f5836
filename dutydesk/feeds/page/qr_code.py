"""An address as a QR code that a page can draw without a style attribute."""

from dataclasses import dataclass
from itertools import groupby

import segno

_QUIET_ZONE = 4


@dataclass(frozen=True, slots=True)
class QrCode:
    """The side of a QR code in modules, its quiet zone included, and the path of an SVG that fills it."""

    side: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return `text` as the smallest QR code that holds it, as safe against damage as its size allows."""
    code = segno.make_qr(text, error="l", boost_error=True)
    runs: list[str] = []
    rows = [bytes(row) for row in code.matrix_iter(border=_QUIET_ZONE)]
    for y, row in enumerate(rows):
        x = 0
        for dark, modules in groupby(row):
            width = len(list(modules))
            if dark:
                runs.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return QrCode(len(rows), "".join(runs))
