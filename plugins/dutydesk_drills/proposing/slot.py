"""One drill of the plan whose day, hour and kind are still to be found, or are fixed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from ortools.sat.python import cp_model

from dutydesk_drills.proposing.asks import Ask
from dutydesk_drills.proposing.possibilities import Chosen
from dutydesk_drills.proposing.problem import Part, Place


class Slot:
    """A drill in the model of when: one of `places` is its time, one of `kinds` its kind.

    What stays has one place. `at` and `is_kind` are the variables of its places and kinds.
    """

    def __init__(self, model: cp_model.CpModel, chosen: Chosen, places: Sequence[Place]) -> None:
        drill, profile = chosen.standing, chosen.profile
        self.chosen = chosen
        self.places = tuple(places)
        self.kinds: tuple[str, ...] = ()
        self.conditions: frozenset[str] = chosen.added
        self.part = Part.DAY
        if profile is not None:
            self.kinds, self.part = profile.kinds, profile.part
            self.conditions |= profile.conditions
        elif drill is not None:
            self.kinds, self.part = (drill.kind,), drill.part
            self.conditions |= drill.conditions
        self.at = _one_of(model, len(self.places))
        self.is_kind = _one_of(model, len(self.kinds))

    @property
    def is_free(self) -> bool:
        """Whether its time is still to be found."""
        return len(self.places) > 1

    @property
    def is_outside(self) -> bool:
        """Whether it lies before or after the year."""
        return self.chosen.standing is not None and self.chosen.standing.is_outside

    def counts_for(self, ask: Ask) -> bool:
        """Tell whether an ask wants it, whichever of its kinds it is; all of them count alike."""
        return ask.wants(self.kinds[0], self.conditions)

    def where(self, holds: Callable[[datetime], bool]) -> list[cp_model.IntVar]:
        """Return the variables of the places whose start `holds` is true of."""
        return [one for one, each in zip(self.at, self.places, strict=True) if holds(each.start)]

    def by(self, value: Callable[[datetime], int]) -> dict[int, list[cp_model.IntVar]]:
        """Return the variables of the places by a value of their starts, such as the weekday."""
        found: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
        for one, each in zip(self.at, self.places, strict=True):
            found[value(each.start)].append(one)
        return dict(found)


def _one_of(model: cp_model.CpModel, count: int) -> list[cp_model.IntVar]:
    if count == 1:
        return [model.new_constant(1)]
    variables = [model.new_bool_var("") for _each in range(count)]
    if variables:
        model.add_exactly_one(variables)
    return variables


def weighted(parts: Iterable[tuple[Slot, int]], number: Callable[[date], int]) -> cp_model.LinearExprT:
    """Return the sum of a number of the day of each slot, times its factor."""
    variables: list[cp_model.IntVar] = []
    factors: list[int] = []
    for slot, factor in parts:
        for one, place in zip(slot.at, slot.places, strict=True):
            variables.append(one)
            factors.append(factor * number(place.start.date()))
    return cp_model.LinearExpr.weighted_sum(variables, factors)


def apart(before: Slot, after: Slot, number: Callable[[date], int] = date.toordinal) -> cp_model.LinearExprT:
    """Return how far `after` lies behind `before`, in days or by another number of theirs."""
    return weighted(((before, -1), (after, 1)), number)
