"""The cheapest pattern of one person at given prices of the rows.

Counters that only cap something (so many of a kind at most, whatever the day before was) are left out until a
pattern breaks one. Then the counter is counted too while the programme stays small, and priced otherwise:
each thing counted costs a multiplier more, until the pattern keeps the cap. Both keep a proved lower bound. A
programme that is too large altogether looks only at a tube of counts around a path.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dutydesk_roster.engine.patterns import joining, kernel
from dutydesk_roster.engine.patterns.problem import (
    NOTHING,
    Counter,
    Floats,
    Ints,
    PatternPerson,
    PatternProblem,
)
from dutydesk_roster.engine.patterns.shape import Shape, shape_of

WHOLE = 24_000_000
"""Cells beyond which a programme is cut to a tube."""
WITH_CAP = 2_000_000
"""Cells up to which a cap may be counted rather than priced."""
_TRIES = 8
_TINY = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """A pattern of choices, what it costs, and what no pattern of the person can cost less than (or -inf)."""

    pattern: Ints
    cost: float
    least: float


@dataclass(slots=True, eq=False)
class _Layout:
    """The ranges of counts a day, and how they lie in the flat array."""

    low: Ints
    high: Ints
    stride: Ints
    flat: int


def _is_cap(counter: Counter) -> bool:
    """Tell whether a counter only says that a count must not grow too large."""
    free = counter.price == 0
    return bool(
        free.size > 0
        and free[0]
        and np.all(free | np.isinf(counter.price))
        and np.all(np.diff(free.astype(np.int8)) <= 0)
        and np.all(counter.adds[:, :, 0] == counter.adds[:, :, 1])
        and np.all(counter.adds >= 0)
        and not np.any(counter.adds[:, 0])
    )


def _cap(counter: Counter) -> int:
    """Return how many a cap allows."""
    return int(np.count_nonzero(counter.price == 0)) - 1


class Scratch:
    """Arrays that all programmes of a thread write to, grown as needed."""

    def __init__(self) -> None:
        self._values = np.empty(1 << 16)
        self._mask = np.empty(1 << 10)

    def values(self, cells: int) -> Floats:
        """Return at least `cells` numbers."""
        if self._values.size < cells:
            self._values = np.empty(cells + cells // 4)
        return self._values

    def mask(self, flat: int) -> Floats:
        """Return exactly `flat` numbers."""
        if self._mask.size < flat:
            self._mask = np.empty(flat + flat // 4)
        return self._mask[:flat]


class Pricer:
    """Prices one person."""

    _AGAIN = Priced(np.empty(0, dtype=np.int32), np.inf, -np.inf)

    def __init__(self, problem: PatternProblem, person: PatternPerson, scratch: Scratch) -> None:
        self.person = person
        self._days = problem.days
        self._choice_day = problem.choice_day
        self._choice_letter = problem.choice_letter
        self._scratch = scratch
        letters = person.automaton.follows.shape[1]
        may = np.isfinite(person.price)
        self._may_letter = np.zeros(letters, dtype=np.bool_)
        self._may_letter[problem.choice_letter[may]] = True
        self._may_day = np.zeros((problem.days, letters), dtype=np.bool_)
        self._may_day[problem.choice_day[may], problem.choice_letter[may]] = True
        self._may_day[:, 0] = np.isfinite(person.off)
        self._caps = [counter for counter in person.counters if _is_cap(counter)]
        self._counted = [counter for counter in person.counters if not _is_cap(counter)]
        self._follows = person.automaton.follows.astype(np.int32)
        self._works = person.automaton.works.astype(np.int32)
        self.work = 0.0
        self.possible = True
        self._lay_out()
        longest = max((len(counter.price) for counter in person.counters), default=1)
        self._all_prices = np.full((len(person.counters), longest), np.inf)
        for place, counter in enumerate(person.counters):
            self._all_prices[place, : len(counter.price)] = counter.price
        self._all_adds = np.zeros((problem.days, len(person.counters), letters, 2), dtype=np.int32)
        for place, counter in enumerate(person.counters):
            self._all_adds[:, place] = counter.adds

    def _lay_out(self) -> None:
        """Build the programme over the counters that are counted now."""
        self.shape: Shape = shape_of(
            self.person.automaton, self.person.start, self._counted, self._may_letter, self._days
        )
        shape = self.shape
        self._multipliers = np.zeros(len(self._caps))
        self._shares: dict[int, float] = {}
        self._counted_adds = np.zeros(
            (self._days, len(self._counted), self.person.automaton.follows.shape[1], 2), dtype=np.int32
        )
        for place, counter in enumerate(self._counted):
            self._counted_adds[:, place] = counter.adds
        self._limits = np.array([_cap(counter) for counter in self._caps], dtype=np.float64)
        self._cap_adds = np.zeros((len(self._caps), self._choice_day.size))
        for place, counter in enumerate(self._caps):
            self._cap_adds[place] = counter.adds[self._choice_day, self._choice_letter, 0]
        longest = max((len(counter.price) for counter in self._counted), default=1)
        self._count_price = np.full((len(self._counted), longest), np.inf)
        end_low = np.zeros(len(self._counted), dtype=np.int32)
        end_high = np.zeros(len(self._counted), dtype=np.int32)
        for place, counter in enumerate(self._counted):
            self._count_price[place, : len(counter.price)] = counter.price
            finite = np.flatnonzero(np.isfinite(counter.price))
            end_low[place] = finite[0] if finite.size else 1
            end_high[place] = finite[-1] if finite.size else 0
        allowed = np.zeros((self._days, shape.groups), dtype=np.int32)
        for letter in np.flatnonzero(shape.group_of != NOTHING):
            allowed[:, shape.group_of[letter]] |= self._may_day[:, letter]
        low = np.zeros((len(self._counted), self._days + 1), dtype=np.int32)
        high = np.zeros_like(low)
        self.possible = self.possible and kernel.reach(
            shape.edge_from,
            shape.edge_to,
            shape.edge_group,
            shape.edge_worked,
            shape.adds,
            shape.start,
            np.isfinite(shape.ends).astype(np.int32),
            allowed,
            end_low,
            end_high,
            low,
            high,
        )
        self._whole = self._layout(low, high)
        self._best = np.full((self._days, shape.groups), NOTHING, dtype=np.int32)
        self._cost = np.empty((self._days, shape.groups))
        self._found = np.zeros(self._days, dtype=np.int32)

    def _layout(self, low: Ints, high: Ints) -> _Layout:
        """Lay out ranges of counts: the widest of each counter, and guard cells behind all but the last."""
        counters = low.shape[0]
        order_stride = np.ones(counters, dtype=np.int32)
        stride = 1
        for place in range(counters):
            order_stride[place] = stride
            width = max(1, int((high[place] - low[place]).max()) + 1)
            if place < counters - 1:
                steps = self.shape.adds[:, place] - np.diff(low[place])[:, None, None]
                width += int(np.abs(steps).max(initial=0))
            stride *= width
        return _Layout(low, high, order_stride, stride)

    def cells(self, layout: _Layout) -> int:
        """Return the size of the programme."""
        return (self._days + 1) * self.shape.states * layout.flat

    def whole(self) -> bool:
        """Tell whether the programme looks at all counts."""
        return self.cells(self._whole) <= WHOLE

    def _tube(self, path: Ints, cells: int) -> _Layout:
        """Return ranges of counts around `path` [counter, day], as wide as `cells` allow."""
        whole = self._whole
        widths = (whole.high - whole.low).max(axis=1)
        least = self.shape.adds.max(axis=(0, 2, 3), initial=1)
        # People are asked for again and again with as many cells, and near the same path.
        share = min(1.0, self._shares.get(cells, 1.0) / 0.64)
        while True:
            band = np.maximum((widths * share / 2).astype(np.int32), least)[:, None]
            layout = self._layout(
                np.minimum(np.maximum(whole.low, path - band), whole.high),
                np.maximum(np.minimum(whole.high, path + band), whole.low),
            )
            if self.cells(layout) <= cells or np.all(band <= least[:, None]):
                self._shares[cells] = share
                return layout
            share *= 0.8

    def _straight(self) -> Ints:
        """Return a path of counts that grows evenly to the middle of what may be at the end."""
        whole = self._whole
        aim = (whole.low[:, -1] + whole.high[:, -1]) / 2
        return np.rint(aim[:, None] * np.arange(self._days + 1) / self._days).astype(np.int32)

    def _path(self, pattern: Ints) -> Ints:
        """Return the counts of a pattern day by day."""
        path = np.zeros((len(self._counted), self._days + 1), dtype=np.int32)
        joining.count_along(
            self._choice_letter,
            self._follows,
            self._works,
            self.person.start,
            self._counted_adds,
            pattern,
            path,
        )
        return path

    def own_cost(self, pattern: Ints) -> float:
        """Return what a pattern costs the person, rows apart."""
        automaton = self.person.automaton
        return joining.own_cost(
            self._choice_letter,
            self._follows,
            automaton.price,
            self._works,
            automaton.ends,
            self.person.start,
            self._all_adds,
            self._all_prices,
            self.person.price,
            self.person.off,
            pattern,
        )

    def _solve(self, layout: _Layout, joined: Floats) -> float:
        """Run the programme; leave the pattern of choices in `_found`."""
        shape = self.shape
        joining.cheapest_choices(
            self._choice_day,
            self._choice_letter,
            shape.group_of,
            self.person.price,
            joined,
            self.person.off,
            self._cost,
            self._best,
        )
        cost, work = kernel.cheapest(
            shape.edge_from,
            shape.edge_group,
            shape.edge_price,
            shape.edge_worked,
            shape.edge_start,
            shape.adds,
            layout.low,
            layout.high,
            layout.stride,
            shape.start,
            shape.ends,
            self._count_price,
            self._cost,
            self._scratch.values(self.cells(layout)),
            self._scratch.mask(layout.flat),
            self._found,
        )
        self.work += work + 64.0 * joined.size
        if np.isfinite(cost):
            self._found = self._best[np.arange(self._days), self._found]
        return cost

    def cheapest(self, joined: Floats, *, around: Ints | None = None, cells: int = WHOLE) -> Priced | None:
        """Return the cheapest pattern when choice c costs `joined[c]` more; None where none was found.

        A programme of more than `cells` cells looks only near the pattern `around`, and then proves nothing.
        """
        while self.possible:
            layout = self._whole
            whole = self.cells(layout) <= cells
            if not whole:
                path = self._straight() if around is None else self._path(around)
                layout = self._tube(path, cells)
            if self._caps:
                priced = self._within_caps(layout, joined, whole=whole)
                if priced is self._AGAIN:
                    continue
                return priced
            cost = self._solve(layout, joined)
            return Priced(self._found.copy(), cost, cost if whole else -np.inf) if np.isfinite(cost) else None
        return None

    def _within_caps(self, layout: _Layout, joined: Floats, *, whole: bool) -> Priced | None:
        """Return a cheap pattern that keeps all caps, or `_AGAIN` when one more is counted now."""
        limits = self._limits
        least = -np.inf
        best: Priced | None = None
        for _ in range(_TRIES):
            cost = self._solve(layout, joined + self._multipliers @ self._cap_adds)
            if not np.isfinite(cost):
                return None
            if whole:
                least = max(least, cost - float(self._multipliers @ limits))
            counts = self._cap_counts(self._found)
            beyond = counts > limits
            if not beyond.any():
                true = cost - float(self._multipliers @ counts)
                best = Priced(self._found.copy(), true, least)
                self._multipliers[counts < limits] *= 0.5
                self._multipliers[self._multipliers < _TINY] = 0.0
                break
            if self._count_more(beyond):
                return self._AGAIN
            for cap in np.flatnonzero(beyond).tolist():
                gaps = self._gaps(cap, joined)
                excess = int(counts[cap] - limits[cap])
                rise = gaps[min(excess, gaps.size) - 1]
                self._multipliers[cap] += max(rise, self._multipliers[cap] * 0.5, _TINY)
        if best is None:
            best = self._banned(layout, joined)
        return None if best is None else Priced(best.pattern, best.cost, least)

    def _cap_counts(self, pattern: Ints) -> NDArray[np.float64]:
        """Return what a pattern counts toward each cap not counted by the programme."""
        counted: NDArray[np.float64] = self._cap_adds[:, pattern[pattern != NOTHING]].sum(axis=1)
        return counted

    def _gaps(self, cap: int, joined: Floats) -> Floats:
        """Return, least first, what the days of the pattern found would lose at least by avoiding a cap."""
        price = np.where(np.isfinite(joined), self.person.price + joined, np.inf)
        adding = self._cap_adds[cap] > 0
        days = self._choice_day[self._found[(self._found != NOTHING) & adding[self._found]]]
        other = self.person.off.copy()
        np.minimum.at(other, self._choice_day[~adding], price[~adding])
        here = np.full(self._days, np.inf)
        np.minimum.at(here, self._choice_day[adding], price[adding])
        gaps = np.sort((other - here)[days])
        return np.where(np.isfinite(gaps), np.maximum(gaps, _TINY), 1.0)

    def _banned(self, layout: _Layout, joined: Floats) -> Priced | None:
        """Keep the caps by taking from each as many of its days as are too many, one cap after another."""
        banned = joined.copy()
        for _ in range(len(self._caps) + 1):
            cost = self._solve(layout, banned)
            if not np.isfinite(cost):
                return None
            beyond = np.flatnonzero(self._cap_counts(self._found) > self._limits)
            if not beyond.size:
                return Priced(self._found.copy(), cost, -np.inf)
            adding = self._cap_adds[beyond[0]] > 0
            taken = self._found[(self._found != NOTHING) & adding[self._found]]
            gain = banned[taken] + self.person.price[taken]
            kept = taken[np.argsort(gain, kind="stable")]
            allowed = np.cumsum(self._cap_adds[beyond[0], kept]) <= self._limits[beyond[0]]
            days = np.zeros(self._days, dtype=np.bool_)
            days[self._choice_day[kept[allowed]]] = True
            banned[adding & ~days[self._choice_day]] = np.inf
        return None

    def _count_more(self, beyond: NDArray[np.bool_]) -> bool:
        """Count the first of the caps broken that keeps the programme small; tell whether there was one."""
        for place in np.flatnonzero(beyond):
            cap = self._caps[place]
            if self.cells(self._whole) * (int(self._limits[place]) + 2) <= WITH_CAP:
                self._counted.append(cap)
                self._caps.pop(place)
                self._lay_out()
                return True
        return False
