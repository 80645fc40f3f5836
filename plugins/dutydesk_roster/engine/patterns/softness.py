"""What a row costs softly: its price is a fixed worth while it is soft, and the true cost as it hardens.

The cost of a load is the least, over loads nearby, of the row's true cost there, the worth of the way there
and half the hardness times the square of that way (a Moreau envelope).
"""

from dutydesk_roster.engine.patterns.compiled import compiled
from dutydesk_roster.engine.patterns.problem import Floats, Ints


@compiled
def nearby(  # noqa: PLR0917
    load: float, worth: float, hardness: float, low: float, high: float, under: float, over: float
) -> float:
    """Return the load that a row is taken to have when it softly has `load`."""
    short = load + (under - worth) / hardness
    if short < low:
        return short
    beyond = load - (over + worth) / hardness
    if beyond > high:
        return beyond
    return min(max(load - worth / hardness, low), high)


@compiled
def _cost(  # noqa: PLR0917
    load: float, worth: float, hardness: float, low: float, high: float, under: float, over: float
) -> float:
    near = nearby(load, worth, hardness, low, high, under, over)
    total = worth * (near - load) + 0.5 * hardness * (near - load) ** 2
    if near < low:
        return total + (low - near) * under
    if near > high:
        return total + (near - high) * over
    return total


@compiled
def price_of_next(  # noqa: PLR0917
    start: Ints,
    row: Ints,
    amount: Floats,
    load: Floats,
    worth: Floats,
    hardness: float,
    low: Floats,
    high: Floats,
    under: Floats,
    over: Floats,
    joined: Floats,
) -> None:
    """Write what each choice would softly cost in the rows on top of their loads."""
    for choice in range(joined.size):
        total = 0.0
        for entry in range(start[choice], start[choice + 1]):
            at = row[entry]
            total += _cost(
                load[at] + amount[entry], worth[at], hardness, low[at], high[at], under[at], over[at]
            ) - _cost(load[at], worth[at], hardness, low[at], high[at], under[at], over[at])
        joined[choice] = total


@compiled
def learn(  # noqa: PLR0917
    load: Floats,
    worth: Floats,
    hardness: float,
    share: float,
    low: Floats,
    high: Floats,
    under: Floats,
    over: Floats,
) -> None:
    """Move the worths by a share of what the loads lack or have too much, times the hardness."""
    for at in range(load.size):
        near = nearby(load[at], worth[at], hardness, low[at], high[at], under[at], over[at])
        worth[at] += share * hardness * (near - load[at])
