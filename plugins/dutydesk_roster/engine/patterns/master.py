"""The best mix of the patterns known: one for each free person, in shares, the rows paid for."""

from dataclasses import dataclass

import numpy as np

from dutydesk_roster.engine.patterns import interior
from dutydesk_roster.engine.patterns.pool import Pool
from dutydesk_roster.engine.patterns.problem import Floats, Ints
from dutydesk_roster.engine.patterns.remainder import Remainder


@dataclass(frozen=True, slots=True, eq=False)
class Mix:
    """Shares of the pool's `columns`, what they cost, and what the rows are worth at them."""

    columns: Ints
    shares: Floats
    cost: float
    worth: Floats
    work: float


def _two_sided(remainder: Remainder) -> tuple[Ints, Ints]:
    """Return the rows that ask for enough, and those that ask for no more than so much."""
    team = remainder.team
    enough = np.flatnonzero(np.isfinite(remainder.low) & (team.under > 0))
    at_most = np.flatnonzero(np.isfinite(remainder.high) & (team.over > 0))
    return enough.astype(np.int32), at_most.astype(np.int32)


def equations_of(pool: Pool, remainder: Remainder, columns: Ints) -> tuple[interior.Equations, Ints]:
    """Return the master's equations, and for each of them the row that it belongs to (people come last).

    A row that asks for as much as it allows is one equation; other rows are one for each end.
    """
    team = remainder.team
    rows = team.problem.low.size
    enough, at_most = _two_sided(remainder)
    exact = np.intersect1d(enough, at_most[remainder.low[at_most] == remainder.high[at_most]])
    more = np.setdiff1d(enough, exact)
    less = np.setdiff1d(at_most, exact)
    row_of = np.concatenate([exact, more, less]).astype(np.int32)
    first = np.full(rows, -1, dtype=np.int32)
    second = np.full(rows, -1, dtype=np.int32)
    first[exact] = np.arange(exact.size)
    first[more] = exact.size + np.arange(more.size)
    second[less] = exact.size + more.size + np.arange(less.size)
    place = {person: row_of.size + at for at, person in enumerate(remainder.free)}
    entry_rows: list[Ints] = []
    entry_amounts: list[Floats] = []
    for column in columns.tolist():
        met, amounts = pool.rows[column], pool.amounts[column]
        one, two = first[met], second[met]
        entry_rows.append(np.concatenate([one[one >= 0], two[two >= 0], [place[pool.people[column]]]]))
        entry_amounts.append(np.concatenate([amounts[one >= 0], amounts[two >= 0], [1.0]]))
    lacking = np.arange(exact.size + more.size, dtype=np.int32)
    beyond_exact = np.arange(exact.size, dtype=np.int32)
    beyond_more = exact.size + np.arange(more.size, dtype=np.int32)
    room_less = exact.size + more.size + np.arange(less.size, dtype=np.int32)
    slack_rows = np.concatenate([lacking, beyond_exact, beyond_more, room_less, room_less])
    slack_amounts = np.concatenate(
        [
            np.ones(lacking.size),
            -np.ones(beyond_exact.size + beyond_more.size),
            np.ones(less.size),
            -np.ones(less.size),
        ]
    )
    slack_costs = np.concatenate(
        [
            team.under[exact],
            team.under[more],
            team.over[exact],
            np.zeros(more.size + less.size),
            team.over[less],
        ]
    )
    lengths = [part.size for part in entry_rows] + [1] * slack_rows.size
    own = np.array([pool.costs[column] for column in columns.tolist()])
    right = np.concatenate(
        [remainder.low[exact], remainder.low[more], remainder.high[less], np.ones(len(remainder.free))]
    )
    equations = interior.Equations(
        start=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
        row=np.concatenate([*entry_rows, slack_rows]).astype(np.int32),
        amount=np.concatenate([*entry_amounts, slack_amounts]).astype(np.float64),
        cost=np.concatenate([own, slack_costs]),
        right=right,
    )
    return equations, row_of


def mixed(pool: Pool, remainder: Remainder, columns: Ints, gap: float) -> Mix | None:
    """Return a mix of the numbered columns within `gap` (relative) of the best, or None."""
    equations, row_of = equations_of(pool, remainder, columns)
    middle = interior.solve(equations, gap)
    if middle is None:
        return None
    worth = np.zeros(remainder.low.size)
    np.add.at(worth, row_of, middle.price[: row_of.size])
    return Mix(columns, middle.x[: columns.size], float(equations.cost @ middle.x), worth, middle.work)
