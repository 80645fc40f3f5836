"""An instance as patterns, counters and rows, and a roster back."""

from collections.abc import Sequence
from functools import cache
from math import gcd

import numpy as np

from benchmarks.shift_scheduling.instance import Employee, Instance
from dutydesk_roster.engine.patterns.problem import (
    NOTHING,
    OFF,
    Automaton,
    Counter,
    Floats,
    Ints,
    Joins,
    PatternPerson,
    PatternProblem,
    Roster,
)

_SATURDAY, _SUNDAY, _WEEK = 5, 6, 7
_START, _RESTED = 0, 1


def _automaton(  # noqa: C901
    shifts: Sequence[str], barred: Sequence[frozenset[str]], runs: tuple[int, int, int]
) -> Automaton:
    """Build the rules of runs and successions.

    States are the start, a rest that is long enough, the shorter rests, and each shift with the days
    worked in a row. A run of work that began on the first day has states of its own: it may be short.
    """
    longest, shortest, shortest_rest = runs
    number: dict[tuple[int, int, bool], int] = {}
    rest_of = {days: _RESTED + max(0, shortest_rest - days) for days in range(1, max(1, shortest_rest) + 1)}
    count = _RESTED + max(1, shortest_rest)
    for letter in range(1, len(shifts) + 1):
        for run in range(1, longest + 1):
            for free in (False, True):
                key = (letter, run, free or run >= shortest)
                if key not in number:
                    number[key] = count
                    count += 1
    follows = np.full((count, len(shifts) + 1), NOTHING, dtype=np.int16)
    works = np.zeros(count, dtype=np.bool_)
    follows[_START, OFF] = _RESTED
    for days, state in rest_of.items():
        follows[state, OFF] = rest_of[min(days + 1, max(1, shortest_rest))]
    for letter in range(1, len(shifts) + 1):
        if longest > 0:
            follows[_START, letter] = number[letter, 1, True]
            follows[_RESTED, letter] = number[letter, 1, shortest <= 1]
    for (letter, run, free), state in number.items():
        works[state] = True
        if free:
            follows[state, OFF] = rest_of[1]
        for after, name in enumerate(shifts, start=1):
            if run < longest and name not in barred[letter - 1]:
                follows[state, after] = number[after, run + 1, free or run + 1 >= shortest]
    return Automaton(follows, np.zeros(follows.shape), works, np.zeros(count))


class _Mapper:
    """Builds what people share once."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.names = list(instance.shifts)
        self.minutes = np.array([shift.minutes for shift in instance.shifts.values()])
        self.choice_day = np.repeat(np.arange(instance.days), len(self.names)).astype(np.int32)
        self.choice_letter = np.tile(np.arange(1, len(self.names) + 1), instance.days).astype(np.int32)
        self.automaton = cache(self._automaton)
        self.adds = cache(self._adds)

    def _automaton(self, runs: tuple[int, int, int]) -> Automaton:
        barred = [shift.barred_next for shift in self.instance.shifts.values()]
        return _automaton(self.names, barred, runs)

    def _adds(self, amounts: tuple[int, ...]) -> Ints:
        adds = np.zeros((self.instance.days, len(self.names) + 1, 2), dtype=np.int32)
        adds[:, 1:, :] = np.array(amounts)[None, :, None]
        return adds

    def _weekends(self, most: int) -> Counter:
        weekday = np.arange(self.instance.days) % _WEEK
        adds = np.zeros((self.instance.days, len(self.names) + 1, 2), dtype=np.int32)
        adds[weekday == _SATURDAY, 1:, :] = 1
        adds[weekday == _SUNDAY, 1:, 0] = 1
        if weekday[0] == _SUNDAY:
            adds[0, 1:, :] = 1
        return Counter(adds, np.zeros(most + 1))

    def _minutes(self, employee: Employee, may: Sequence[bool]) -> Counter:
        lengths = [int(minutes) for minutes, allowed in zip(self.minutes, may, strict=True) if allowed]
        unit = gcd(*lengths) or max(1, employee.most_minutes)
        price = np.zeros(employee.most_minutes // unit + 1)
        price[: -(-employee.least_minutes // unit)] = np.inf
        amounts = tuple(
            int(minutes) // unit if allowed else 0 for minutes, allowed in zip(self.minutes, may, strict=True)
        )
        return Counter(self.adds(amounts), price)

    def counters(self, employee: Employee) -> tuple[Counter, ...]:
        """Return minutes, weekends and each shift whose limit could bind."""
        most = [employee.most.get(name, self.instance.days) for name in self.names]
        counters = [self._minutes(employee, [limit > 0 for limit in most])]
        weekends = len(
            {day // _WEEK for day in range(self.instance.days) if day % _WEEK in {_SATURDAY, _SUNDAY}}
        )
        if employee.most_weekends < weekends:
            counters.append(self._weekends(employee.most_weekends))
        for place, limit in enumerate(most):
            if 0 < limit < min(self.instance.days, employee.most_minutes // int(self.minutes[place])):
                amounts = tuple(int(other == place) for other in range(len(most)))
                counters.append(Counter(self.adds(amounts), np.zeros(limit + 1)))
        return tuple(counters)

    def person(self, employee: Employee, price: Floats, joins: Joins) -> PatternPerson:
        runs = (employee.longest_work, employee.shortest_work, employee.shortest_rest)
        return PatternPerson(
            automaton=self.automaton(runs),
            start=_START,
            counters=self.counters(employee),
            price=price,
            off=np.zeros(self.instance.days),
            joins=joins,
        )


def problem_of(instance: Instance) -> PatternProblem:
    """Return the instance as a pattern problem."""
    mapper = _Mapper(instance)
    letters = len(mapper.names)
    place = {name: number for number, name in enumerate(mapper.names)}
    people = list(instance.staff)
    number = {name: at for at, name in enumerate(people)}
    price = np.zeros((len(people), instance.days, letters))
    constant = 0.0
    for wish in instance.wishes_on:
        price[number[wish.employee], wish.day, place[wish.shift]] -= wish.weight
        constant += wish.weight
    for wish in instance.wishes_off:
        price[number[wish.employee], wish.day, place[wish.shift]] += wish.weight
    for name, day in instance.days_off:
        price[number[name], day, :] = np.inf
    for employee in instance.staff.values():
        for name, limit in employee.most.items():
            if limit == 0:
                price[number[employee.name], :, place[name]] = np.inf
    rows: list[list[int]] = [[] for _ in range(instance.days * letters)]
    for row, cover in enumerate(instance.cover):
        rows[cover.day * letters + place[cover.shift]].append(row)
    start = np.cumsum([0, *(len(of_choice) for of_choice in rows)]).astype(np.int32)
    met = np.array([row for of_choice in rows for row in of_choice], dtype=np.int32)
    joins = Joins(start, met, np.ones(met.size))
    wanted = np.array([cover.wanted for cover in instance.cover], dtype=np.float64)
    return PatternProblem(
        days=instance.days,
        letters=letters + 1,
        choice_day=mapper.choice_day,
        choice_letter=mapper.choice_letter,
        low=wanted,
        high=wanted.copy(),
        under=np.array([cover.under for cover in instance.cover], dtype=np.float64),
        over=np.array([cover.over for cover in instance.cover], dtype=np.float64),
        people=tuple(
            mapper.person(employee, price[at].reshape(-1), joins)
            for at, employee in enumerate(instance.staff.values())
        ),
        constant=constant,
    )


def roster_of(instance: Instance, roster: Roster) -> dict[str, list[str]]:
    """Return the roster by names: a shift or "" a day."""
    names = list(instance.shifts)
    return {
        employee: ["" if choice == NOTHING else names[choice % len(names)] for choice in pattern.tolist()]
        for employee, pattern in zip(instance.staff, roster, strict=True)
    }


def numbers_of(instance: Instance, roster: dict[str, list[str]]) -> Roster:
    """Return a roster by names as numbers."""
    names = list(instance.shifts)
    return np.array(
        [
            [
                day * len(names) + names.index(shift) if shift else NOTHING
                for day, shift in enumerate(roster[employee])
            ]
            for employee in instance.staff
        ],
        dtype=np.int32,
    )
