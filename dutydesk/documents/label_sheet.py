"""Labels to stick on things: how large they are, what stands on them, and their QR codes."""

import io
from collections.abc import Mapping
from math import floor

import segno

from dutydesk.documents.document import Label, LabelSheet

HEIGHT = 32.0
"""How high a label is, in millimetres."""
CODE_SIDE = 26.0
"""How wide and high a QR code is with the white around it: as much as a phone reads from an arm's length."""
LARGEST_TYPE, SMALLEST_TYPE = 9.5, 5.0
"""Of which size the lines are, in points: as large as there is room."""

_NARROWEST = 55.0
_MOST_BYTES = 250
"""Of a longer text the dots would be too fine for a phone."""
_WHITE = 4
_DOTS = 8


def columns_in(width: float) -> int:
    """Return how many labels stand side by side in `width` millimetres."""
    return max(1, floor(width / _NARROWEST))


def lines_of(label: Label) -> tuple[str, ...]:
    """Return the lines to print; where none says the code, it is the first, for whoever reads no QR code."""
    if not _has_code(label) or any(label.code in line for line in label.lines):
        return label.lines
    return (label.code, *label.lines)


def laid_out(sheet: LabelSheet, width: float) -> Mapping[str, object]:
    """Return what the template draws in `width` millimetres: lines, and each QR code as SVG or nothing."""
    return {
        "columns": columns_in(width),
        "height": HEIGHT,
        "side": CODE_SIDE,
        "largest": LARGEST_TYPE,
        "smallest": SMALLEST_TYPE,
        "labels": [{"lines": lines_of(each), "code": _drawing(each)} for each in sheet.labels],
    }


def _drawing(label: Label) -> str:
    code = _qr_code(label)
    drawn = io.BytesIO()
    if code is not None:
        code.save(drawn, kind="svg", border=_WHITE, xmldecl=False)
    return drawn.getvalue().decode()


def code_picture(label: Label) -> bytes | None:
    """Return the QR code as a PNG, or None where the label has none."""
    code = _qr_code(label)
    if code is None:
        return None
    drawn = io.BytesIO()
    code.save(drawn, kind="png", border=_WHITE, scale=_DOTS)
    return drawn.getvalue()


def _qr_code(label: Label) -> segno.QRCode | None:
    """Return the code, some of which may be scratched off, or None where the label has none."""
    return segno.make_qr(label.code, error="m", boost_error=True) if _has_code(label) else None


def _has_code(label: Label) -> bool:
    return 0 < len(label.code.encode()) <= _MOST_BYTES
