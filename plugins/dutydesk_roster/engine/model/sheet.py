"""A month as linear rows: what a rule writes its constraint on."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import takewhile

from dutydesk_roster.engine.cells import Cell, Duty, Month, day_number
from dutydesk_roster.engine.fact import Fact
from dutydesk_roster.engine.model.amount import Amount
from dutydesk_roster.engine.model.row import Row
from dutydesk_roster.engine.problem import EnginePerson, Problem
from dutydesk_roster.engine.rules import DutiesADay, RuleBase

_YEAR = 366

Only = Callable[[Cell | Duty], bool]


def _any_duty(_duty: Cell | Duty) -> bool:
    return True


def _night(duty: Cell | Duty) -> bool:
    return duty.night


class Sheet:
    """Variables of 0 or 1, rows that limit them and what each costs.

    `stands_in[person]` has, by the number of a cell of `month.cells`, the variable that says whether the
    person stands there. What stands fast is no variable but adds to the constants. Further variables come
    from `flag` and must be 0 in the roster that leaves every open slot empty.

    Unless `strict`, a hard row gives way to what stands fast: what pins break already may stay as it is but
    not grow worse, and what would have to be there although nobody may be found for it is priced above all
    heads that could be uncovered. So the empty roster always fits, and every search comes out with something.
    A strict sheet asks for what the rows say, so that it can show that they cannot all hold.
    """

    def __init__(self, month: Month, *, strict: bool = False) -> None:
        self.month = month
        self.problem: Problem = month.problem
        self.strict = strict
        self.days = range(day_number(self.problem.first), day_number(self.problem.last) + 1)
        """The numbers from 1970 of the problem's days."""
        self.open_shifts = {(cell.day, cell.shift) for cell in month.cells}
        """The days and shifts of which something may be chosen."""
        self.rows: list[Row] = []
        self.cover: list[Row] = []
        """Those of the rows that ask for the heads without which a post is not guarded."""
        self.asked: set[int] = set()
        """The numbers of the rows that a roster breaks only where it must: cover, needs, and hard rules where
        they have to give way to what stands fast."""
        self.uncoverable = 0
        """The heads without which a post is not guarded and whom nobody at all could be."""
        self.prices: defaultdict[int, int] = defaultdict(int)
        self.fixed_cost = 0
        self.variables = 0
        self.flags: dict[int, tuple[int, ...]] = {}
        """The variables that say whether any of others is 1, and those others."""
        self.has_preferences = False
        """Whether anything but cover and fairness is priced: weighted rules, wishes, a base or a change."""
        self.fair_rows = range(0)
        """The numbers of the rows that charge what lies outside someone's share."""
        self.stands_in: list[dict[int, int]] = [{} for _person in self.problem.people]
        self._one_a_day = not strict and any(
            rule.hard and rule.most == 1 and not rule.people for rule in self.problem.rules_of(DutiesADay)
        )
        heads = sum(cell.open_seats.fewest for cell in month.cells)
        self._above_all = self.problem.weights.uncovered * (1 + heads)
        self._on_day: list[dict[int, list[int]]] = [{} for _person in self.problem.people]
        self._fixed_on: list[dict[int, list[Duty]]] = [_by_day(duties) for duties in month.fixed]
        self._flags: dict[tuple[int, int, str], Amount] = {}
        self._numbers: Mapping[str, int] = {
            person.key: number for number, person in enumerate(self.problem.people)
        }

    def flag(self) -> int:
        """Return a new variable of 0 or 1."""
        self.variables += 1
        return self.variables - 1

    def let_stand(self, person: int, cell: int) -> int:
        """Return a new variable that says whether `person` stands in `cell`."""
        variable = self.flag()
        self.stands_in[person][cell] = variable
        self._on_day[person].setdefault(self.month.cells[cell].day, []).append(cell)
        return variable

    def charge(self, amount: Amount, price: int) -> None:
        """Let each unit of `amount` cost `price`, which may be below 0."""
        self.fixed_cost += price * amount.constant
        for variable, each in amount.terms:
            self.prices[variable] += price * each

    def limit(
        self,
        amount: Amount,
        *,
        low: int | None = None,
        high: int | None = None,
        price: int | None = None,
        unit: int = 1,
        fact: Fact | None = None,
    ) -> None:
        """Keep `amount` from `low` to `high`, or let each begun `unit` outside cost `price`."""
        if low is not None and amount.least >= low:
            low = None
        if high is not None and amount.most <= high:
            high = None
        if low is None and high is None:
            return
        if not amount.terms and not self.strict:
            # What stands fast breaks is not charged, but what it lacks is.
            self.fixed_cost += (price or 0) * Row(amount, low, None, price, unit).units_outside(0)
            return
        if price is not None and high is not None and amount.constant > high and not self.strict:
            self._forgive(amount, high, price, unit)
        if price is not None or self.strict:
            self.rows.append(Row(amount, low, high, price, unit, fact))
        else:
            self._limit_as_far_as_may_be(amount, low, high, fact)

    def _forgive(self, amount: Amount, high: int, price: int, unit: int) -> None:
        """Take from the cost what the row is over its limit by what stands fast alone."""
        if all(each > 0 for _variable, each in amount.terms):
            self.fixed_cost -= price * Row(amount, None, high, price, unit).units_outside(0)

    def _limit_as_far_as_may_be(
        self, amount: Amount, low: int | None, high: int | None, fact: Fact | None
    ) -> None:
        softened = self._above_all
        if high is not None and amount.constant > high:
            if amount.least < amount.constant:
                self._ask(Row(amount, None, high, softened, fact=fact))
            high = amount.constant if amount.most > amount.constant else None
        if low is not None and amount.constant < low:
            if amount.most > amount.constant:
                self._ask(Row(amount, low, None, softened, fact=fact))
            low = amount.constant if amount.least < amount.constant else None
        if low is not None or high is not None:
            self.rows.append(Row(amount, low, high, fact=fact))

    def _ask(self, row: Row) -> None:
        self.asked.add(len(self.rows))
        self.rows.append(row)

    def stamp(self, since: int, fact: Fact) -> None:
        """Give every row from number `since` on that names no fact this one."""
        for number in range(since, len(self.rows)):
            if self.rows[number].fact is None:
                self.rows[number] = replace(self.rows[number], fact=fact)

    def is_open(self, person: int, day: int) -> bool:
        """Tell whether the person may be chosen for anything on the day."""
        return day in self._on_day[person]

    def stretches(self, person: int, length: int) -> Iterable[int]:
        """Yield the first day of each stretch of `length` days on one of which the person may be chosen."""
        days = self._on_day[person]
        if not days:
            return ()
        first, last = min(days), max(days)
        if len(days) == last - first + 1:
            return range(first - length + 1, last + 1)
        return sorted({day - back for day in days for back in range(length)})

    def held_before(self, person: int) -> int:
        """Return how many days right before the problem's first one hold a duty without a gap."""
        return self._held_on(person, range(self.days.start - 1, self.days.start - _YEAR, -1))

    def held_after(self, person: int) -> int:
        """Return how many days right after the problem's last one hold a duty without a gap."""
        return self._held_on(person, range(self.days.stop, self.days.stop + _YEAR))

    def _held_on(self, person: int, days: Iterable[int]) -> int:
        held = {duty.day for duty in self.month.fixed[person] if duty.slot is None}
        return sum(1 for _day in takewhile(held.__contains__, days)) if held else 0

    def people(self) -> Iterable[tuple[int, EnginePerson]]:
        """Yield everyone with their number."""
        return enumerate(self.problem.people)

    def number_of(self, key: str) -> int | None:
        """Return the number of the person with this key, or None where nobody has it."""
        return self._numbers.get(key)

    def bound_by(self, rule: RuleBase) -> Iterable[tuple[int, EnginePerson]]:
        """Yield everyone whom the rule binds, with their number."""
        return ((number, person) for number, person in self.people() if rule.binds(person.key))

    def duties(self, person: int, day: int, only: Only = _any_duty) -> Amount:
        """Return how many duties that `only` accepts the person has on a day, by its number from 1970."""
        cells, month = self.stands_in[person], self.month.cells
        free, fixed = self._on_day[person].get(day), self._fixed_on[person].get(day)
        return Amount(
            tuple([(cells[number], 1) for number in free if only(month[number])]) if free else (),
            sum([only(duty) for duty in fixed]) if fixed else 0,
        )

    def works(self, person: int, day: int) -> Amount:
        """Return 1 if the person has a duty on the day, otherwise 0."""
        return self._whether(person, day, "", _any_duty)

    def works_at_night(self, person: int, day: int) -> Amount:
        """Return 1 if the person has a night duty on the day, otherwise 0."""
        return self._whether(person, day, "night", _night)

    def stands_shift(self, person: int, day: int, *shifts: str) -> Amount:
        """Return 1 if the person stands one of the shifts on the day, at whatever post, otherwise 0."""
        return self._whether(person, day, "shift " + " ".join(shifts), lambda duty: duty.shift in shifts)

    def _whether(self, person: int, day: int, name: str, only: Only) -> Amount:
        key = (person, day, name)
        known = self._flags.get(key)
        if known is None:
            known = self._flags[key] = self.at_least_one(self.duties(person, day, only))
        return known

    def at_least_one(self, duties: Amount) -> Amount:
        """Return 1 if there is any of a person's duties of one day, otherwise 0."""
        if duties.constant:
            return Amount(constant=1)
        return duties if self._one_a_day or len(duties.terms) < 2 else self.any_of(duties)  # noqa: PLR2004 - one alone

    def any_of(self, count: Amount) -> Amount:
        """Return 1 if anything of a plain sum of variables is 1, otherwise 0."""
        if count.constant:
            return Amount(constant=1)
        if len(count.terms) <= 1:
            return count
        flag = self.flag()
        one = Amount.of((flag,))
        self.flags[flag] = tuple(variable for variable, _each in count.terms)
        for variable in self.flags[flag]:
            self.rows.append(Row(Amount(((flag, 1), (variable, -1))), low=0, is_arithmetic=True))
        self.rows.append(Row(Amount((*count.terms, (flag, -1))), low=0, is_arithmetic=True))
        return one

    def minutes(self, person: int, days: Iterable[int]) -> Amount:
        """Return the minutes of duty that start on `days`, each given by its number from 1970."""
        wanted = set(days)
        cells = self.stands_in[person]
        return Amount(
            tuple(
                (cells[number], self.month.cells[number].minutes)
                for day in sorted(wanted)
                for number in self._on_day[person].get(day, ())
            ),
            sum(duty.minutes for day in wanted for duty in self._fixed_on[person].get(day, ())),
        )


def _by_day(duties: Iterable[Duty]) -> dict[int, list[Duty]]:
    days: dict[int, list[Duty]] = {}
    for duty in duties:
        days.setdefault(duty.day, []).append(duty)
    return days
