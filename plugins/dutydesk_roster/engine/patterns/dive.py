"""A roster out of a mix: fix the surest people, price the others anew, and so on until all are fixed."""

import math
from collections.abc import Sequence

import numpy as np

from dutydesk_roster.engine.patterns.ascent import Ascent
from dutydesk_roster.engine.patterns.budget import Budget
from dutydesk_roster.engine.patterns.columns import Columns
from dutydesk_roster.engine.patterns.master import Mix
from dutydesk_roster.engine.patterns.pool import Pool
from dutydesk_roster.engine.patterns.problem import Floats, Ints, Roster
from dutydesk_roster.engine.patterns.remainder import Remainder
from dutydesk_roster.engine.patterns.selection import selected
from dutydesk_roster.engine.patterns.team import Team

_SURE = 0.97
_ROUNDS = 10
_ROUNDS_OF_ALL = 200
_MOST = 1600
_EACH = 60
_HEAVY = 600
"""Rows beyond which a master takes longer than many pricings."""
_PRICINGS = 12
_CUTS = 3
_SELECTABLE = 16
_AIM = 0.02
_CLOSE = 1e-3


class Dive:
    """Fixes the free people of a roster step by step, from a pool of their patterns.

    It gives up as soon as the people still free cannot bring the roster below `limit`.
    """

    def __init__(
        self,
        roster: Roster,
        free: Sequence[int],
        pool: Pool,
        worth: Floats,
        *,
        seed: int,
        seconds: float,
        limit: float = np.inf,
    ) -> None:
        self.roster = roster.copy()
        self.limit = limit
        self.least = -np.inf
        self._free = list(free)
        self._pool = pool
        self._worth = worth
        self._random = np.random.default_rng(seed)
        self._seconds = seconds
        self._used = 0.0
        self._cut = 0

    @property
    def done(self) -> bool:
        """Tell whether everybody is fixed."""
        return not self._free

    def step(self, team: Team, budget: Budget) -> bool:
        """Fix some people; False when the way is blocked."""
        began = budget.used
        load = np.zeros(team.problem.low.size)
        fixed = team.problem.constant
        for person in sorted(set(range(team.size)) - set(self._free)):
            team.put(person, self.roster[person], 1.0, load)
            fixed += team.pricers[person].own_cost(self.roster[person])
        remainder = Remainder(team, self._free, load)
        rounds = max(_ROUNDS, _ROUNDS_OF_ALL // len(self._free))
        if load.size > _HEAVY:
            self._rise(remainder, budget)
            rounds = 1
        columns = Columns(self._worth, most=min(_MOST, _EACH * len(self._free)))
        while rounds > 0 and columns.apart > _CLOSE and not budget.over():
            rounds -= 1
            more = columns.round(remainder, self._pool, budget)
            self.least = fixed + columns.bound
            if self.least >= self.limit - 1e-6:
                return False
            if not more:
                break
        self._used += budget.used - began
        if columns.mix is None:
            return budget.over()
        if load.size <= _HEAVY and budget.over() and columns.apart > _CLOSE and self._cut < _CUTS:
            # The prices are not good enough to fix anybody; the next step goes on from here.
            self._cut += 1
            self._worth = columns.mix.worth
            return True
        self._cut = 0
        chosen = columns.columns(remainder, self._pool)
        if (
            np.isfinite(self.limit)
            and len(self._free) <= _SELECTABLE
            and self._select(remainder, columns, chosen, fixed, budget)
        ):
            return True
        self._worth = columns.mix.worth
        self._fix(columns.mix, time_a_step=budget.used - began)
        self._pool.keep(chosen)
        return True

    def _rise(self, remainder: Remainder, budget: Budget) -> None:
        """Raise the bound by many pricings, where one master takes longer than all of them."""
        response = remainder.price(remainder.within(self._worth))
        if response is None:
            return
        ascent = Ascent(self._worth, response)
        aim = response.value + _AIM * abs(response.value)
        for _ in range(_PRICINGS):
            if budget.over() or not ascent.step(remainder, self._pool, aim, budget):
                break
        self._worth = ascent.worth

    def _select(
        self, remainder: Remainder, columns: Columns, chosen: Ints, fixed: float, budget: Budget
    ) -> bool:
        """Fix all at once where the columns that can be in a roster below the limit hold one."""
        mix = columns.mix
        if mix is None:
            return False
        room = self.limit - self.least
        reduced = self._pool.reduced_costs(-columns.worth)
        people = np.array(self._pool.people)
        least = np.full(remainder.team.size, np.inf)
        np.minimum.at(least, people, reduced)
        kept = chosen[(reduced - least[people])[chosen] <= room + 1e-6]
        taken = selected(self._pool, remainder, kept, self.limit - fixed, budget.clock_left)
        if taken is None:
            return False
        for column in taken.tolist():
            self.roster[self._pool.people[column]] = self._pool.patterns[column]
        self._free.clear()
        return True

    def _fix(self, mix: Mix, time_a_step: float) -> None:
        """Fix those whose share of one pattern is nearly whole, and as many more as the time asks for."""
        people = np.array(self._pool.people)[mix.columns]
        sure: dict[int, tuple[float, int]] = {}
        for column, person, share in zip(
            mix.columns.tolist(), people.tolist(), mix.shares.tolist(), strict=True
        ):
            if share > sure.get(person, (-1.0, -1))[0]:
                sure[person] = (share, column)
        # Later steps are shorter, as fewer people are free: the time is enough for twice the steps.
        steps = max(1.0, 2.0 * (self._seconds - self._used) / max(time_a_step, 1e-9))
        least = max(1, math.ceil(len(self._free) / steps))
        order = sorted(
            sure, key=lambda person: sure[person][0] * self._random.uniform(0.9, 1.0), reverse=True
        )
        for place, person in enumerate(order):
            share, column = sure[person]
            if place < least or share >= _SURE:
                self.roster[person] = self._pool.patterns[column]
                self._free.remove(person)
