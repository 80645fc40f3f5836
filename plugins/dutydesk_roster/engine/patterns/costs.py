"""What a roster costs, read straight from the problem.

This shares nothing with the search, so that a slip there shows here.
"""

import numpy as np

from dutydesk_roster.engine.patterns.problem import NOTHING, OFF, PatternPerson, PatternProblem, Roster

INFINITE = float("inf")


def cost_of_pattern(problem: PatternProblem, person: PatternPerson, pattern: Roster) -> float:
    """Return what one person's days cost, infinite where they are not allowed."""
    automaton = person.automaton
    state = person.start
    counts = [0] * len(person.counters)
    total = 0.0
    for day, choice in enumerate(pattern.tolist()):
        letter = OFF if choice == NOTHING else int(problem.choice_letter[choice])
        if choice != NOTHING and int(problem.choice_day[choice]) != day:
            return INFINITE
        after = int(automaton.follows[state, letter])
        if after == NOTHING:
            return INFINITE
        total += float(automaton.price[state, letter])
        total += float(person.off[day] if choice == NOTHING else person.price[choice])
        worked = int(automaton.works[state])
        for place, counter in enumerate(person.counters):
            counts[place] += int(counter.adds[day, letter, worked])
        state = after
    total += float(automaton.ends[state])
    for count, counter in zip(counts, person.counters, strict=True):
        if not 0 <= count < len(counter.price):
            return INFINITE
        total += float(counter.price[count])
    return total


def loads_of(problem: PatternProblem, roster: Roster) -> list[float]:
    """Return how much the roster puts on each row."""
    loads = [0.0] * len(problem.low)
    for person, pattern in zip(problem.people, roster, strict=True):
        joins = person.joins
        for choice in pattern[pattern != NOTHING].tolist():
            for entry in range(int(joins.start[choice]), int(joins.start[choice + 1])):
                loads[int(joins.row[entry])] += float(joins.amount[entry])
    return loads


def cost_of(problem: PatternProblem, roster: Roster) -> float:
    """Return what the roster costs, infinite where it is not allowed."""
    if roster.shape != (len(problem.people), problem.days):
        return INFINITE
    if np.any(roster >= len(problem.choice_day)) or np.any(roster < NOTHING):
        return INFINITE
    total = problem.constant
    for person, pattern in zip(problem.people, roster, strict=True):
        total += cost_of_pattern(problem, person, pattern)
    for row, load in enumerate(loads_of(problem, roster)):
        below = float(problem.low[row]) - load
        above = load - float(problem.high[row])
        if below > 0:
            total += below * float(problem.under[row])
        if above > 0:
            total += above * float(problem.over[row])
    return total
