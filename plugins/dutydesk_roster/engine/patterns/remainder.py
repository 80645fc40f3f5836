"""What is left to arrange once some people's patterns are fixed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dutydesk_roster.engine.patterns.problem import Floats, Ints
from dutydesk_roster.engine.patterns.team import Team


class Remainder:
    """The people still free, and the rows less what the fixed patterns put on them."""

    def __init__(self, team: Team, free: Sequence[int], load: Floats) -> None:
        self.team = team
        self.free = list(free)
        self.load = load
        self.low = team.problem.low - load
        self.high = team.problem.high - load
        # At a price of the right sign a row is cheapest at one of its ends, which must be finite.
        self._least_price = np.where(np.isinf(self.high), 0.0, -team.over)
        self._most_price = np.where(np.isinf(self.low), 0.0, team.under)

    def within(self, worth: Floats) -> Floats:
        """Return what the rows are worth, cut to what proves a bound."""
        return np.clip(worth, self._least_price, self._most_price)

    def of_rows(self, worth: Floats) -> float:
        """Return the least that the rows cost, their loads being paid `worth`."""
        ends = np.where(worth >= 0, np.where(worth == 0, 0.0, self.low), self.high)
        return float((worth * np.where(worth == 0, 0.0, ends)).sum())

    def lacking(self, load: Floats) -> Floats:
        """Return how far loads are below (or, negative, above) what the rows ask."""
        return np.where(load < self.low, self.low - load, np.where(load > self.high, self.high - load, 0.0))

    def price(self, worth: Floats) -> "Response | None":
        """Return each free person's cheapest pattern when the rows are worth `worth`."""
        patterns: list[Ints] = []
        costs: list[float] = []
        load = np.zeros(self.low.size)
        least = self.of_rows(worth)
        for person in self.free:
            priced = self.team.priced(person, -worth)
            if priced is None:
                return None
            patterns.append(priced.pattern)
            costs.append(priced.cost)
            least += priced.least
            self.team.put(person, priced.pattern, 1.0, load)
        return Response(patterns, np.array(costs), least, self.of_rows(worth) + float(sum(costs)), load)


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """The cheapest patterns at some prices, what they cost there, and their loads.

    `least` is the bound they prove, `value` what it would be if each pattern were known to be the cheapest.
    """

    patterns: list[Ints]
    costs: Floats
    least: float
    value: float
    load: Floats
