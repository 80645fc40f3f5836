"""The master by an interior point method of its own, for many rows.

Columns are short and many more than rows, so that the normal equations are a dense matrix of the size of the
rows: it is summed column by column and factored. A loose gap is enough, and better: prices from the middle of
the optimal face give patterns that fit together, which is what makes column generation converge.
"""

from dataclasses import dataclass

import numpy as np

from dutydesk_roster.engine.patterns.compiled import compiled
from dutydesk_roster.engine.patterns.factor import factor, substitute
from dutydesk_roster.engine.patterns.problem import Floats, Ints

_SHORT = 1e-4
"""How far the equations may be off, relative to their right sides."""


@compiled
def _sum_normal(start: Ints, row: Ints, amount: Floats, weight: Floats, normal: Floats) -> None:
    """Add the columns' outer products, each times its weight, to the lower triangle of `normal`."""
    for column in range(weight.size):
        for left in range(start[column], start[column + 1]):
            times = weight[column] * amount[left]
            at = row[left]
            for right in range(start[column], left + 1):
                normal[at, row[right]] += times * amount[right]


@compiled
def _times(start: Ints, row: Ints, amount: Floats, of_columns: Floats, of_rows: Floats) -> None:
    """Add the matrix times `of_columns` to `of_rows`."""
    for column in range(of_columns.size):
        for entry in range(start[column], start[column + 1]):
            of_rows[row[entry]] += amount[entry] * of_columns[column]


@compiled
def _transposed_times(start: Ints, row: Ints, amount: Floats, of_rows: Floats, of_columns: Floats) -> None:
    """Write the transposed matrix times `of_rows` to `of_columns`."""
    for column in range(of_columns.size):
        total = 0.0
        for entry in range(start[column], start[column + 1]):
            total += amount[entry] * of_rows[row[entry]]
        of_columns[column] = total


@dataclass(frozen=True, slots=True, eq=False)
class Equations:
    """Minimise `cost` x where the columns times x equal `right`, x >= 0; rows ascend in a column."""

    start: Ints
    row: Ints
    amount: Floats
    cost: Floats
    right: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Middle:
    """A point near the optimum: x, the prices of the rows, the relative gap, and the work done."""

    x: Floats
    price: Floats
    gap: float
    work: float


def _longest_step(at: Floats, by: Floats) -> float:
    falling = by < 0
    return float(min(1.0, (0.9995 * (at[falling] / -by[falling])).min(initial=1.0)))


class _Matrix:
    """The columns, as something that multiplies."""

    def __init__(self, equations: Equations) -> None:
        self._start, self._row, self._amount = equations.start, equations.row, equations.amount
        self._columns, self._rows = equations.cost.size, equations.right.size
        pairs = float((np.diff(self._start).astype(np.float64) ** 2).sum()) / 2
        self.work_a_factor = pairs + self._rows**3 / 3

    def times(self, x: Floats) -> Floats:
        """Return the matrix times `x`."""
        result = np.zeros(self._rows)
        _times(self._start, self._row, self._amount, x, result)
        return result

    def back(self, y: Floats) -> Floats:
        """Return the transposed matrix times `y`."""
        result = np.empty(self._columns)
        _transposed_times(self._start, self._row, self._amount, y, result)
        return result

    def factored(self, weight: Floats) -> Floats:
        """Return the lower triangle whose square is the weighted sum of the columns' outer products."""
        normal = np.zeros((self._rows, self._rows))
        _sum_normal(self._start, self._row, self._amount, weight, normal)
        diagonal = np.arange(self._rows)
        normal[diagonal, diagonal] *= 1 + 1e-11
        normal[diagonal, diagonal] += 1e-13 * float(normal[diagonal, diagonal].max())
        if not factor(normal):
            raise _NotPositive
        return normal


def _solved(triangle: Floats, right: Floats) -> Floats:
    """Return what the factored equations give for `right`."""
    result = right.copy()
    substitute(triangle, result)
    return result


def _first_point(matrix: _Matrix, equations: Equations) -> tuple[Floats, Floats, Floats]:
    """Return Mehrotra's starting point."""
    triangle = matrix.factored(np.ones(equations.cost.size))
    x = matrix.back(_solved(triangle, equations.right))
    y = _solved(triangle, matrix.times(equations.cost))
    z = equations.cost - matrix.back(y)
    x += max(-1.5 * float(x.min()), 0.0)
    z += max(-1.5 * float(z.min()), 0.0)
    product = float(x @ z)
    x += 0.5 * product / max(float(z.sum()), 1e-9) + 1e-6
    z += 0.5 * product / max(float(x.sum()), 1e-9) + 1e-6
    return x, y, z


def solve(equations: Equations, gap: float, most: int = 50) -> Middle | None:
    """Return a point within `gap` of the optimum, by Mehrotra's predictor and corrector, or None."""
    try:
        return _solve(equations, gap, most)
    except _NotPositive:
        return None


def _solve(equations: Equations, gap: float, most: int) -> Middle | None:
    matrix = _Matrix(equations)
    cost, right = equations.cost, equations.right
    x, y, z = _first_point(matrix, equations)
    work = matrix.work_a_factor
    for _ in range(most):
        lacking = right - matrix.times(x)
        dual_lacking = cost - matrix.back(y) - z
        value = float(cost @ x)
        reached = abs(value - float(right @ y)) / (1.0 + abs(value))
        short = float(np.abs(lacking).max()) / (1.0 + float(np.abs(right).max()))
        if reached < gap and short < _SHORT:
            return Middle(x, y, reached, work)
        weight = x / z
        triangle = matrix.factored(weight)
        work += matrix.work_a_factor
        mu = float(x @ z) / cost.size

        def step(aim: Floats) -> tuple[Floats, Floats, Floats]:
            """Return the way to where x times z is changed by `aim`."""
            dy = _solved(triangle, lacking + matrix.times(weight * dual_lacking - aim / z))  # noqa: B023
            dz = dual_lacking - matrix.back(dy)  # noqa: B023
            return aim / z - weight * dz, dy, dz  # noqa: B023

        dx, dy, dz = step(-x * z)
        ahead = float((x + _longest_step(x, dx) * dx) @ (z + _longest_step(z, dz) * dz)) / cost.size
        dx, dy, dz = step((ahead / mu) ** 3 * mu - x * z - dx * dz)
        step_x, step_z = _longest_step(x, dx), _longest_step(z, dz)
        x = x + step_x * dx
        y = y + step_z * dy
        z = z + step_z * dz
    return None


class _NotPositive(ArithmeticError):
    """A matrix could not be factored."""
