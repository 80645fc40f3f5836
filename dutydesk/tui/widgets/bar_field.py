"""Bars drawn by plotext, as lines of plain characters.

Importing plotext takes a quarter of a second, so nothing imports this module before a chart is opened.
"""

import math
from collections.abc import Sequence

from textual_plotext import Plot

HELD, OVER, SHORT, REFERENCE = "=", "+", ".", "|"
"""A bar up to its reference, what it has above, what it lacks below, and the reference itself.

All of them are one cell wide in every terminal, and say without any colour what they mean.
"""


def bar_field(bars: Sequence[tuple[float, float | None]], width: int) -> tuple[str, ...]:
    """Return a line of `width` characters for each bar, given as its value and its reference.

    All bars share one scale that begins at 0. Values below 0 or without end count as 0. Plotext measures no
    wide characters, so labels stand beside the field and not in it.
    """
    if not bars or width < 1:
        return ("",) * len(bars)
    longest = max(max(_length(value), _length(mark or 0)) for value, mark in bars) or 1.0
    shares = [
        (_length(value) / longest, None if mark is None else _length(mark) / longest) for value, mark in bars
    ]
    rows, plot = len(shares), Plot()
    plot.plotsize(width, rows)
    plot._set_size(width, rows)  # noqa: SLF001 - plotsize alone does not resize; textual-plotext does so too
    plot.theme("clear")
    plot.frame(frame=False)
    plot.xfrequency(0)
    plot.yfrequency(0)
    plot.xlim(0, 1)
    plot.ylim(0, max(1, rows - 1))
    for index, (value, mark) in enumerate(shares):
        y = rows - 1 - index
        stretches = [(0.0, value, HELD)] if mark is None else _against(value, mark)
        for start, end, marker in stretches:
            if end > start:
                plot.plot([start, end], [y, y], marker=marker)
        if mark is not None:
            plot.scatter([mark], [y], marker=REFERENCE)
    lines = Plot.uncolorize(plot.build()).split("\n")
    return tuple(line.ljust(width)[:width] for line in lines[:rows])


def _against(value: float, mark: float) -> list[tuple[float, float, str]]:
    return [(value, mark, SHORT), (0.0, min(value, mark), HELD), (mark, value, OVER)]


def _length(value: float) -> float:
    return max(0.0, value) if math.isfinite(value) else 0.0
