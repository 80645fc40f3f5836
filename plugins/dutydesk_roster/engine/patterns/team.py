"""All people of a problem with what their search needs: pricers, rows with finite prices, loads and costs."""

import numpy as np

from dutydesk_roster.engine.patterns import joining, softness
from dutydesk_roster.engine.patterns.pricer import WHOLE, Priced, Pricer, Scratch
from dutydesk_roster.engine.patterns.problem import Floats, Ints, PatternProblem, Roster

_BEYOND = 1000.0


class Team:
    """The problem made ready.

    A row that no roster may break costs `_BEYOND` times the largest price here, so that a search may pass
    through rosters that are not allowed.
    """

    def __init__(self, problem: PatternProblem) -> None:
        self.problem = problem
        finite = [1.0]
        for prices in (problem.under, problem.over, *(person.price for person in problem.people)):
            known = prices[np.isfinite(prices)]
            finite.append(float(np.abs(known).max(initial=0.0)))
        self.large = _BEYOND * max(finite)
        self.under = np.where(np.isinf(problem.under), self.large, problem.under)
        self.over = np.where(np.isinf(problem.over), self.large, problem.over)
        # An open end is never broken, and infinity times 0 is no number.
        self.under[np.isinf(problem.low)] = 0.0
        self.over[np.isinf(problem.high)] = 0.0
        scratch = Scratch()
        self.pricers = [Pricer(problem, person, scratch) for person in problem.people]
        self._joined = np.zeros(problem.choice_day.size)

    @property
    def size(self) -> int:
        """The number of people."""
        return len(self.pricers)

    @property
    def possible(self) -> bool:
        """Tell whether each person has any pattern, as far as is known."""
        return all(pricer.possible for pricer in self.pricers)

    @property
    def work(self) -> float:
        """The work done by all pricers."""
        return sum(pricer.work for pricer in self.pricers)

    def work_of(self, person: int) -> float:
        """The work done for one person."""
        return self.pricers[person].work

    def whole(self) -> bool:
        """Tell whether every person can be priced over all counts."""
        return all(pricer.whole() for pricer in self.pricers)

    def loads(self, roster: Roster) -> Floats:
        """Return what the roster puts on the rows."""
        load = np.zeros(self.problem.low.size)
        for person, pattern in enumerate(roster):
            self.put(person, pattern, 1.0, load)
        return load

    def put(self, person: int, pattern: Ints, times: float, load: Floats) -> None:
        """Add a person's pattern to the loads `times` over."""
        joins = self.problem.people[person].joins
        joining.put(joins.start, joins.row, joins.amount, pattern, times, load)

    def cost_of_loads(self, load: Floats) -> float:
        """Return what the loads cost in the rows."""
        problem = self.problem
        return joining.cost_of_loads(load, problem.low, problem.high, self.under, self.over)

    def own_costs(self, roster: Roster) -> Floats:
        """Return what each person's pattern costs apart from the rows."""
        return np.array(
            [pricer.own_cost(pattern) for pricer, pattern in zip(self.pricers, roster, strict=True)]
        )

    def cost(self, roster: Roster) -> float:
        """Return what the roster costs, a broken row at its large price."""
        own = float(self.own_costs(roster).sum())
        return self.problem.constant + own + self.cost_of_loads(self.loads(roster))

    def priced(self, person: int, row_price: Floats) -> Priced | None:
        """Return the person's cheapest pattern at fixed prices of the rows."""
        joins = self.problem.people[person].joins
        joining.price_of_choices(joins.start, joins.row, joins.amount, row_price, self._joined)
        return self.pricers[person].cheapest(self._joined)

    def best_response(
        self,
        person: int,
        load: Floats,
        *,
        around: Ints | None = None,
        cells: int = WHOLE,
        steep: float = 0.0,
    ) -> Priced | None:
        """Return the person's cheapest pattern on top of the others' loads.

        That is exact where no pattern meets a row twice, and `steep` is 0.
        """
        joins = self.problem.people[person].joins
        problem = self.problem
        joining.price_of_next(
            joins.start,
            joins.row,
            joins.amount,
            load,
            problem.low,
            problem.high,
            self.under,
            self.over,
            steep,
            self._joined,
        )
        return self.pricers[person].cheapest(self._joined, around=around, cells=cells)

    def soft_response(
        self, person: int, load: Floats, worth: Floats, hardness: float, *, around: Ints, cells: int
    ) -> Priced | None:
        """Return the person's cheapest pattern on top of the others' loads, the rows being that hard."""
        joins = self.problem.people[person].joins
        problem = self.problem
        softness.price_of_next(
            joins.start,
            joins.row,
            joins.amount,
            load,
            worth,
            hardness,
            problem.low,
            problem.high,
            self.under,
            self.over,
            self._joined,
        )
        return self.pricers[person].cheapest(self._joined, around=around, cells=cells)

    def learn(self, load: Floats, worth: Floats, hardness: float, share: float) -> None:
        """Move what the rows are worth by a share of what they lack."""
        problem = self.problem
        softness.learn(load, worth, hardness, share, problem.low, problem.high, self.under, self.over)

    def entries(self, person: int, pattern: Ints) -> tuple[Ints, Floats]:
        """Return the rows that a pattern meets, each once, and how much it puts there."""
        joins = self.problem.people[person].joins
        return joining.entries(joins.start, joins.row, joins.amount, pattern)
