"""Column generation: the master's prices bring better patterns until the bound meets the mix."""

import numpy as np

from dutydesk_roster.engine.patterns.budget import Budget
from dutydesk_roster.engine.patterns.master import Mix, mixed
from dutydesk_roster.engine.patterns.pool import Pool
from dutydesk_roster.engine.patterns.problem import Floats, Ints
from dutydesk_roster.engine.patterns.remainder import Remainder

_COARSE = 1e-3
_FINE = 1e-7


class Columns:
    """Rounds of a master and everybody's pricing; `bound` is proved, `mix` the newest."""

    def __init__(self, worth: Floats, bound: float = -np.inf, *, most: int = 3000) -> None:
        self.worth = worth
        self.bound = bound
        self.mix: Mix | None = None
        self._most = most
        self._gap = _COARSE
        self._newest = worth
        self._chosen: Ints | None = None
        self._seen = 0
        self.converged = False
        self.apart = np.inf

    def columns(self, remainder: Remainder, pool: Pool) -> Ints:
        """Return the columns to mix: each person's cheapest at the prices known, and all found since."""
        if self._chosen is None or self._chosen.size + len(pool) - self._seen > 1.5 * self._most:
            self._chosen = self._cheapest(remainder, pool)
            self._seen = len(pool)
        elif self._seen < len(pool):
            self._chosen = np.concatenate([self._chosen, np.arange(self._seen, len(pool), dtype=np.int32)])
            self._seen = len(pool)
        return self._chosen

    def _cheapest(self, remainder: Remainder, pool: Pool) -> Ints:
        """Return the columns of the free people that are cheapest at the prices known, as many for each."""
        free = np.zeros(remainder.team.size, dtype=np.bool_)
        free[remainder.free] = True
        people = np.array(pool.people, dtype=np.int64)
        reduced = pool.reduced_costs(-self._newest)
        order = np.lexsort((reduced, people))
        first = np.searchsorted(people[order], np.arange(free.size))
        rank = np.arange(order.size) - first[people[order]]
        most = max(4, self._most // max(1, len(remainder.free)))
        chosen = order[(rank < most) & free[people[order]]]
        chosen.sort()
        return chosen.astype(np.int32)

    def round(self, remainder: Remainder, pool: Pool, budget: Budget) -> bool:
        """Solve the master and price everybody at its prices; False when there is nothing more to do."""
        mix = mixed(pool, remainder, self.columns(remainder, pool), self._gap)
        if mix is None:
            return False
        budget.spend(mix.work)
        self.mix = mix
        worth = remainder.within(mix.worth)
        self._newest = worth
        before = remainder.team.work
        response = remainder.price(worth)
        budget.spend(remainder.team.work - before)
        if response is None:
            return False
        new = [
            pool.add(remainder.team, person, pattern)
            for person, pattern in zip(remainder.free, response.patterns, strict=True)
        ]
        if response.least > self.bound:
            self.bound = response.least
            self.worth = worth
        apart = self.apart = (mix.cost - self.bound) / (1.0 + abs(mix.cost))
        if not any(new) and self._gap <= _FINE * 1.01:
            self.converged = True
        self._gap = float(np.clip(apart * 0.1, _FINE, _COARSE if any(new) else max(self._gap * 0.1, _FINE)))
        self.converged = self.converged or apart < _FINE * 10
        return not self.converged
