"""A roster by numbers: one pattern of days a person, and linear rows over all of them.

Whatever concerns one person alone (what may follow what, runs of days, hours, a fair share, wishes, leave)
lies inside their pattern and is exact there; whatever concerns several (heads at a post, a mix of people) is
a row. The types know no post, no shift and no rule by name, so that a squadron's month and a published
benchmark are solved by the same code.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

OFF = 0
"""The letter of a day off; letters from 1 are the kinds of duty."""

NOTHING = -1
"""In a roster: a day off. In an automaton: a letter that may not come."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Roster = Ints
"""[person, day] -> the number of the choice taken, or NOTHING."""


@dataclass(frozen=True, slots=True, eq=False)
class Automaton:
    """What may follow what in a pattern, one letter a day, and what that costs.

    `follows[state, letter]` is the next state or NOTHING, `price[state, letter]` the cost of going there,
    `works[state]` whether the day that led to the state was worked, `ends[state]` the cost of ending there
    (infinite where that is not allowed).
    """

    follows: NDArray[np.int16]
    price: Floats
    works: NDArray[np.bool_]
    ends: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Counter:
    """Something counted over a pattern: duties, minutes in some unit, nights, weekends.

    `adds[day, letter, worked]` is what a letter adds on a day, by whether the day before was worked (0 or 1).
    `price[count]` is the cost of ending with a count, infinite where that is not allowed; a count beyond its
    length is not allowed either.
    """

    adds: Ints
    price: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Joins:
    """What each choice adds to which rows, from `start[choice]` up to `start[choice + 1]` of the others."""

    start: Ints
    row: Ints
    amount: Floats


@dataclass(frozen=True, slots=True, eq=False)
class PatternPerson:
    """One person: what patterns they may have, and what each costs.

    `price[choice]` is the cost of taking a choice, infinite where they may not; `off[day]` that of a day off.
    `joins`, `automaton` and `counters` may be shared with others.
    """

    automaton: Automaton
    start: int
    counters: tuple[Counter, ...]
    price: Floats
    off: Floats
    joins: Joins


@dataclass(frozen=True, slots=True, eq=False)
class PatternProblem:
    """People, the choices of each day and the rows.

    Choice c is the letter `choice_letter[c]` on `choice_day[c]`; several choices may share both (posts of one
    shift). Choices are in the order of days. Row r costs `under[r]` for each unit below `low[r]` and
    `over[r]` for each above `high[r]`; an infinite price means that no roster may. `constant` is added to
    every cost.
    """

    days: int
    letters: int
    choice_day: Ints
    choice_letter: Ints
    low: Floats
    high: Floats
    under: Floats
    over: Floats
    people: tuple[PatternPerson, ...]
    constant: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Arrangement:
    """The best roster found; `bound` is proved (no roster costs less), or None.

    `seconds` is of the clock, `proved` tells that the roster is the best.
    """

    roster: Roster
    cost: float
    bound: float | None
    seconds: float
    cancelled: bool = False

    @property
    def proved(self) -> bool:
        """Tell whether no better roster exists."""
        return self.bound is not None and self.bound >= self.cost - 1e-6
