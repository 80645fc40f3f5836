"""The patterns known so far, as columns."""

import numpy as np

from dutydesk_roster.engine.patterns.problem import Floats, Ints
from dutydesk_roster.engine.patterns.team import Team


class Pool:
    """Columns: whose pattern, its cost apart from the rows, and what it puts on which rows."""

    def __init__(self, days: int) -> None:
        self._days = days
        self.people: list[int] = []
        self.costs: list[float] = []
        self.patterns: list[Ints] = []
        self.rows: list[Ints] = []
        self.amounts: list[Floats] = []
        self._known: set[tuple[int, bytes]] = set()

    def __getstate__(self) -> tuple[object, ...]:
        lengths = np.array([rows.size for rows in self.rows], dtype=np.int64)
        return (
            self._days,
            np.array(self.people, dtype=np.int32),
            np.array(self.costs),
            np.array(self.patterns, dtype=np.int32).reshape(-1, self._days),
            np.concatenate([*self.rows, np.empty(0, dtype=np.int32)]),
            np.concatenate([*self.amounts, np.empty(0)]),
            lengths,
        )

    def __setstate__(self, state: tuple[int, Ints, Floats, Ints, Ints, Floats, Ints]) -> None:
        self._days, people, costs, patterns, rows, amounts, lengths = state
        ends = np.cumsum(lengths)[:-1]
        some = lengths.size > 0
        self.people = people.tolist()
        self.costs = costs.tolist()
        self.patterns = list(patterns)
        self.rows = np.split(rows, ends) if some else []
        self.amounts = np.split(amounts, ends) if some else []
        self._known = {
            (person, pattern.tobytes()) for person, pattern in zip(self.people, self.patterns, strict=True)
        }

    def __len__(self) -> int:
        return len(self.people)

    def add(self, team: Team, person: int, pattern: Ints) -> bool:
        """Add a pattern; tell whether it is new."""
        key = (person, pattern.tobytes())
        if key in self._known:
            return False
        self._known.add(key)
        rows, amounts = team.entries(person, pattern)
        self.people.append(person)
        self.costs.append(team.pricers[person].own_cost(pattern))
        self.patterns.append(pattern)
        self.rows.append(rows)
        self.amounts.append(amounts)
        return True

    def keep(self, wanted: Ints) -> None:
        """Forget all columns but those numbered in `wanted`."""
        numbers = wanted.tolist()
        self.people = [self.people[at] for at in numbers]
        self.costs = [self.costs[at] for at in numbers]
        self.patterns = [self.patterns[at] for at in numbers]
        self.rows = [self.rows[at] for at in numbers]
        self.amounts = [self.amounts[at] for at in numbers]
        self._known = {
            (person, pattern.tobytes()) for person, pattern in zip(self.people, self.patterns, strict=True)
        }

    def copy_of(self, columns: Ints) -> "Pool":
        """Return a pool of the numbered columns."""
        other = Pool(self._days)
        for at in columns.tolist():
            other.people.append(self.people[at])
            other.costs.append(self.costs[at])
            other.patterns.append(self.patterns[at])
            other.rows.append(self.rows[at])
            other.amounts.append(self.amounts[at])
            other._known.add((self.people[at], self.patterns[at].tobytes()))
        return other

    def reduced_costs(self, row_price: Floats) -> Floats:
        """Return what each column costs at prices of the rows."""
        if not self.people:
            return np.empty(0)
        lengths = np.array([rows.size for rows in self.rows])
        column = np.repeat(np.arange(lengths.size), lengths)
        weighted = np.concatenate(self.amounts) * row_price[np.concatenate(self.rows)]
        joined = np.bincount(column, weights=weighted, minlength=lengths.size)
        return np.array(self.costs) + joined
