"""The sorts of drill that are worth proposing: a kind, a part of the day, and conditions to be met."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from dutydesk_drills.proposing.asks import CountAsk
from dutydesk_drills.proposing.problem import DrillProblem, KindFacts, Part

_MOST_JOINED = 3
_MOST_SETS = 32
SORTS: frozenset[str] = frozenset({"dormitory", "bus", "kindergarten"})
"""The conditions that ask for a building of this sort."""
_PARTS: dict[str, Part] = {"night": Part.NIGHT, "break": Part.BREAK}


@dataclass(frozen=True, slots=True)
class Profile:
    """A sort of drill; any of `kinds` will do, as all count for the same rules and last equally long.

    `conditions` are all that are true of it, `wished` those that are so for a rule's sake. `buildings` are
    those that take part, none means as usual. `counts` are the numbers, among those of the problem, of all
    asks that it counts for.
    """

    kinds: tuple[str, ...]
    part: Part
    conditions: frozenset[str]
    wished: frozenset[str]
    minutes: int
    buildings: tuple[str, ...]
    counts: frozenset[int]


def profiles(problem: DrillProblem) -> tuple[Profile, ...]:
    """Return every sort of drill that counts for some rule, those alike once, with the fewest wishes."""
    found: dict[tuple[tuple[str, ...], frozenset[int]], Profile] = {}
    plain = _plain_part(problem)
    for kinds, minutes in _alike(problem):
        kind = problem.kind_of[kinds[0]]
        for wished in _wishes(problem, kind):
            buildings = tuple(
                code for sort in sorted(wished & SORTS) for code in problem.buildings.get(sort, ())
            )
            conditions = wished | kind.conditions | (frozenset() if buildings else kind.usual)
            counts = frozenset(
                number for number, ask in enumerate(problem.asks) if ask.wants(kind.code, conditions)
            )
            if any(isinstance(problem.asks[number], CountAsk) for number in counts):
                part = next((_PARTS[each] for each in sorted(wished) if each in _PARTS), plain)
                found.setdefault(
                    (kinds, counts), Profile(kinds, part, conditions, wished, minutes, buildings, counts)
                )
    return tuple(found.values())


def _plain_part(problem: DrillProblem) -> Part:
    """Return the part of the day for drills that nothing is asked of: the day, where it has any hour."""
    there = {place.part for day in problem.days for place in day.places}
    return next((each for each in Part if each in there), Part.DAY)


def _alike(problem: DrillProblem) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the kinds that count for the same rules and last equally long, together."""
    groups: defaultdict[tuple[object, ...], list[KindFacts]] = defaultdict(list)
    for kind in problem.kinds:
        counts = frozenset(number for number, ask in enumerate(problem.asks) if kind.code in ask.kinds)
        groups[counts, kind.minutes, kind.conditions, kind.usual].append(kind)
    for kinds in groups.values():
        yield tuple(each.code for each in kinds), kinds[0].minutes


def _wishes(problem: DrillProblem, kind: KindFacts) -> Iterable[frozenset[str]]:
    """Return the conditions that may be worth meeting at once, the fewest first."""
    wanted = {ask.conditions - kind.conditions for ask in problem.counts if kind.code in ask.kinds}
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
