"""Rows over all people: what a choice costs there, what a roster puts on them."""

import numpy as np

from dutydesk_roster.engine.patterns.compiled import compiled
from dutydesk_roster.engine.patterns.problem import Floats, Ints


@compiled
def price_of_choices(start: Ints, row: Ints, amount: Floats, row_price: Floats, joined: Floats) -> None:
    """Write what each choice costs at fixed prices of the rows."""
    for choice in range(joined.size):
        total = 0.0
        for entry in range(start[choice], start[choice + 1]):
            total += amount[entry] * row_price[row[entry]]
        joined[choice] = total


@compiled
def _cost_of_row(load: float, low: float, high: float, under: float, over: float) -> float:
    if load < low:
        return (low - load) * under
    if load > high:
        return (load - high) * over
    return 0.0


@compiled
def price_of_next(  # noqa: PLR0917
    start: Ints,
    row: Ints,
    amount: Floats,
    load: Floats,
    low: Floats,
    high: Floats,
    under: Floats,
    over: Floats,
    steep: float,
    joined: Floats,
) -> None:
    """Write what each choice would cost in the rows on top of their loads.

    With `steep` above 0 a row that lacks more than one is worth so much more for each further one, so that
    people who come one after another spread over the rows rather than leave some empty.
    """
    for choice in range(joined.size):
        total = 0.0
        for entry in range(start[choice], start[choice + 1]):
            at = row[entry]
            lack = low[at] - load[at]
            if steep > 0 and lack > 1:
                total -= amount[entry] * under[at] * steep * (lack - 1)
            total += _cost_of_row(
                load[at] + amount[entry], low[at], high[at], under[at], over[at]
            ) - _cost_of_row(load[at], low[at], high[at], under[at], over[at])
        joined[choice] = total


@compiled
def cost_of_loads(load: Floats, low: Floats, high: Floats, under: Floats, over: Floats) -> float:
    """Return what the loads cost in all rows."""
    total = 0.0
    for at in range(load.size):
        total += _cost_of_row(load[at], low[at], high[at], under[at], over[at])
    return total


@compiled
def put(start: Ints, row: Ints, amount: Floats, pattern: Ints, times: float, load: Floats) -> None:  # noqa: PLR0917
    """Add a pattern of choices to the loads `times` over (-1 takes it away)."""
    for day in range(pattern.size):
        choice = pattern[day]
        if choice >= 0:
            for entry in range(start[choice], start[choice + 1]):
                load[row[entry]] += times * amount[entry]


@compiled
def entries(start: Ints, row: Ints, amount: Floats, pattern: Ints) -> tuple[Ints, Floats]:
    """Return the rows that a pattern meets, ascending and each once, and how much it puts there."""
    count = 0
    for choice in pattern:
        if choice >= 0:
            count += start[choice + 1] - start[choice]
    rows = np.empty(count, dtype=np.int32)
    amounts = np.empty(count)
    count = 0
    for choice in pattern:
        if choice >= 0:
            for entry in range(start[choice], start[choice + 1]):
                rows[count] = row[entry]
                amounts[count] = amount[entry]
                count += 1
    order = np.argsort(rows, kind="mergesort")
    rows, amounts = rows[order], amounts[order]
    last = -1
    for at in range(count):
        if last >= 0 and rows[at] == rows[last]:
            amounts[last] += amounts[at]
        else:
            last += 1
            rows[last] = rows[at]
            amounts[last] = amounts[at]
    return rows[: last + 1], amounts[: last + 1]


@compiled
def cheapest_choices(  # noqa: PLR0917
    choice_day: Ints,
    choice_letter: Ints,
    group_of: Ints,
    price: Floats,
    joined: Floats,
    off: Floats,
    cost: Floats,
    best: Ints,
) -> None:
    """Write the cheapest choice of each day and group to `best`, its price to `cost`; group 0 is off."""
    cost[:] = np.inf
    best[:] = -1
    cost[:, 0] = off
    for choice in range(choice_day.size):
        group = group_of[choice_letter[choice]]
        if group > 0:
            total = price[choice] + joined[choice]
            day = choice_day[choice]
            if total < cost[day, group]:
                cost[day, group] = total
                best[day, group] = choice


@compiled
def own_cost(  # noqa: PLR0917
    choice_letter: Ints,
    follows: Ints,
    letter_price: Floats,
    works: Ints,
    ends: Floats,
    start: int,
    adds: Ints,
    count_price: Floats,
    price: Floats,
    off: Floats,
    pattern: Ints,
) -> float:
    """Return what a pattern costs its person, infinite where it is not allowed."""
    state = start
    counts = np.zeros(adds.shape[1], dtype=np.int64)
    total = 0.0
    for day in range(pattern.size):
        choice = pattern[day]
        letter = 0 if choice < 0 else choice_letter[choice]
        after = follows[state, letter]
        if after < 0:
            return np.inf
        total += letter_price[state, letter] + (off[day] if choice < 0 else price[choice])
        for counter in range(counts.size):
            counts[counter] += adds[day, counter, letter, works[state]]
        state = after
    total += ends[state]
    for counter in range(counts.size):
        if counts[counter] < 0 or counts[counter] >= count_price.shape[1]:
            return np.inf
        total += count_price[counter, counts[counter]]
    return float(total)


@compiled
def count_along(  # noqa: PLR0917
    choice_letter: Ints, follows: Ints, works: Ints, start: int, adds: Ints, pattern: Ints, path: Ints
) -> None:
    """Write to `path[counter, day]` what a pattern counts before each day, and at last in all."""
    state = start
    for day in range(pattern.size):
        letter = 0 if pattern[day] < 0 else choice_letter[pattern[day]]
        for counter in range(path.shape[0]):
            path[counter, day + 1] = path[counter, day] + adds[day, counter, letter, works[state]]
        state = follows[state, letter]
