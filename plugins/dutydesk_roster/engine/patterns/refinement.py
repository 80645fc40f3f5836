"""Better rosters by arranging some people anew, all others fixed, with column generation and a dive.

For the people let go the bound tells early whether anything can be won, so that most of them cost little; how
many are let go follows from how long that takes.
"""

import numpy as np

from dutydesk_roster.engine.patterns.budget import Budget
from dutydesk_roster.engine.patterns.dive import Dive
from dutydesk_roster.engine.patterns.pool import Pool
from dutydesk_roster.engine.patterns.problem import Floats, Roster
from dutydesk_roster.engine.patterns.team import Team

_FIRST = 4
_MOST_SHARE = 0.8
_ENOUGH = 40
_ANYBODY = 0.5
"""How likely somebody is chosen who loses nothing, next to one who loses as much as most."""
_TINY = 1e-6


class Refinement:
    """Chooses whom to let go, and learns how many."""

    def __init__(self, pool: Pool, worth: Floats, seed: int, seconds: float) -> None:
        self._pool = pool
        self._worth = worth
        self._random = np.random.default_rng(seed)
        self._seconds = seconds
        self._size = float(_FIRST)
        self._least: Floats | None = None
        self.tried = 0

    def step(self, team: Team, roster: Roster, limit: float, budget: Budget) -> Roster | None:
        """Let some people go; return what they make of it if that may cost less than `limit`."""
        self.tried += 1
        count = int(min(max(2, round(self._size)), max(2, team.size * _MOST_SHARE), team.size))
        free = self._chosen(team, roster, count)
        pool = self._columns_of(free)
        for person in free:
            pool.add(team, person, roster[person])
        dive = Dive(
            roster,
            free,
            pool,
            self._worth,
            seed=int(self._random.integers(1 << 30)),
            seconds=self._seconds,
            limit=limit,
        )
        began = budget.used
        blocked = False
        steps = 0
        while not (dive.done or blocked or budget.over()):
            blocked = not dive.step(team, budget)
            steps += 1
        used = budget.used - began
        if blocked and steps == 1:
            if used < self._seconds:
                self._size = min(self._size + 0.5, team.size * _MOST_SHARE)
        elif used > self._seconds:
            self._size = max(2.0, self._size - 0.5)
        for person in free:
            if dive.done:
                self._pool.add(team, person, dive.roster[person])
        return dive.roster if dive.done else None

    def _chosen(self, team: Team, roster: Roster, count: int) -> list[int]:
        """Choose people, rather those whose patterns lose more at the known prices, as they carry the gap."""
        if self._least is None:
            self._least = np.zeros(team.size)
            for person in range(team.size):
                priced = team.priced(person, -self._worth)
                self._least[person] = 0.0 if priced is None else priced.cost
        loss = np.zeros(team.size)
        for person, pattern in enumerate(roster):
            rows, amounts = team.entries(person, pattern)
            loss[person] = team.pricers[person].own_cost(pattern) - float(amounts @ self._worth[rows])
        loss = np.maximum(loss - self._least, 0.0)
        weight = loss + _ANYBODY * float(loss.mean()) + _TINY
        chosen = self._random.choice(team.size, size=count, replace=False, p=weight / weight.sum())
        return sorted(chosen.tolist())

    def _columns_of(self, free: list[int]) -> Pool:
        """Return the cheapest columns of the people let go."""
        people = np.array(self._pool.people, dtype=np.int64)
        reduced = self._pool.reduced_costs(-self._worth)
        chosen: list[int] = []
        for person in free:
            mine = np.flatnonzero(people == person)
            chosen += mine[np.argsort(reduced[mine], kind="stable")[:_ENOUGH]].tolist()
        return self._pool.copy_of(np.array(sorted(chosen), dtype=np.int32))
