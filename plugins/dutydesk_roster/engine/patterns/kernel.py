"""The cheapest pattern of one person, by a dynamic programme over days, automaton states and counts.

Values of a day lie in one flat array a state: the counts in mixed radix, each relative to the lowest that the
day can have. A letter then moves every count by one and the same offset, so that the inner loop is a plain
minimum over contiguous numbers. Counts that leave their range fall into guard cells behind it, which a mask
sets to infinity after each day.
"""

import numpy as np

from dutydesk_roster.engine.patterns.compiled import compiled
from dutydesk_roster.engine.patterns.problem import Floats, Ints

INFINITE = np.inf


@compiled
def _ease(target: Floats, source: Floats, step: float) -> None:
    """Lower `target` to `source + step` wherever that is less."""
    for cell in range(target.size):
        there = source[cell] + step
        here = target[cell]
        target[cell] = there if there < here else here  # noqa: FURB136


@compiled
def _raise(target: Floats, mask: Floats) -> None:
    """Add the mask: infinite where the counts are out of range."""
    for cell in range(target.size):
        target[cell] += mask[cell]


@compiled
def _draw_mask(mask: Floats, widths: Ints, stride: Ints) -> int:
    """Set `mask` to 0 in the box of `widths`, infinite elsewhere; return the cells to its last corner."""
    counters = widths.size
    last = 0
    for counter in range(counters):
        last += (widths[counter] - 1) * stride[counter]
    size = last + 1
    if counters == 0:
        mask[0] = 0.0
        return size
    mask[:size] = INFINITE
    if counters == 1:
        mask[:size] = 0.0
        return size
    at = np.zeros(counters, dtype=np.int32)
    row = 0
    while True:
        mask[row : row + widths[0]] = 0.0
        counter = 1
        while counter < counters:
            at[counter] += 1
            row += stride[counter]
            if at[counter] < widths[counter]:
                break
            row -= at[counter] * stride[counter]
            at[counter] = 0
            counter += 1
        if counter == counters:
            return size


@compiled
def _offsets(day: int, adds: Ints, low: Ints, stride: Ints, offset: Ints) -> None:
    """Write by how many cells each group, after a day off or worked, moves the counts of `day`."""
    for group in range(adds.shape[2]):
        for worked in range(2):
            moved = 0
            for counter in range(stride.size):
                moved += (
                    adds[day, counter, group, worked] - low[counter, day + 1] + low[counter, day]
                ) * stride[counter]
            offset[group, worked] = moved


@compiled
def _value_at_end(cell: int, low: Ints, stride: Ints, price: Floats) -> float:
    """Return what the counts of `cell` cost on the last day."""
    cost = 0.0
    rest = cell
    for counter in range(stride.size - 1, -1, -1):
        at = rest // stride[counter]
        rest -= at * stride[counter]
        count = at + low[counter, low.shape[1] - 1]
        if count >= price.shape[1]:
            return INFINITE
        cost += price[counter, count]
    return cost


@compiled
def cheapest(  # noqa: C901, PLR0917
    edge_from: Ints,
    edge_group: Ints,
    edge_price: Floats,
    edge_worked: Ints,
    edge_start: Ints,
    adds: Ints,
    low: Ints,
    high: Ints,
    stride: Ints,
    start: int,
    ends: Floats,
    count_price: Floats,
    cost: Floats,
    values: Floats,
    mask: Floats,
    pattern: Ints,
) -> tuple[float, float]:
    """Write the cheapest pattern's groups to `pattern`; return its cost and the work done in cells.

    The edges of the automaton are sorted by the state they lead to. `cost[day, group]` is the cheapest choice
    of a group on a day, infinite where there is none. So is the cost returned where no pattern is allowed.
    """
    days = cost.shape[0]
    states = ends.size
    flat = mask.size
    offset = np.zeros((cost.shape[1], 2), dtype=np.int32)
    alive = np.zeros(states, dtype=np.bool_)
    alive_next = np.zeros(states, dtype=np.bool_)
    alive[start] = True
    values[: states * flat] = INFINITE
    values[start * flat] = 0.0
    size = 1
    work = 0.0
    for day in range(days):
        _offsets(day, adds, low, stride, offset)
        size_next = _draw_mask(mask, high[:, day + 1] - low[:, day + 1] + 1, stride)
        here = day * states * flat
        there = here + states * flat
        for state in range(states):
            target = values[there + state * flat : there + state * flat + size_next]
            target[:] = INFINITE
            alive_next[state] = False
            for edge in range(edge_start[state], edge_start[state + 1]):
                group = edge_group[edge]
                step = cost[day, group] + edge_price[edge]
                if not alive[edge_from[edge]] or step == INFINITE:
                    continue
                moved = offset[group, edge_worked[edge]]
                first = max(0, moved)
                last = min(size_next, size + moved)
                if first >= last:
                    continue
                source = here + edge_from[edge] * flat - moved
                _ease(target[first:last], values[source + first : source + last], step)
                work += last - first
                alive_next[state] = True
            if alive_next[state]:
                _raise(target, mask[:size_next])
        size = size_next
        alive[:] = alive_next
    best = INFINITE
    best_state = -1
    best_cell = -1
    for cell in range(size):
        counted = _value_at_end(cell, low, stride, count_price)
        if counted == INFINITE:
            continue
        for state in range(states):
            if alive[state]:
                total = values[days * states * flat + state * flat + cell] + counted + ends[state]
                if total < best:
                    best = total
                    best_state = state
                    best_cell = cell
    if best_state >= 0:
        _trace(
            edge_from,
            edge_group,
            edge_price,
            edge_worked,
            edge_start,
            adds,
            low,
            high,
            stride,
            cost,
            values,
            flat,
            states,
            best_state,
            best_cell,
            pattern,
        )
    return best, work


@compiled
def _trace(  # noqa: PLR0917
    edge_from: Ints,
    edge_group: Ints,
    edge_price: Floats,
    edge_worked: Ints,
    edge_start: Ints,
    adds: Ints,
    low: Ints,
    high: Ints,
    stride: Ints,
    cost: Floats,
    values: Floats,
    flat: int,
    states: int,
    state: int,
    cell: int,
    pattern: Ints,
) -> None:
    """Follow the values back from the end: the best edge into a cell is the one that gave its value."""
    offset = np.zeros((cost.shape[1], 2), dtype=np.int32)
    for day in range(cost.shape[0] - 1, -1, -1):
        _offsets(day, adds, low, stride, offset)
        size = 1
        for counter in range(stride.size):
            size += (high[counter, day] - low[counter, day]) * stride[counter]
        here = day * states * flat
        best = INFINITE
        best_edge = -1
        best_cell = -1
        for edge in range(edge_start[state], edge_start[state + 1]):
            group = edge_group[edge]
            before = cell - offset[group, edge_worked[edge]]
            if before < 0 or before >= size:
                continue
            # A state that was not reached keeps infinities, so that it never wins.
            there = values[here + edge_from[edge] * flat + before] + (cost[day, group] + edge_price[edge])
            if there < best:
                best = there
                best_edge = edge
                best_cell = before
        pattern[day] = edge_group[best_edge]
        state = edge_from[best_edge]
        cell = best_cell


@compiled
def reach(  # noqa: C901, PLR0912, PLR0915, PLR0917
    edge_from: Ints,
    edge_to: Ints,
    edge_group: Ints,
    edge_worked: Ints,
    adds: Ints,
    start: int,
    may_end: Ints,
    allowed: Ints,
    end_low: Ints,
    end_high: Ints,
    low: Ints,
    high: Ints,
) -> bool:
    """Write, for each counter and day, the range of counts on a way from the start to an allowed end.

    Each counter is looked at alone, so that the ranges may hold more than can be reached, never less.
    Returns whether there is any such way.
    """
    days = allowed.shape[0]
    counters = adds.shape[1]
    states = may_end.size
    far = 1 << 28
    least = np.full((days + 1, states, counters), far, dtype=np.int32)
    most = np.full((days + 1, states, counters), -far, dtype=np.int32)
    seen = np.zeros((days + 1, states), dtype=np.bool_)
    seen[0, start] = True
    least[0, start, :] = 0
    most[0, start, :] = 0
    for day in range(days):
        for edge in range(edge_from.size):
            before = edge_from[edge]
            group = edge_group[edge]
            if allowed[day, group] and seen[day, before]:
                after = edge_to[edge]
                seen[day + 1, after] = True
                for counter in range(counters):
                    added = adds[day, counter, group, edge_worked[edge]]
                    least[day + 1, after, counter] = min(
                        least[day + 1, after, counter], least[day, before, counter] + added
                    )
                    most[day + 1, after, counter] = max(
                        most[day + 1, after, counter], most[day, before, counter] + added
                    )
    fewest = np.full((states, counters), far, dtype=np.int32)
    greatest = np.full((states, counters), -far, dtype=np.int32)
    live = np.zeros(states, dtype=np.bool_)
    for state in range(states):
        if may_end[state]:
            live[state] = True
            fewest[state, :] = 0
            greatest[state, :] = 0
    found = True
    for day in range(days, -1, -1):
        if day < days:
            fewest_before = np.full((states, counters), far, dtype=np.int32)
            greatest_before = np.full((states, counters), -far, dtype=np.int32)
            live_before = np.zeros(states, dtype=np.bool_)
            for edge in range(edge_from.size):
                after = edge_to[edge]
                group = edge_group[edge]
                if allowed[day, group] and live[after]:
                    before = edge_from[edge]
                    live_before[before] = True
                    for counter in range(counters):
                        added = adds[day, counter, group, edge_worked[edge]]
                        fewest_before[before, counter] = min(
                            fewest_before[before, counter], fewest[after, counter] + added
                        )
                        greatest_before[before, counter] = max(
                            greatest_before[before, counter], greatest[after, counter] + added
                        )
            fewest, greatest, live = fewest_before, greatest_before, live_before
        for counter in range(counters):
            lowest = far
            highest = -far
            for state in range(states):
                if seen[day, state] and live[state]:
                    lowest = min(
                        lowest, max(least[day, state, counter], end_low[counter] - greatest[state, counter])
                    )
                    highest = max(
                        highest, min(most[day, state, counter], end_high[counter] - fewest[state, counter])
                    )
            low[counter, day] = lowest
            high[counter, day] = highest
            if lowest > highest:
                found = False
        if not np.any(seen[day] & live):
            found = False
    return found
