"""What a roster leaves open."""

from collections import defaultdict
from collections.abc import Iterable

from dutydesk_roster.engine.checker.facts import Place
from dutydesk_roster.engine.problem import Placed, Problem
from dutydesk_roster.engine.solution import Unfilled


def unfilled(problem: Problem, assignments: Iterable[Placed]) -> tuple[Unfilled, ...]:
    """Return every slot that `assignments` leave short of heads, or without someone who meets its needs."""
    people = {person.key: person for person in problem.people}
    there: defaultdict[Place, set[str]] = defaultdict(set)
    for one in assignments:
        if one.person in people:
            there[one.post, one.shift, one.day].add(one.person)
    short = []
    for slot in problem.slots:
        keys = there.get(slot.place, frozenset[str]())
        missing = max(0, slot.heads - len(keys))
        lacking: tuple[str, ...] = ()
        if slot.needs and slot.heads > 0:
            lacking = tuple(
                need for need in slot.needs if not any(people[key].meets(need, slot.day) for key in keys)
            )
        if missing or lacking:
            below = max(0, slot.fewest - len(keys))
            short.append(Unfilled(slot.post, slot.shift, slot.day, missing, lacking, below))
    return tuple(sorted(short, key=lambda one: (one.day, one.shift, one.post)))
