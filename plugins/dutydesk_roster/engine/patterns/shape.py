"""The smallest automaton that says the same for one person.

Letters that the person never takes are left out, states with equal futures are merged, and letters that then
lead to the same states, cost the same and count the same form one group: only its cheapest choice on a day
matters. The dynamic programme is as fast as this is small.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dutydesk_roster.engine.patterns.problem import NOTHING, OFF, Automaton, Counter, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """States, edges and groups of letters; group 0 is the day off.

    `group_of[letter]` is the group of a letter or NOTHING; edges are sorted by the state they lead to, those
    of state s being `edge_start[s]` to `edge_start[s + 1]`; `adds[day, counter, group, worked]`.
    """

    group_of: Ints
    groups: int
    start: int
    ends: Floats
    edge_from: Ints
    edge_to: Ints
    edge_group: Ints
    edge_price: Floats
    edge_worked: Ints
    edge_start: Ints
    adds: Ints

    @property
    def states(self) -> int:
        """The number of states."""
        return self.ends.size


def _reachable(follows: NDArray[np.int64], start: int) -> NDArray[np.int64]:
    """Return the states that can be reached from `start`."""
    seen = np.zeros(follows.shape[0], dtype=np.bool_)
    ahead = [start]
    seen[start] = True
    while ahead:
        for after in follows[ahead.pop()]:
            if after != NOTHING and not seen[after]:
                seen[after] = True
                ahead.append(int(after))
    return np.flatnonzero(seen)


def _classes(rows: NDArray[np.float64]) -> NDArray[np.int64]:
    """Number equal rows alike."""
    return np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _merged_states(
    follows: NDArray[np.int64], price: Floats, works: NDArray[np.bool_], ends: Floats
) -> NDArray[np.int64]:
    """Return the class of each state: two of a class have the same futures at the same cost."""
    known = np.where(follows == NOTHING, np.inf, price)
    now = np.column_stack([works.astype(np.float64), ends, known])
    classes = _classes(np.where(np.isinf(now), 1e300, now))
    while True:
        after = np.where(follows == NOTHING, NOTHING, classes[follows])
        finer = _classes(np.column_stack([classes, after]).astype(np.float64))
        if finer.max() == classes.max():
            return classes
        classes = finer


def _groups(follows: NDArray[np.int64], price: Floats, adds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the group of each letter kept, the first (the day off) being 0 and alone."""
    letters = follows.shape[1]
    keys: dict[bytes, int] = {}
    groups = np.zeros(letters, dtype=np.int64)
    for letter in range(letters):
        key = follows[:, letter].tobytes() + price[:, letter].tobytes() + adds[:, :, letter].tobytes()
        groups[letter] = keys.setdefault(key if letter else b"", len(keys))
    return groups


def shape_of(
    automaton: Automaton, start: int, counters: Sequence[Counter], letters: NDArray[np.bool_], days: int
) -> Shape:
    """Return the smallest shape of `automaton` over the true `letters` (and the day off)."""
    kept = np.concatenate([[OFF], 1 + np.flatnonzero(letters[1:])])
    follows = automaton.follows[:, kept].astype(np.int64)
    price = np.where(follows == NOTHING, 0.0, automaton.price[:, kept])
    follows = np.where(np.isinf(price), NOTHING, follows)
    reached = _reachable(follows, start)
    number = np.full(follows.shape[0], NOTHING, dtype=np.int64)
    number[reached] = np.arange(reached.size)
    follows = follows[reached]
    follows = np.where(follows == NOTHING, NOTHING, number[follows])
    price = np.where(follows == NOTHING, 0.0, price[reached])
    works = automaton.works[reached]
    ends = automaton.ends[reached]
    classes = _merged_states(follows, price, works, ends)
    first = np.unique(classes, return_index=True)[1]
    follows = np.where(follows[first] == NOTHING, NOTHING, classes[follows[first]])
    price, works, ends = price[first], works[first], ends[first]
    # [day, counter, letter, worked]
    adds = np.zeros((days, len(counters), kept.size, 2), dtype=np.int64)
    for place, counter in enumerate(counters):
        adds[:, place] = counter.adds[:, kept, :]
    groups = _groups(follows, price, adds)
    lead = np.unique(groups, return_index=True)[1]
    group_of = np.full(letters.size, NOTHING, dtype=np.int32)
    group_of[kept] = groups
    edges = [
        (int(follows[state, letter]), state, group)
        for group, letter in enumerate(lead)
        for state in range(follows.shape[0])
        if follows[state, letter] != NOTHING
    ]
    edges.sort()
    to, origin, group = np.array(edges, dtype=np.int32).reshape(-1, 3).T
    return Shape(
        group_of=group_of,
        groups=lead.size,
        start=int(classes[number[start]]),
        ends=np.ascontiguousarray(ends, dtype=np.float64),
        edge_from=np.ascontiguousarray(origin),
        edge_to=np.ascontiguousarray(to),
        edge_group=np.ascontiguousarray(group),
        edge_price=np.ascontiguousarray(price[origin, lead[group]], dtype=np.float64),
        edge_worked=works[origin].astype(np.int32),
        edge_start=np.searchsorted(to, np.arange(ends.size + 1)).astype(np.int32),
        adds=np.ascontiguousarray(adds[:, :, lead, :], dtype=np.int32),
    )
