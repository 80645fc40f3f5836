"""The sorts of drill that are worth proposing: a kind, a part of the day, and conditions to be met."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from dutydesk_drills.proposing.asks import CountAsk
from dutydesk_drills.proposing.problem import DrillProblem, Part

_MOST_JOINED = 3
_MOST_SETS = 32
SORTS: frozenset[str] = frozenset({"dormitory", "bus", "kindergarten"})
"""The conditions that ask for a building of this sort."""
_PARTS: dict[str, Part] = {"night": Part.NIGHT, "break": Part.BREAK}


@dataclass(frozen=True, slots=True)
class Profile:
    """A sort of drill; any of `kinds` will do, as all count for the same rules and last equally long.

    `counts` are the numbers, among those of the problem, of all that it counts for.
    """

    kinds: tuple[str, ...]
    part: Part
    conditions: frozenset[str]
    minutes: int
    buildings: tuple[str, ...]
    counts: frozenset[int]


def profiles(problem: DrillProblem) -> tuple[Profile, ...]:
    """Return every sort of drill that counts for some rule, those alike once, with the fewest conditions."""
    found: dict[tuple[tuple[str, ...], frozenset[int]], Profile] = {}
    plain = _plain_part(problem)
    for kinds, minutes in _alike(problem):
        always = problem.kind_of[kinds[0]].conditions
        for asked in _condition_sets(problem, kinds[0], always):
            conditions = asked | always
            counts = frozenset(
                number for number, ask in enumerate(problem.asks) if ask.wants(kinds[0], conditions)
            )
            if not any(isinstance(problem.asks[number], CountAsk) for number in counts):
                continue
            part = next((_PARTS[each] for each in sorted(conditions) if each in _PARTS), plain)
            buildings = tuple(
                code
                for sort in sorted((conditions - always) & SORTS)
                for code in problem.buildings.get(sort, ())
            )
            found.setdefault((kinds, counts), Profile(kinds, part, conditions, minutes, buildings, counts))
    return tuple(found.values())


def _plain_part(problem: DrillProblem) -> Part:
    """Return the part of the day for drills that nothing is asked of: the day, where it has any hour."""
    there = {place.part for day in problem.days for place in day.places}
    return next((each for each in Part if each in there), Part.DAY)


def _alike(problem: DrillProblem) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the kinds that count for the same rules and last equally long, together."""
    groups: dict[tuple[frozenset[int], int, frozenset[str]], list[str]] = {}
    for kind in problem.kinds:
        counts = frozenset(number for number, ask in enumerate(problem.asks) if kind.code in ask.kinds)
        groups.setdefault((counts, kind.minutes, kind.conditions), []).append(kind.code)
    for (_counts, minutes, _always), kinds in groups.items():
        yield tuple(kinds), minutes


def _condition_sets(problem: DrillProblem, kind: str, always: frozenset[str]) -> Iterable[frozenset[str]]:
    """Return the conditions that may be worth meeting at once, the fewest first."""
    wanted = {ask.conditions - always for ask in problem.counts if kind in ask.kinds}
    basic = [each for each in sorted(wanted, key=_order) if _can_be_met(problem, each)]
    joined = {
        frozenset[str]().union(*some)
        for count in range(min(_MOST_JOINED, len(basic)) + 1)
        for some in combinations(basic, count)
    }
    further = [each for each in sorted(joined - set(basic), key=_order) if _can_be_met(problem, each)]
    return sorted([*basic, *further[:_MOST_SETS]], key=_order)


def _order(conditions: Collection[str]) -> tuple[int, list[str]]:
    return len(conditions), sorted(conditions)


def _can_be_met(problem: DrillProblem, conditions: frozenset[str]) -> bool:
    return not conditions >= _PARTS.keys() and all(problem.buildings.get(sort) for sort in conditions & SORTS)
