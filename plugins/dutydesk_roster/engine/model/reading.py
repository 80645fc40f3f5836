"""Rosters from a sheet's values, and a sheet's values from rosters."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable

from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.posts import deal_posts
from dutydesk_roster.engine.problem import EnginePerson, Placed


def roster_of(
    sheet: Sheet, stands: Callable[[int], bool], kept: Collection[Placed] = ()
) -> tuple[Placed, ...]:
    """Return what stands fast and who stands in which cell, posts dealt out, in the order of days.

    `stands` gives the value of a variable by its number; `kept` are who stands where now.
    """
    chosen: defaultdict[int, list[EnginePerson]] = defaultdict(list)
    for person, who in sheet.people():
        for number, variable in sheet.stands_in[person].items():
            if stands(variable):
                chosen[number].append(who)
    placed = list(sheet.month.stands)
    stood: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in placed:
        stood[one.person][one.post] += 1
    kept = kept if isinstance(kept, frozenset) else frozenset(kept)
    for number in sorted(chosen):
        dealt = deal_posts(sheet.month.cells[number], chosen[number], kept, stood)
        for one in dealt:
            stood[one.person][one.post] += 1
        placed.extend(dealt)
    return tuple(sorted(placed, key=lambda one: (one.day, one.shift, one.post, one.person)))


def variables_of(sheet: Sheet, roster: Iterable[Placed]) -> frozenset[int]:
    """Return the variables that say that `roster` stands; what the sheet leaves no choice about has none."""
    cell_at = {slot.place: number for number, cell in enumerate(sheet.month.cells) for slot in cell.slots}
    found = set()
    for one in roster:
        number, person = cell_at.get(one.place), sheet.number_of(one.person)
        if number is not None and person is not None and number in sheet.stands_in[person]:
            found.add(sheet.stands_in[person][number])
    return frozenset(found)


def completed(sheet: Sheet, stands: Iterable[int]) -> frozenset[int]:
    """Return the variables of `stands` and those made of them that are 1 with them."""
    ones = set(stands)
    # A variable made of others is always newer than they are.
    for flag in sorted(sheet.flags):
        if any(variable in ones for variable in sheet.flags[flag]):
            ones.add(flag)
    return frozenset(ones)


def cost_of(sheet: Sheet, ones: Collection[int]) -> int | None:
    """Return what a roster costs of which all the variables that are 1 are given; None if it may not be."""
    cost = sheet.fixed_cost + sum(sheet.prices.get(variable, 0) for variable in ones)
    for row in sheet.rows:
        units = row.units_outside(sum(each for variable, each in row.amount.terms if variable in ones))
        if units and row.price is None:
            return None
        cost += units * (row.price or 0)
    return cost
