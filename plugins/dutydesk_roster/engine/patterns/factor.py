"""Factoring a symmetric positive matrix: one thread, and the same result on every machine of a kind.

The linear algebra that comes with numpy starts threads of its own, which would fight with the other searches.
"""

import numpy as np

from dutydesk_roster.engine.patterns.compiled import compiled
from dutydesk_roster.engine.patterns.problem import Floats

_BLOCK = 64
_TILE = 512


@compiled
def _subtract_four(  # noqa: PLR0917 - rows to subtract
    target: Floats, one: Floats, two: Floats, three: Floats, four: Floats, times: Floats
) -> None:
    a, b, c, d = times[0], times[1], times[2], times[3]
    for at in range(target.size):
        target[at] -= (a * one[at] + b * two[at]) + (c * three[at] + d * four[at])


@compiled
def _subtract(target: Floats, source: Floats, times: float) -> None:
    for at in range(target.size):
        target[at] -= times * source[at]


@compiled
def factor(matrix: Floats) -> bool:  # noqa: C901, PLR0912
    """Replace the lower triangle of `matrix` by its Cholesky factor; False where it is not positive."""
    size = matrix.shape[0]
    panel = np.empty((_BLOCK, size))
    for first in range(0, size, _BLOCK):
        last = min(first + _BLOCK, size)
        width = last - first
        for row in range(first, size):
            for column in range(first, min(row + 1, last)):
                total = matrix[row, column]
                for before in range(first, column):
                    total -= matrix[row, before] * matrix[column, before]
                if row == column:
                    if total <= 0.0:
                        return False
                    matrix[row, row] = np.sqrt(total)
                else:
                    matrix[row, column] = total / matrix[column, column]
        for row in range(last, size):
            for column in range(width):
                panel[column, row] = matrix[row, first + column]
        for left in range(last, size, _TILE):
            for row in range(left, size):
                right = min(left + _TILE, row + 1)
                target = matrix[row, left:right]
                column = 0
                while column + 4 <= width:
                    _subtract_four(
                        target,
                        panel[column, left:right],
                        panel[column + 1, left:right],
                        panel[column + 2, left:right],
                        panel[column + 3, left:right],
                        panel[column : column + 4, row].copy(),
                    )
                    column += 4
                while column < width:
                    _subtract(target, panel[column, left:right], panel[column, row])
                    column += 1
    return True


@compiled
def substitute(factor: Floats, right: Floats) -> None:
    """Solve with a lower triangle and then its transpose, in place."""
    rows = right.size
    for at in range(rows):
        total = right[at]
        for before in range(at):
            total -= factor[at, before] * right[before]
        right[at] = total / factor[at, at]
    for at in range(rows - 1, -1, -1):
        there = right[at] / factor[at, at]
        right[at] = there
        for before in range(at):
            right[before] -= factor[at, before] * there
