"""Rosters from rows that begin soft and harden.

Everybody takes, one after another and round after round, their best response to all others, first at prices
that hardly depend on the others' loads, in the end at the true costs; between the rounds the prices learn
from what the rows lack. It needs neither a master nor a bound, so that it serves problems of any size.
"""

import numpy as np

from dutydesk_roster.engine.patterns.budget import Budget
from dutydesk_roster.engine.patterns.problem import Floats, Roster
from dutydesk_roster.engine.patterns.team import Team

_SOFT, _HARD = 0.01, 1.0
"""The hardness at first and at last, in prices of a usual row."""
_SOFT_AGAIN = 0.02
_LEARN, _CALM = 0.2, 0.4
_ROUNDS, _FEWEST, _ROUNDS_AGAIN = 80, 16, 60
_SHARE = 0.3
"""The part of all time that the first hardening may take."""
_CELLS, _FEWEST_CELLS = 4_000_000, 150_000
_SAMPLE = 6
"""People after whom it is known how long a round takes."""


def _usual_price(team: Team) -> float:
    """Return the middle of what the rows cost for one too few and one too many."""
    prices = team.under + team.over
    prices = prices[(prices > 0) & (prices < team.large)]
    return float(np.median(prices)) if prices.size else 1.0


class Hardening:
    """A roster between rounds, and the worths learnt so far; `best` is the best roster of this hardening."""

    def __init__(
        self, team: Team, roster: Roster, seed: int, seconds: float, worth: Floats | None = None
    ) -> None:
        self._random = np.random.default_rng(seed)
        self._seconds = seconds
        self._roster = roster.copy()
        self._worth = np.zeros(team.problem.low.size) if worth is None else worth.copy()
        self._usual = _usual_price(team)
        self._joined = np.zeros(team.problem.choice_day.size)
        self._cells = _FEWEST_CELLS
        self._soft = _SOFT
        self._rounds = _ROUNDS
        self._round = 0
        self._measured = False
        self._times = 0
        self._sample: list[float] = []
        self._waiting: list[int] = []
        self.best = roster.copy()
        self.best_cost = np.inf

    @property
    def done(self) -> bool:
        """Tell whether the rows are hard now."""
        return self._round >= self._rounds

    def again(self) -> None:
        """Soften the rows for another go, with the worths learnt, which move less each time."""
        self._soft = _SOFT_AGAIN
        self._rounds = min(self._rounds, _ROUNDS_AGAIN)
        self._round = 0
        self._times += 1
        self.best = self._roster.copy()
        self.best_cost = np.inf

    def step(self, team: Team, budget: Budget) -> None:
        """Go on with a round; after it, note the roster where it is the best so far."""
        if not self._waiting:
            self._waiting = self._random.permutation(team.size).tolist()
        hardness = self._usual * self._soft * (_HARD / self._soft) ** (self._round / max(1, self._rounds - 1))
        load = team.loads(self._roster)
        while self._waiting and not budget.over():
            person = self._waiting.pop()
            began = budget.used
            team.put(person, self._roster[person], -1.0, load)
            work = team.work_of(person)
            priced = team.soft_response(
                person, load, self._worth, hardness, around=self._roster[person], cells=self._cells
            )
            budget.spend(team.work_of(person) - work)
            if priced is not None:
                self._roster[person] = priced.pattern
            team.put(person, self._roster[person], 1.0, load)
            if not self._measured:
                self._measure(team, budget.used - began)
        if self._waiting:
            return
        team.learn(load, self._worth, hardness, _LEARN / (1.0 + _CALM * self._times))
        self._round += 1
        cost = team.cost(self._roster)
        if cost < self.best_cost:
            self.best_cost = cost
            self.best = self._roster.copy()

    def _measure(self, team: Team, seconds: float) -> None:
        """Learn from the first people how large the programmes and how many the rounds may be."""
        self._sample.append(seconds)
        if len(self._sample) < min(_SAMPLE, team.size):
            return
        self._measured = True
        a_round = max(float(np.median(self._sample)) * team.size, 1e-9)
        most = self._seconds * _SHARE
        times = min(max(most / (a_round * _ROUNDS), 1.0), _CELLS / _FEWEST_CELLS)
        self._cells = int(_FEWEST_CELLS * times)
        self._rounds = int(min(_ROUNDS, max(_FEWEST, most / (a_round * times))))
