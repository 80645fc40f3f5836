"""Dealing out the people of a cell to its posts."""

from collections.abc import Callable, Collection, Sequence

from dutydesk_roster.engine.cells import Cell
from dutydesk_roster.engine.problem import EnginePerson, Placed, Slot


def deal_posts(cell: Cell, chosen: Sequence[EnginePerson], kept: Collection[Placed]) -> list[Placed]:
    """Return the people `chosen` for a cell, each at one of its posts.

    Needs come first, then the posts at which people already stand (`kept`); the rest go round the posts
    from day to day, so that nobody has the same gate all month.
    """
    dealing = _Dealing(cell, chosen, kept)
    dealing.meet_needs(lambda person, index: dealing.is_kept(person, cell.slots[index]))
    dealing.meet_needs(lambda person, _index: not any(dealing.is_kept(person, slot) for slot in cell.slots))
    dealing.meet_needs(lambda _person, _index: True)
    for index, slot in enumerate(cell.slots):
        for person in tuple(dealing.left):
            if dealing.seats[index] and dealing.is_kept(person, slot):
                dealing.seat(person, index)
    for turn in range(len(cell.slots)):
        index = (turn + cell.day) % len(cell.slots)
        for person in tuple(dealing.left[: dealing.seats[index]]):
            dealing.seat(person, index)
    return dealing.placed


class _Dealing:
    """Who still waits for a post, and what is still open at each."""

    def __init__(self, cell: Cell, chosen: Sequence[EnginePerson], kept: Collection[Placed]) -> None:
        self._cell = cell
        self._kept = kept
        self._lacking = [set(needs) for needs in cell.lacking]
        self.seats = list(cell.seats)
        self.left = list(chosen)
        self.placed: list[Placed] = []

    def is_kept(self, person: EnginePerson, slot: Slot) -> bool:
        return Placed(person.key, slot.post, slot.shift, slot.day) in self._kept

    def seat(self, person: EnginePerson, index: int) -> None:
        slot = self._cell.slots[index]
        self.left.remove(person)
        self.seats[index] -= 1
        self._lacking[index] -= {need for need in self._lacking[index] if person.meets(need)}
        self.placed.append(Placed(person.key, slot.post, slot.shift, slot.day))

    def meet_needs(self, willing: Callable[[EnginePerson, int], bool]) -> None:
        """Seat people who meet what a slot lacks, first those who meet the most of it."""
        for index, slot in enumerate(self._cell.slots):
            lacking = self._lacking[index]
            for need in slot.needs:
                able = [one for one in self.left if one.meets(need) and willing(one, index)]
                if need in lacking and self.seats[index] and able:
                    self.seat(max(able, key=lambda one: sum(map(one.meets, lacking))), index)
