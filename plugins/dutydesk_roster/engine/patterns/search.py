"""Search over rosters: take a few people out, put them back one after another, each by an exact programme."""

import numpy as np

from dutydesk_roster.engine.patterns.budget import Budget
from dutydesk_roster.engine.patterns.problem import NOTHING, Floats, Ints, Roster
from dutydesk_roster.engine.patterns.team import Team

_BETTER = 1e-7
_HISTORY = 50
_STEEP = 1.0
_SPREADS = 4


class Search:
    """The roster now and the best one; a step never makes the best one worse."""

    def __init__(self, team: Team, roster: Roster, seed: int, *, cells: int) -> None:
        self._random = np.random.default_rng(seed)
        self._cells = cells
        self.best: Roster = roster.copy()
        self.best_cost = team.cost(roster)
        self._start(team, roster)
        self._accepted = [self.best_cost] * _HISTORY
        self._steps = 0
        self.swept = False

    def _start(self, team: Team, roster: Roster) -> None:
        self.roster: Roster = roster.copy()
        self._load = team.loads(roster)
        self._own = team.own_costs(roster)

    def _cost(self, team: Team) -> float:
        return team.problem.constant + float(self._own.sum()) + team.cost_of_loads(self._load)

    def _replace(self, team: Team, person: int, pattern: Ints) -> None:
        team.put(person, self.roster[person], -1.0, self._load)
        team.put(person, pattern, 1.0, self._load)
        self.roster[person] = pattern
        self._own[person] = team.pricers[person].own_cost(pattern)

    def _improve(self, team: Team, person: int, budget: Budget) -> bool:
        """Give a person their best response; tell whether that made the roster better."""
        before = self._cost(team)
        old = self.roster[person].copy()
        team.put(person, old, -1.0, self._load)
        work = team.work_of(person)
        priced = team.best_response(person, self._load, around=old, cells=self._cells)
        budget.spend(team.work_of(person) - work)
        team.put(person, old, 1.0, self._load)
        if priced is None:
            return False
        self._replace(team, person, priced.pattern)
        if self._cost(team) < before - _BETTER:
            return True
        self._replace(team, person, old)
        return False

    def sweep(self, team: Team, budget: Budget) -> None:
        """Improve single people in random order until nobody can be, or the budget is spent."""
        waiting = self._random.permutation(team.size).tolist()
        quiet = 0
        while waiting and quiet < team.size and not budget.over():
            person = waiting.pop(0)
            if self._improve(team, person, budget):
                quiet = 0
            else:
                quiet += 1
            waiting.append(person)
        self.swept = quiet >= team.size
        self._note(team)

    def _note(self, team: Team) -> bool:
        cost = self._cost(team)
        if cost < self.best_cost - _BETTER:
            self.best_cost = cost
            self.best = self.roster.copy()
            return True
        return False

    def cross(self, team: Team, other: Roster) -> None:
        """Take over another roster where it is better, as a whole and then person by person."""
        donor = other
        if team.cost(other) < self.best_cost - _BETTER:
            donor = self.best
            self._start(team, other)
        else:
            self._start(team, self.best)
        cost = self._cost(team)
        for person in self._random.permutation(team.size).tolist():
            if np.array_equal(donor[person], self.roster[person]):
                continue
            old = self.roster[person].copy()
            self._replace(team, person, donor[person])
            now = self._cost(team)
            if now < cost - _BETTER:
                cost = now
            else:
                self._replace(team, person, old)
        self._note(team)

    def step(self, team: Team, budget: Budget) -> None:
        """Take some people out and put them back; undo that if it is much worse than of late."""
        before = self._cost(team)
        people = self._chosen(team)
        old = self.roster[people].copy()
        own = self._own[people].copy()
        load = self._load.copy()
        for person in people:
            team.put(person, self.roster[person], -1.0, self._load)
        for place, person in enumerate(people):
            work = team.work_of(person)
            priced = team.best_response(person, self._load, around=old[place], cells=self._cells)
            budget.spend(team.work_of(person) - work)
            if priced is None:
                break
            self.roster[person] = priced.pattern
            self._own[person] = team.pricers[person].own_cost(priced.pattern)
            team.put(person, priced.pattern, 1.0, self._load)
        else:
            improved = True
            while improved and not budget.over():
                improved = any([self._improve(team, person, budget) for person in people])  # noqa: C419
            cost = self._cost(team)
            place = self._steps % _HISTORY
            self._steps += 1
            if cost <= before + _BETTER or cost < self._accepted[place]:
                self._accepted[place] = cost
                self._note(team)
                return
            self._accepted[place] = before
        self.roster[people] = old
        self._own[people] = own
        self._load = load

    def _chosen(self, team: Team) -> list[int]:
        count = min(team.size, int(self._random.integers(2, 5)))
        chosen: list[int] = self._random.choice(team.size, size=count, replace=False).tolist()
        return chosen


def _spread(
    team: Team, roster: Roster, load: Floats, order: Ints, budget: Budget, *, near: int, cells: int
) -> bool:
    """Give people their best responses at steep prices, one after another; False where somebody has none.

    A programme of up to `cells` cells is only tried where one of `near` finds nothing.
    """
    for person in order.tolist():
        around = None if roster[person].min() == roster[person].max() == NOTHING else roster[person]
        if around is not None:
            team.put(person, around, -1.0, load)
        work = team.work_of(person)
        priced = team.best_response(person, load, around=around, cells=near, steep=_STEEP)
        if priced is None:
            priced = team.best_response(person, load, around=around, cells=cells, steep=_STEEP)
        budget.spend(team.work_of(person) - work)
        if priced is None:
            return False
        roster[person] = priced.pattern
        team.put(person, priced.pattern, 1.0, load)
    return True


def first_roster(
    team: Team, seed: int, budget: Budget, *, cells: int, near: int, more: float
) -> Roster | None:
    """Return a roster of best responses, one person after another; None where somebody has none.

    A programme has up to `near` cells, or up to `cells` where that finds nothing. After the first round come
    a few more, as long as they take no more than `more` seconds.
    """
    roster: Roster = np.full((team.size, team.problem.days), NOTHING, dtype=np.int32)
    load = np.zeros(team.problem.low.size)
    random = np.random.default_rng(seed)
    if not _spread(
        team, roster, load, random.permutation(team.size).astype(np.int32), budget, near=near, cells=cells
    ):
        return None
    budget = budget.part(more)
    for _ in range(_SPREADS):
        if budget.over() or not _spread(
            team, roster, load, random.permutation(team.size).astype(np.int32), budget, near=near, cells=near
        ):
            break
    return roster
