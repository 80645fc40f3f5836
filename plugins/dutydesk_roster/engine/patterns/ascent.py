"""Raising the bound step by step, by the volume algorithm.

A step prices everybody once, which on large problems is a fraction of what the master takes. The steps leave
good prices and a pool of patterns that makes the master converge in a few rounds.
"""

import numpy as np

from dutydesk_roster.engine.patterns.budget import Budget
from dutydesk_roster.engine.patterns.pool import Pool
from dutydesk_roster.engine.patterns.problem import Floats
from dutydesk_roster.engine.patterns.remainder import Remainder, Response

_PATIENCE = 7
_TINY = 1e-3
_STEPS = 450


class Ascent:
    """Prices of the rows (`worth`) that prove `bound`, and the average load of the patterns on the way."""

    def __init__(self, worth: Floats, response: Response | None = None) -> None:
        self.worth = worth
        self.bound = -np.inf if response is None else response.least
        self._value = -np.inf if response is None else response.value
        self._average = None if response is None else response.load
        self._share = 0.1
        self._failed = 0
        self.steps = 0

    def step(self, remainder: Remainder, pool: Pool, aim: float, budget: Budget) -> bool:
        """Price everybody once and step toward `aim`, a cost known to be reached; False if that cannot be."""
        worth = remainder.within(self.worth)
        if self._average is not None:
            missing = self._missing(remainder, self._average)
            size = float(missing @ missing)
            if size > 0:
                worth = remainder.within(worth + self._share * 0.5 * (aim - self._value) / size * missing)
        self.steps += 1
        before = remainder.team.work
        response = remainder.price(worth)
        budget.spend(remainder.team.work - before)
        if response is None:
            return False
        for person, pattern in zip(remainder.free, response.patterns, strict=True):
            pool.add(remainder.team, person, pattern)
        self._blend(remainder, response.load)
        self.bound = max(self.bound, response.least)
        if response.value > self._value:
            along = float(self._missing(remainder, response.load) @ (worth - self.worth))
            self._share = min(2.0, self._share * (1.1 if along < 0 else 1.3))
            self._value = response.value
            self.worth = worth
            self._failed = 0
        else:
            self._failed += 1
            if self._failed >= _PATIENCE:
                self._share *= 0.66
                self._failed = 0
        return True

    @property
    def finished(self) -> bool:
        """Tell whether the steps have become too small to matter."""
        return self._share < _TINY or self.steps >= _STEPS

    def _missing(self, remainder: Remainder, load: Floats) -> Floats:
        """Return the direction to step in: what the rows lack, unless their price is at its limit."""
        aim = np.where(self.worth >= 0, remainder.low, remainder.high)
        aim = np.where(np.isfinite(aim), aim, load)
        missing = aim - load
        held = remainder.within(self.worth + np.sign(missing) * 1e-6) == self.worth
        return np.where(held, 0.0, missing)

    def _blend(self, remainder: Remainder, load: Floats) -> None:
        """Move the average toward the newest loads, as far as that brings it nearer to what the rows ask."""
        if self._average is None:
            self._average = load
            return
        difference = self._average - load
        size = float(difference @ difference)
        best = float(difference @ -self._missing(remainder, self._average)) / size if size > 0 else 0.1
        share = min(max(best, 0.01), 0.1)
        self._average = share * load + (1 - share) * self._average
