"""A first roster made in one pass over the month, person by person, without a solver."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby

from dutydesk_roster.engine.cells import Cell
from dutydesk_roster.engine.model.fair_share import added_by, price_of
from dutydesk_roster.engine.model.reading import cost_of
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.targets import Measure, targets

_HOUR = 60
_STEPS = 3


class FirstCover:
    """Duties given out one at a time, each to whom it costs least and who is furthest below their share.

    Every row of the sheet that no roster may break holds after each step.
    """

    def __init__(self, sheet: Sheet, *, looks_at_prices: bool) -> None:
        self._sheet = sheet
        self.stands: set[int] = set()
        self.filled = [0] * len(sheet.month.cells)
        self._room = [cell.open_seats.wanted for cell in sheet.month.cells]
        self._place = {
            variable: (person, number)
            for person, cells in enumerate(sheet.stands_in)
            for number, variable in cells.items()
        }
        self._value = [row.amount.constant for row in sheet.rows]
        self._rows: list[list[tuple[int, int]]] = [[] for _number in range(sheet.variables)]
        """For each variable the rows that may not break, with what it adds to each."""
        self._priced: list[list[tuple[int, int]]] = [[] for _number in range(sheet.variables)]
        cover = set(map(id, sheet.cover))
        for index, row in enumerate(sheet.rows):
            priced = row.price is not None
            if row.is_arithmetic or index in sheet.fair_rows or id(row) in cover:
                continue
            if priced and not looks_at_prices:
                continue
            into = self._priced if priced else self._rows
            for variable, each in row.amount.terms:
                into[variable].append((index, each))
        self._prices = sheet.prices if looks_at_prices else {}
        self._flags: defaultdict[int, list[int]] = defaultdict(list)
        for flag, variables in sheet.flags.items():
            for variable in variables:
                self._flags[variable].append(flag)
        self._debt = _Debt(sheet)

    def stand(self, person: int, number: int) -> bool:
        """Let the person stand in a cell, with what that asks for, unless a row would break."""
        variable = self._sheet.stands_in[person].get(number)
        if variable is None or variable in self.stands:
            return False
        raised = self._with_company(self._raised(variable), _STEPS)
        if raised is None:
            return False
        for one in raised:
            self.stands.add(one)
            for rows in (self._rows[one], self._priced[one]):
                for row, each in rows:
                    self._value[row] += each
            if one in self._place:
                who, where = self._place[one]
                self.filled[where] += 1
                self._debt.pay(who, where)
        return True

    def _raised(self, variable: int) -> list[int]:
        """Return the variable and those made of it that are not 1 yet."""
        raised = [variable]
        for one in raised:
            raised.extend(flag for flag in self._flags.get(one, ()) if flag not in self.stands)
        return raised

    def _with_company(self, raised: list[int], steps: int) -> list[int] | None:
        """Return `raised` and what else has to be 1 with it so that no row breaks; None if nothing helps.

        A rule may let one duty stand only with another, on the next day or of someone else.
        """
        broken = self._broken_by(raised)
        if broken is None:
            return raised
        if steps:
            for variable in self._helpers(broken, raised):
                further = [one for one in self._raised(variable) if one not in raised]
                found = self._with_company([*raised, *further], steps - 1)
                if found is not None:
                    return found
        return None

    def _helpers(self, row: int, raised: Sequence[int]) -> Iterable[int]:
        """Yield the choices still open that bring a row back under its limit."""
        for variable, each in self._sheet.rows[row].amount.terms:
            if each < 0 and variable not in self.stands and variable not in raised:
                for one in self._sheet.flags.get(variable, (variable,)):
                    number = self._place[one][1] if one in self._place else -1
                    if number >= 0 and self.filled[number] < self._room[number] and one not in self.stands:
                        yield one

    def _broken_by(self, raised: Sequence[int]) -> int | None:
        """Return a row that breaks when `raised` become 1, if there is one."""
        added: dict[int, int] = {}
        for one in raised:
            for index, each in self._rows[one]:
                added[index] = added.get(index, 0) + each
        rows, value = self._sheet.rows, self._value
        for index, each in added.items():
            high, low = rows[index].high, rows[index].low
            if (high is not None and each > 0 and value[index] + each > high) or (
                low is not None and each < 0 and value[index] + each < low
            ):
                return index
        return None

    def cost(self, person: int, number: int) -> tuple[float, float]:
        """Return what it costs to let the person stand there, and how far they are above their share."""
        variable = self._sheet.stands_in[person][number]
        price: float = self._prices.get(variable, 0)
        for one in self._raised(variable):
            for index, each in self._priced[one]:
                row, value = self._sheet.rows[index], self._value[index]
                outside = _outside(value + each, row.low, row.high) - _outside(value, row.low, row.high)
                price += (row.price or 0) * outside / row.unit
        return price, self._debt.of(person, number)

    def meet_needs(self, number: int) -> None:
        """Let people stand in a cell who meet what is needed there, whoever meets most of it first.

        Where only such people may stand at all, that fills the cell.
        """
        cell = self._sheet.month.cells[number]
        if cell.sole and cell.needs:
            self.fill(number)
            return
        lacking = cell.asks()
        day = cell.slots[0].day
        meets = {
            person: {need for need in lacking if self._sheet.problem.people[person].meets(need, day)}
            for person in self._able(number)
        }
        for person in tuple(meets):
            if self._sheet.stands_in[person][number] in self.stands:
                _take(lacking, meets.pop(person))
        while self.filled[number] < self._room[number]:
            useful = {person: sum(lacking[each] > 0 for each in met) for person, met in meets.items()}
            willing = [person for person, count in useful.items() if count]
            if not willing:
                return
            best = min(willing, key=lambda person: (-useful[person], self.cost(person, number), person))
            met = meets.pop(best)
            if self.stand(best, number):
                _take(lacking, met)

    def fill(self, number: int) -> None:
        """Fill a cell as far as people last, up to the heads that are wanted there."""
        able = self._able(number)
        for person in sorted(able, key=lambda person: (self.cost(person, number), person)):
            if self.filled[number] >= self._room[number]:
                return
            self.stand(person, number)

    def _able(self, number: int) -> list[int]:
        return [person for person, cells in enumerate(self._sheet.stands_in) if number in cells]


def _take(lacking: dict[str, int], met: Iterable[str]) -> None:
    for need in met:
        lacking[need] -= 1


def _outside(value: int, low: int | None, high: int | None) -> int:
    below = 0 if low is None else max(0, low - value)
    above = 0 if high is None else max(0, value - high)
    return below + above


class _Debt:
    """How far each person is above or below their share up to a day, at the prices of unfairness."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        weights = sheet.problem.weights
        wanted = targets(sheet.problem)
        self._measures: list[tuple[float, Callable[[Cell], int], list[float]]] = []
        self._stood: list[list[float]] = []
        for measure in Measure:
            price = price_of(measure, weights) / (_HOUR if measure is Measure.HOURS else 1)
            scale = _HOUR if measure is Measure.HOURS else 1
            adds = added_by(sheet, measure)
            self._measures.append(
                (price, adds, [scale * wanted[measure][person.key] for person in sheet.problem.people])
            )
            self._stood.append(
                [
                    float(sum(adds(duty) for duty in fixed if duty.slot is not None))
                    for fixed in sheet.month.fixed
                ]
            )
        demand: defaultdict[int, int] = defaultdict(int)
        for cell in sheet.month.cells:
            demand[cell.day] += cell.open_seats.wanted
        whole, so_far = max(1, sum(demand.values())), 0
        self._part: dict[int, float] = {}
        for day in sorted(demand):
            so_far += demand[day]
            self._part[day] = so_far / whole

    def of(self, person: int, number: int) -> float:
        cell = self._sheet.month.cells[number]
        part = self._part[cell.day]
        return sum(
            price * (stood[person] - part * wanted[person])
            for (price, adds, wanted), stood in zip(self._measures, self._stood, strict=True)
            if price and adds(cell)
        )

    def pay(self, person: int, number: int) -> None:
        cell = self._sheet.month.cells[number]
        for (_price, adds, _wanted), stood in zip(self._measures, self._stood, strict=True):
            stood[person] += adds(cell)


def first_cover(sheet: Sheet, suggested: Collection[int] = ()) -> frozenset[int]:
    """Return the variables of a first roster that are 1, `suggested` ones first as far as they fit.

    Day by day, whoever is needed stands first. Of two rosters, one made with an eye to what is only weighted
    and one without, it is the cheaper; where what is asked for is still lacking, a third is made, in which
    whoever is needed stands first in the whole month.
    """
    rosters = [_covered(sheet, suggested, looks_at_prices=False)]
    if sheet.has_preferences:
        rosters.append(_covered(sheet, suggested, looks_at_prices=True))
    best = _cheapest(sheet, rosters)
    if _lacks(sheet, best):
        rosters.append(_covered(sheet, suggested, looks_at_prices=True, needs_first=True))
    return _cheapest(sheet, rosters)


def _covered(
    sheet: Sheet, suggested: Collection[int], *, looks_at_prices: bool, needs_first: bool = False
) -> frozenset[int]:
    cover = FirstCover(sheet, looks_at_prices=looks_at_prices)
    for person, stands_in in enumerate(sheet.stands_in):
        for number, variable in stands_in.items():
            if variable in suggested:
                cover.stand(person, number)
    cells = sheet.month.cells
    numbers = sorted(
        range(len(cells)), key=lambda number: (cells[number].day, not cells[number].needs, number)
    )
    if needs_first:
        _meet_needs(cover, sheet, numbers)
        for number in numbers:
            cover.fill(number)
        return frozenset(cover.stands)
    for _day, on_day in groupby(numbers, key=lambda number: cells[number].day):
        todays = tuple(on_day)
        _meet_needs(cover, sheet, todays)
        for number in todays:
            cover.fill(number)
    return frozenset(cover.stands)


def _meet_needs(cover: FirstCover, sheet: Sheet, numbers: Iterable[int]) -> None:
    """Have the needs of the cells met, in the order of days; within a day, what fewest people meet first."""
    cells = sheet.month.cells
    needing = [number for number in numbers if cells[number].needs]
    few = {number: _fewest_who_meet(sheet, number) for number in needing}
    for number in sorted(needing, key=lambda number: (cells[number].day, few[number], number)):
        cover.meet_needs(number)


def _fewest_who_meet(sheet: Sheet, number: int) -> int:
    """Return how many people could meet the rarest of a cell's needs."""
    cell = sheet.month.cells[number]
    able = [who for person, who in sheet.people() if number in sheet.stands_in[person]]
    day = cell.slots[0].day
    return min(sum(who.meets(need, day) for who in able) for need in cell.needs)


def _lacks(sheet: Sheet, ones: frozenset[int]) -> bool:
    """Tell whether anything is lacking that is asked for and that somebody could be found for."""
    rows = (sheet.rows[number] for number in sorted(sheet.asked))
    return any(
        row.units_outside(sum(each for variable, each in row.amount.terms if variable in ones))
        > row.fewest_outside
        for row in rows
        if row.price
    )


def _cheapest(sheet: Sheet, rosters: Iterable[frozenset[int]]) -> frozenset[int]:
    return min(rosters, key=lambda ones: cost_of(sheet, ones) or 0)
