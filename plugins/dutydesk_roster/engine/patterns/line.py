"""One line of work toward a roster: all that it knows between two slices of time.

A line can be pickled, handed to another process with the problem, advanced there and handed back; to advance
the same line twice does no harm.
"""

import numpy as np

from dutydesk_roster.engine.patterns.ascent import Ascent
from dutydesk_roster.engine.patterns.budget import Budget
from dutydesk_roster.engine.patterns.columns import Columns
from dutydesk_roster.engine.patterns.dive import Dive
from dutydesk_roster.engine.patterns.hardening import Hardening
from dutydesk_roster.engine.patterns.pool import Pool
from dutydesk_roster.engine.patterns.problem import NOTHING, Floats, PatternProblem, Roster
from dutydesk_roster.engine.patterns.refinement import Refinement
from dutydesk_roster.engine.patterns.remainder import Remainder
from dutydesk_roster.engine.patterns.search import Search, first_roster
from dutydesk_roster.engine.patterns.team import Team
from dutydesk_roster.engine.patterns.turns import Turns

_NEAR = 1_000_000
"""Cells of a programme that looks for a better pattern near the one that a person has."""
_ASCENT, _COLUMNS, _DIVE = 0.25, 0.5, 0.8
"""The shares of the time after which each part is to be at its end."""
_SPREAD, _SWEEP = 0.01, 0.05
_A_TRY = 0.5
_STEPS = 20
_AGAIN = 8
"""Tries to arrange some people anew before everybody is."""
_LARGE_POOL = 12_000
_HEAVY = 600
"""Rows beyond which a dive takes too long, and ends worse than the hardening of rows."""
_SEARCH, _REFINE, _HARDEN = range(3)
_ALONE, _LIGHT, _LARGE = (0.4, 0.0, 0.4), (0.2, 1.0, 0.2), (0.4, 0.4, 0.4)
"""The least weights of these three without prices to refine with, with them, and with many rows."""


def whole_costs(problem: PatternProblem) -> bool:
    """Tell whether every roster costs a whole number."""
    numbers = [problem.under, problem.over, problem.low, problem.high, np.array([problem.constant])]
    for person in problem.people:
        numbers += [
            person.price,
            person.off,
            person.joins.amount,
            person.automaton.price,
            person.automaton.ends,
        ]
        numbers += [counter.price for counter in person.counters]
    return all(bool(np.all(np.isinf(part) | (part == np.rint(part)))) for part in numbers)


class Line:
    """What one line knows: its best roster, the bound, the prices and patterns found, and where it is."""

    def __init__(self, seed: int, seconds: float, *, leads: bool, start: Roster | None = None) -> None:
        self.seed = seed
        self.leads = leads
        self.bound = -np.inf
        self.impossible = False
        self.worth: Floats | None = None
        self.pool: Pool | None = None
        self.search: Search | None = None
        self._start = start
        self._seconds = seconds
        self._used = 0.0
        self._whole = False
        self._ascent: Ascent | None = None
        self._columns: Columns | None = None
        self._dive: Dive | None = None
        self._dives = 0
        self._known: tuple[Pool, Floats] | None = None
        self._refinement: Refinement | None = None
        self._hardening: Hardening | None = None
        self._turns = Turns(_ALONE)

    @property
    def best(self) -> Roster | None:
        """The best roster found."""
        return None if self.search is None else self.search.best

    @property
    def cost(self) -> float:
        """What the best roster costs, a row that is broken at its large price."""
        return np.inf if self.search is None else self.search.best_cost

    @property
    def proved(self) -> bool:
        """Tell whether no roster can be better."""
        return self.bound >= self.cost - 1e-6

    def follow(self, team: Team, pool: Pool, worth: Floats) -> None:
        """Dive too, with the pool and the prices of another line."""
        self._known = (pool, worth)
        self._refinement = Refinement(pool, worth, self.seed, _A_TRY)
        self._turns = Turns(_LIGHT if worth.size <= _HEAVY else _LARGE)
        if worth.size <= _HEAVY:
            self._dive_again(team, self._used, np.inf)

    def _dive_again(self, team: Team, used: float, limit: float) -> None:
        """Start a dive, if there is time for one, that is to end below `limit`."""
        seconds = self._seconds * _DIVE - used
        if self._known is None or seconds <= 0:
            return
        pool, worth = self._known
        self._dives += 1
        self._dive = Dive(
            np.full((team.size, team.problem.days), NOTHING, dtype=np.int32),
            range(team.size),
            pool.copy_of(np.arange(len(pool), dtype=np.int32)),
            worth,
            seed=self.seed + 101 * self._dives,
            seconds=seconds,
            limit=limit,
        )

    def advance(self, team: Team, budget: Budget, other: Roster | None) -> None:
        """Go on until the budget is over or the best is proved; `other` is the best roster of elsewhere."""
        began = budget.used
        if self.search is None:
            self._begin(team, budget)
        if self.search is not None and other is not None:
            self.search.cross(team, other)
        while not (self.impossible or self.proved or budget.over()):
            self._go_on(team, budget, self._used + budget.used - began)
        self._used += budget.used - began

    def _begin(self, team: Team, budget: Budget) -> None:
        """Make a first roster and improve it as long as single people can be."""
        self._whole = whole_costs(team.problem)
        roster = self._start
        if roster is None or not np.isfinite(team.cost(roster)):
            more = self._seconds * _SPREAD
            roster = first_roster(team, self.seed, budget, cells=_NEAR * 20, near=_NEAR, more=more)
        if roster is None:
            self.impossible = True
            self.bound = np.inf if not team.possible else -np.inf
            return
        self.search = Search(team, roster, self.seed, cells=_NEAR)
        if self.leads and team.whole():
            self.pool = Pool(team.problem.days)
            self._ascent = Ascent(np.zeros(team.problem.low.size))
        else:
            self._hardening = Hardening(team, roster, self.seed, self._seconds)

    def _go_on(self, team: Team, budget: Budget, used: float) -> None:
        """Do one step of what is at hand."""
        if self.search is None:
            return
        if not self.search.swept and (self._hardening is None or self._hardening.done):
            self.search.sweep(team, budget.part(self._seconds * _SWEEP))
            self.search.swept = True
        elif self._ascent is not None:
            self._rise(team, self.search, budget, used)
        elif self._columns is not None:
            self._generate(team, budget, used)
        elif self._dive is not None:
            self._descend(team, self.search, budget)
        elif self._hardening is not None and not self._hardening.done:
            self._harden(team, self.search, budget)
        else:
            self._better(team, self.search, budget, used)

    def _raise_bound(self, bound: float) -> None:
        if self._whole:
            bound = float(np.ceil(bound - 1e-5))
        self.bound = max(self.bound, bound)

    def _rise(self, team: Team, search: Search, budget: Budget, used: float) -> None:
        ascent, pool = self._ascent, self.pool
        if ascent is None or pool is None:
            return
        problem = team.problem
        whole = Remainder(team, range(team.size), np.zeros(problem.low.size))
        possible = ascent.step(whole, pool, search.best_cost - problem.constant, budget)
        self._raise_bound(ascent.bound + problem.constant)
        if len(pool) > _LARGE_POOL:
            pool.keep(np.arange(len(pool) - _LARGE_POOL // 2, len(pool), dtype=np.int32))
        if not possible or ascent.finished or used > self._seconds * _ASCENT:
            for person, pattern in enumerate(search.best):
                pool.add(team, person, pattern)
            self._columns = Columns(ascent.worth, ascent.bound)
            self._ascent = None

    def _generate(self, team: Team, budget: Budget, used: float) -> None:
        columns, pool = self._columns, self.pool
        if columns is None or pool is None:
            return
        problem = team.problem
        whole = Remainder(team, range(team.size), np.zeros(problem.low.size))
        more = columns.round(whole, pool, budget)
        self._raise_bound(columns.bound + problem.constant)
        if not more or used > self._seconds * _COLUMNS:
            pool.keep(columns.columns(whole, pool))
            self.worth = columns.worth
            self._columns = None
            self.follow(team, pool, columns.worth)

    def _descend(self, team: Team, search: Search, budget: Budget) -> None:
        if self._dive is None:
            return
        blocked = not self._dive.step(team, budget)
        if self._dive.done:
            # A dive in a hurry ends in a poor roster that single people soon make a good one.
            self._take_over(team, search, self._dive.roster, budget)
            search.swept = False
        if blocked or self._dive.done:
            self._dive = None

    def _harden(self, team: Team, search: Search, budget: Budget) -> None:
        """Go on with the hardening of rows, and take over what it ends in."""
        hardening = self._hardening
        if hardening is None:
            return
        while not (hardening.done or budget.over()):
            hardening.step(team, budget)
        if hardening.done:
            self._take_over(team, search, hardening.best, budget)
        elif hardening.best_cost < search.best_cost:
            search.cross(team, hardening.best)

    def _take_over(self, team: Team, search: Search, roster: Roster, budget: Budget) -> None:
        """Improve a roster by single people, and keep what is good in it."""
        swept = Search(team, roster, self.seed, cells=_NEAR)
        swept.sweep(team, budget.part(self._seconds * _SWEEP))
        search.cross(team, swept.best)

    def _better(self, team: Team, search: Search, budget: Budget, used: float) -> None:
        """Let some people go, or soften the rows again, whatever was of most use of late."""
        turn = self._turns.next()
        began, cost = budget.used, search.best_cost
        if turn == _HARDEN:
            if self._hardening is None:
                worth = None if self._known is None else self._known[1]
                self._hardening = Hardening(team, search.best, self.seed, self._seconds, worth)
            else:
                self._hardening.again()
            self._harden(team, search, budget)
        elif turn == _REFINE and self._refinement is not None:
            better = self._refinement.step(team, search.best, self._limit(search), budget)
            if better is not None:
                search.cross(team, better)
            if self._refinement.tried % _AGAIN == 0 and team.problem.low.size <= _HEAVY:
                self._dive_again(team, used, self._limit(search))
        else:
            for _ in range(_STEPS):
                if budget.over():
                    break
                search.step(team, budget)
        self._turns.note(turn, budget.used - began, better=search.best_cost < cost)

    def _limit(self, search: Search) -> float:
        """Return the least cost that is no improvement."""
        return search.best_cost - 1 + 1e-4 if self._whole else search.best_cost
