"""What may follow what from day to day, as an automaton made from a person's rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from dutydesk_roster.engine.patterns.problem import NOTHING, OFF, Automaton
from dutydesk_roster.engine.rules import (
    DaysInARow,
    FewestDaysInARow,
    FewestDaysOff,
    NightsInARow,
    Rule,
    Succession,
)

_FORBIDDEN = float("inf")


@dataclass(frozen=True, slots=True)
class State:
    """The end of a pattern so far.

    `letter` is the last day's, `days` and `nights` how long it has gone on like that (counted as far as any
    rule asks), and `judged` tells that a run of duties, this one or the next, began after a day off of the
    month, so that it can be too short.
    """

    letter: int = OFF
    days: int = 0
    nights: int = 0
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Letters:
    """The kinds of duty by letter from 1: the codes of their shifts, and which are nights.

    `pairs[before, after]` is what it costs to have one on the day after the other, infinite where it may not.
    """

    shifts: tuple[str, ...]
    nights: frozenset[int]
    pairs: Mapping[tuple[int, int], float]


@dataclass(slots=True)
class _Reach:
    """How far runs are counted, which is as far as any rule asks."""

    days: int
    nights: int
    off: int


@dataclass
class SuccessionTable:
    """The automaton of one set of rules, and the number of each state."""

    letters: Letters
    rules: Sequence[Rule]
    free: bool = False
    """Whether the rules are set aside, for someone whose pins break them already."""
    numbers: dict[State, int] = field(default_factory=dict)
    _rows: list[tuple[list[int], list[float]]] = field(default_factory=list)

    def automaton(self, starts: Iterable[State]) -> Automaton:
        """Return the automaton of every state that can be reached from `starts`."""
        for state in starts:
            self._number(state)
        states = list(self.numbers)
        waiting = list(range(len(states)))
        while waiting:
            number = waiting.pop()
            follows, prices = [], []
            for letter in range(len(self.letters.shifts) + 1):
                price = self.price(states[number], letter)
                if price == _FORBIDDEN:
                    follows.append(NOTHING)
                    prices.append(0.0)
                    continue
                following = self.after(states[number], letter)
                if following not in self.numbers:
                    states.append(following)
                    waiting.append(self._number(following))
                follows.append(self.numbers[following])
                prices.append(price)
            self._rows[number] = (follows, prices)
        return Automaton(
            follows=np.array([follows for follows, _prices in self._rows], dtype=np.int16),
            price=np.array([prices for _follows, prices in self._rows], dtype=np.float64),
            works=np.array([state.letter != OFF for state in states], dtype=np.bool_),
            ends=np.zeros(len(states)),
        )

    def _number(self, state: State) -> int:
        if state not in self.numbers:
            self.numbers[state] = len(self.numbers)
            self._rows.append(([], []))
        return self.numbers[state]

    def first_state(self, letters: Sequence[int]) -> State:
        """Return the state after the days before the month, whose `letters` are known.

        The run that reaches into the month began out of sight or before it, and is not judged; days off are,
        where a duty came before them on the very last day.
        """
        state = State(days=self._reach.off)
        for letter in letters:
            state = self.after(state, letter)
        if state.letter == OFF:
            return State(days=self._reach.off)
        return State(state.letter, state.days, state.nights)

    @cached_property
    def _reach(self) -> _Reach:
        days = [rule.most for rule in self.rules if isinstance(rule, DaysInARow)]
        days += [rule.fewest for rule in self.rules if isinstance(rule, FewestDaysInARow)]
        nights = [rule.most for rule in self.rules if isinstance(rule, NightsInARow)]
        off = [rule.fewest for rule in self.rules if isinstance(rule, FewestDaysOff)]
        return _Reach(max(days, default=0), max(nights, default=0), max(off, default=0))

    @cached_property
    def _judges(self) -> bool:
        return any(isinstance(rule, FewestDaysInARow) for rule in self.rules)

    def after(self, state: State, letter: int) -> State:
        """Return the state that a day of `letter` leads to."""
        reach = self._reach
        if letter == OFF:
            days = state.days + 1 if state.letter == OFF else 1
            return State(days=min(days, reach.off), judged=self._judges)
        nights = min(state.nights + 1, reach.nights) if letter in self.letters.nights else 0
        days = 1 if state.letter == OFF else state.days + 1
        return State(letter, min(days, reach.days), nights, state.judged)

    def price(self, state: State, letter: int) -> float:
        """Return what a day of `letter` after `state` costs, infinite where it may not be."""
        if self.free:
            return 0.0
        cost = self.letters.pairs.get((state.letter, letter), 0.0)
        for rule in self.rules:
            amount = self._breaks(rule, state, letter)
            if amount:
                cost += _FORBIDDEN if rule.weight is None else amount * rule.weight
        return cost

    def _breaks(self, rule: Rule, state: State, letter: int) -> int:
        """Return by how much a day of `letter` after `state` breaks a rule."""
        works, worked = letter != OFF, state.letter != OFF
        if isinstance(rule, DaysInARow):
            return int(works and worked and state.days >= rule.most)
        if isinstance(rule, NightsInARow):
            return int(letter in self.letters.nights and state.nights >= rule.most)
        if isinstance(rule, FewestDaysInARow):
            return max(0, rule.fewest - state.days) if worked and not works and state.judged else 0
        if isinstance(rule, FewestDaysOff):
            return max(0, rule.fewest - state.days) if works and not worked else 0
        if isinstance(rule, Succession) and works and worked:
            shifts = self.letters.shifts
            return int(shifts[state.letter - 1] == rule.before and shifts[letter - 1] in rule.after)
        return 0
