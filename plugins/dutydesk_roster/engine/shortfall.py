"""What a roster leaves open, as the engine reports it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from dutydesk_roster.engine.problem import EnginePerson, Placed, Problem
from dutydesk_roster.engine.solution import Unfilled


def shortfall(problem: Problem, roster: Iterable[Placed]) -> tuple[Unfilled, ...]:
    """Return each slot short of heads or of someone who meets a need, in the order of days."""
    people = {person.key: person for person in problem.people}
    there: defaultdict[tuple[str, str, date], list[EnginePerson]] = defaultdict(list)
    for placed in roster:
        there[placed.place].append(people[placed.person])
    short = []
    for slot in sorted(problem.slots, key=lambda slot: (slot.day, slot.shift, slot.post)):
        guards = there[slot.place]
        missing = max(0, slot.heads - len(guards))
        lacking = tuple(need for need in slot.needs if not any(guard.meets(need) for guard in guards))
        if missing or (lacking and slot.heads):
            short.append(Unfilled(slot.post, slot.shift, slot.day, missing, lacking))
    return tuple(short)
