"""Dealing out the people of a cell to its posts."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from dutydesk_roster.engine.cells import Cell
from dutydesk_roster.engine.problem import EnginePerson, Placed, Slot


def deal_posts(
    cell: Cell,
    chosen: Sequence[EnginePerson],
    kept: Collection[Placed] = (),
    stood: Mapping[str, Mapping[str, int]] | None = None,
) -> list[Placed]:
    """Return the people `chosen` for a cell, each at one of its posts.

    Needs come first. Then every post is guarded before any has all that it wants, and that before anyone
    stands beyond it; within that, people stay at the posts where they stand now (`kept`), or else go to the
    post at which they stand most otherwise (`stood`, by person and post).
    """
    if len(cell.slots) == 1:
        slot = cell.slots[0]
        return [Placed(person.key, slot.post, slot.shift, slot.day) for person in chosen]
    dealing = _Dealing(cell, chosen, kept, stood or {})
    dealing.meet_needs()
    for heads in ([each.fewest for each in cell.seats], [each.wanted for each in cell.seats]):
        dealing.fill(heads)
    dealing.fill([each.room for each in cell.seats])
    return dealing.placed


class _Dealing:
    """Who still waits for a post, and who is at each."""

    def __init__(
        self,
        cell: Cell,
        chosen: Sequence[EnginePerson],
        kept: Collection[Placed],
        stood: Mapping[str, Mapping[str, int]],
    ) -> None:
        self._cell = cell
        self._lacking = [set(needs) for needs in cell.lacking]
        self._stood = stood
        self._count = [0] * len(cell.slots)
        self._left = {person.key: person for person in chosen}
        self._home = {
            person.key: index
            for index, slot in enumerate(cell.slots)
            for person in chosen
            if kept and Placed(person.key, slot.post, slot.shift, slot.day) in kept
        }
        self.placed: list[Placed] = []

    def _seat(self, person: EnginePerson, index: int) -> None:
        slot: Slot = self._cell.slots[index]
        del self._left[person.key]
        self._count[index] += 1
        self._lacking[index] -= {need for need in self._lacking[index] if person.meets(need, slot.day)}
        self.placed.append(Placed(person.key, slot.post, slot.shift, slot.day))

    def meet_needs(self) -> None:
        """Seat someone for each need that a slot lacks: who stands there now, else who stands nowhere."""
        willing: tuple[Callable[[str, int], bool], ...] = (
            lambda key, index: self._home.get(key) == index,
            lambda key, _index: key not in self._home,
            lambda _key, _index: True,
        )
        for will in willing:
            for index, slot in enumerate(self._cell.slots):
                lacking = self._lacking[index]
                for need in slot.needs:
                    if need not in lacking or self._count[index] >= self._cell.seats[index].room:
                        continue
                    able = [
                        person
                        for key, person in self._left.items()
                        if person.meets(need, slot.day) and will(key, index)
                    ]
                    if able:
                        self._seat(self._most_of_use(able, slot, lacking), index)

    def _most_of_use(
        self, able: Iterable[EnginePerson], slot: Slot, lacking: Collection[str]
    ) -> EnginePerson:
        """Return who meets most of what a slot lacks, of those alike who stands there most otherwise."""
        return max(
            able,
            key=lambda one: (
                sum(one.meets(need, slot.day) for need in lacking),
                self._stood.get(one.key, {}).get(slot.post, 0),
            ),
        )

    def fill(self, heads: Sequence[int]) -> None:
        """Bring each slot up to its number of `heads` as far as people last."""
        slots = self._cell.slots
        short = {index for index in range(len(slots)) if self._count[index] < heads[index]}
        if not short or not self._left:
            return

        def seat(key: str, index: int) -> None:
            self._seat(self._left[key], index)
            if self._count[index] >= heads[index]:
                short.discard(index)

        for key in list(self._left):
            if self._home.get(key) in short:
                seat(key, self._home[key])
        used_to = sorted(
            (-times, place, index)
            for place, key in enumerate(self._left)
            if key not in self._home
            for index in short
            if (times := self._stood.get(key, {}).get(slots[index].post, 0))
        )
        keys = list(self._left)
        for _times, place, index in used_to:
            if index in short and keys[place] in self._left:
                seat(keys[place], index)
        for key in sorted(self._left, key=lambda key: key in self._home):
            if not short:
                break
            seat(key, min(short))
