"""From a month to patterns, and back to who stands where."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np

from dutydesk_roster.engine.checker import check
from dutydesk_roster.engine.fact import FactKind
from dutydesk_roster.engine.model.layout import lay_out
from dutydesk_roster.engine.model.row import Row
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.month_patterns.counting import Counting, count_shares, counts_months
from dutydesk_roster.engine.month_patterns.succession import Letters, SuccessionTable
from dutydesk_roster.engine.patterns.problem import (
    NOTHING,
    OFF,
    Automaton,
    Floats,
    Joins,
    PatternPerson,
    PatternProblem,
    Roster,
)
from dutydesk_roster.engine.problem import Placed
from dutydesk_roster.engine.rules import (
    DaysInARow,
    DutiesADay,
    FewestDaysInARow,
    FewestDaysOff,
    HoursAMonth,
    HoursAWeek,
    NightsInARow,
    Overtime,
    Rest,
    Rule,
    Succession,
)

_INSIDE = (Rest, DutiesADay, DaysInARow, NightsInARow, FewestDaysInARow, FewestDaysOff, Succession)
_HISTORY = 31


@dataclass(frozen=True, slots=True)
class MonthPatterns:
    """A month as patterns: the choices are the cells of `sheet`, then the duties that stand fast.

    A roster of patterns costs no more than the roster of the month that it stands for, so that a bound proved
    for patterns holds for the month, as far as it does not exceed `least_beyond`.
    """

    sheet: Sheet
    problem: PatternProblem
    cell_of: tuple[int, ...]
    least_beyond: float

    def stands(self, roster: Roster) -> tuple[int, ...]:
        """Return the variables of the sheet that are 1 in a roster of patterns."""
        return tuple(
            self.sheet.stands_in[person][self.cell_of[choice]]
            for person, days in enumerate(roster)
            for choice in days
            if choice != NOTHING and self.cell_of[choice] != NOTHING
        )

    def roster_of(self, stands: Iterable[int]) -> Roster:
        """Return the roster of patterns in which the variables `stands` are 1, and what stands fast is."""
        chosen = set(stands)
        roster = np.full((len(self.problem.people), self.problem.days), NOTHING, dtype=np.int32)
        choice_of = {cell: choice for choice, cell in enumerate(self.cell_of) if cell != NOTHING}
        for person, who in enumerate(self.problem.people):
            for cell, variable in self.sheet.stands_in[person].items():
                if variable in chosen:
                    choice = choice_of[cell]
                    roster[person, self.problem.choice_day[choice]] = choice
            for day in np.flatnonzero(np.isinf(who.off)):
                own = np.flatnonzero((self.problem.choice_day == day) & np.isfinite(who.price))
                if len(own) == 1:
                    roster[person, day] = own[0]
        return roster


def month_patterns(
    sheet: Sheet, kept: Sequence[Placed], *, roster: Sequence[Placed] = (), shares: bool = True
) -> MonthPatterns | None:
    """Return a month that is laid out as patterns, or None where anyone may or does have two duties a day.

    Rules that no pattern and no row can say (those with variables of their own on the sheet, such as whole
    weekends off) are left out. Everyone's counts reach as far as `roster` needs. Without `shares`, nobody's
    fair share is counted, which makes everything quicker where only cover is asked about.
    """
    problem = sheet.problem
    if not any(rule.hard and rule.most == 1 and not rule.people for rule in problem.rules_of(DutiesADay)):
        return None
    if any(len(duties) > len({duty.day for duty in duties}) for duties in sheet.month.fixed):
        return None
    unshared = msgspec.structs.replace(problem.weights, nights=0, weekends=0, holidays=0, hours=0)
    plain = lay_out(msgspec.structs.replace(problem, weights=unshared), sheet.month.stands, kept)
    letter_of = {shift.code: letter for letter, shift in enumerate(problem.shifts, start=1)}
    counting = count_shares(plain, problem.weights if shares else unshared, letter_of, roster)
    return _Mapping(plain, letter_of, counting).result()


class _Mapping:
    def __init__(self, sheet: Sheet, letter_of: Mapping[str, int], counting: Counting) -> None:
        self._sheet = sheet
        self._month = sheet.month
        self._letter_of = letter_of
        self._counting = counting
        self._places: dict[int, tuple[int, int]] = {
            variable: (person, cell)
            for person, cells in enumerate(sheet.stands_in)
            for cell, variable in cells.items()
        }
        self._choose()

    def _choose(self) -> None:
        """Number the choices, in the order of days: every cell, and every duty there that stands fast."""
        start = self._sheet.days.start
        choices = [
            (cell.day - start, self._letter_of[cell.shift], number)
            for number, cell in enumerate(self._month.cells)
        ]
        fixed = {
            (duty.day - start, self._letter_of[duty.shift])
            for duties in self._month.fixed
            for duty in duties
            if duty.day in self._sheet.days and duty.shift in self._letter_of
        }
        choices += [(day, letter, NOTHING) for day, letter in sorted(fixed)]
        choices.sort(key=lambda choice: (choice[0], choice[2] == NOTHING, choice[2], choice[1]))
        self._days = np.array([day for day, _letter, _cell in choices], dtype=np.int32)
        self._letters = np.array([letter for _day, letter, _cell in choices], dtype=np.int32)
        self._cells = tuple(cell for _day, _letter, cell in choices)
        self._choice_of = {cell: number for number, cell in enumerate(self._cells) if cell != NOTHING}
        self._fixed_choice = {
            (int(day), letter): number
            for number, (day, letter, cell) in enumerate(choices)
            if cell == NOTHING
        }

    def result(self) -> MonthPatterns:
        people = len(self._sheet.problem.people)
        self._price: Floats = np.full((people, len(self._cells)), np.inf)
        self._off: Floats = np.zeros((people, len(self._sheet.days)))
        self._constant = float(self._sheet.fixed_cost)
        for variable, (person, cell) in self._places.items():
            self._price[person, self._choice_of[cell]] = self._sheet.prices.get(variable, 0)
        for person, duties in enumerate(self._month.fixed):
            for duty in duties:
                self._hold(person, duty.day - self._sheet.days.start, self._letter_of.get(duty.shift, OFF))
        rows = [row for row in self._sheet.rows if self._is_for_the_master(row)]
        automata = self._automata()
        problem = PatternProblem(
            days=len(self._sheet.days),
            letters=len(self._letter_of) + 1,
            choice_day=self._days,
            choice_letter=self._letters,
            low=np.array(
                [-np.inf if row.low is None else (row.low - row.amount.constant) / row.unit for row in rows]
            ),
            high=np.array(
                [np.inf if row.high is None else (row.high - row.amount.constant) / row.unit for row in rows]
            ),
            under=np.array([np.inf if row.price is None else row.price for row in rows], dtype=np.float64),
            over=np.array([np.inf if row.price is None else row.price for row in rows], dtype=np.float64),
            people=tuple(
                PatternPerson(
                    automaton=automata[person][0],
                    start=automata[person][1],
                    counters=self._counting.counters[person],
                    price=self._price[person],
                    off=self._off[person],
                    joins=joins,
                )
                for person, joins in enumerate(self._joins(rows))
            ),
            constant=self._constant,
        )
        return MonthPatterns(self._sheet, problem, self._cells, self._counting.least_beyond)

    def _hold(self, person: int, day: int, letter: int) -> None:
        """Leave the person no other choice on a day than the duty that stands fast."""
        if letter == OFF or (day, letter) not in self._fixed_choice or not 0 <= day < len(self._sheet.days):
            return
        if np.isinf(self._off[person, day]):
            return
        self._price[person, self._days == day] = np.inf
        self._price[person, self._fixed_choice[day, letter]] = 0.0
        self._off[person, day] = np.inf

    def _is_for_the_master(self, row: Row) -> bool:
        """Tell whether a row is about several people or days; if not, see to it in the prices."""
        if not all(variable in self._places for variable, _each in row.amount.terms):
            return False
        if self._is_inside_patterns(row):
            return False
        people = {self._places[variable][0] for variable, _each in row.amount.terms}
        days = {self._month.cells[self._places[variable][1]].day for variable, _each in row.amount.terms}
        if len(people) > 1 or len(days) > 1:
            return True
        self._price_in(row, people.pop(), days.pop() - self._sheet.days.start)
        return False

    def _is_inside_patterns(self, row: Row) -> bool:
        if row.fact is None:
            people = {self._places[variable][0] for variable, _each in row.amount.terms}
            return len(people) == 1 and row.price is None
        if row.fact.kind is not FactKind.RULE:
            return False
        rule = self._sheet.problem.rules[row.fact.index]
        if isinstance(rule, HoursAMonth | Overtime):
            return counts_months(self._sheet)
        if isinstance(rule, HoursAWeek):
            return self._week_never_binds(rule)
        # What lies beside a duty that stands fast, or on one day, is a matter of one choice.
        return isinstance(rule, _INSIDE) and len(row.amount.terms) > 1

    def _week_never_binds(self, rule: HoursAWeek) -> bool:
        """Tell whether the days in a row that anyone may work keep a week within the rule anyhow."""
        longest = max((cell.minutes for cell in self._month.cells), default=0)
        runs = [each for each in self._sheet.problem.rules_of(DaysInARow) if each.hard and not each.people]
        days = 6 if any(each.most <= 6 for each in runs) else 7  # noqa: PLR2004 - the days of a week
        return days * longest <= rule.most * 60

    def _price_in(self, row: Row, person: int, day: int) -> None:
        """Add what a row about one person's one day costs to each choice of that day."""
        amounts: defaultdict[int, int] = defaultdict(int)
        for variable, each in row.amount.terms:
            amounts[self._choice_of[self._places[variable][1]]] += each
        for choice in np.flatnonzero(self._days == day):
            self._price[person, choice] += _price_of(row, amounts[int(choice)])
        self._off[person, day] += _price_of(row, 0)

    def _joins(self, rows: Sequence[Row]) -> Iterable[Joins]:
        entries: list[defaultdict[int, list[tuple[int, float]]]] = [
            defaultdict(list) for _person in self._sheet.problem.people
        ]
        for number, row in enumerate(rows):
            for variable, each in row.amount.terms:
                person, cell = self._places[variable]
                entries[person][self._choice_of[cell]].append((number, each / row.unit))
        shared: dict[tuple[bytes, bytes, bytes], Joins] = {}
        for own in entries:
            start, numbers, amounts = [0], [], []
            for choice in range(len(self._cells)):
                for number, amount in own.get(choice, ()):
                    numbers.append(number)
                    amounts.append(amount)
                start.append(len(numbers))
            joins = Joins(
                np.array(start, dtype=np.int32),
                np.array(numbers, dtype=np.int32),
                np.array(amounts, dtype=np.float64),
            )
            key = (joins.start.tobytes(), joins.row.tobytes(), joins.amount.tobytes())
            yield shared.setdefault(key, joins)

    def _automata(self) -> list[tuple[Automaton, int]]:
        """Return each person's automaton and the state in which they come to the first day."""
        problem = self._sheet.problem
        broken = {breach.person for breach in check(problem, self._month.stands)}
        groups: defaultdict[tuple[tuple[int, ...], bool], list[int]] = defaultdict(list)
        for person, who in self._sheet.people():
            binding = tuple(index for index, rule in enumerate(problem.rules) if rule.binds(who.key))
            groups[binding, who.key in broken].append(person)
        found: dict[int, tuple[Automaton, int]] = {}
        for (binding, free), people in groups.items():
            rules = [problem.rules[index] for index in binding]
            table = SuccessionTable(self._letters_under(rules), rules, free)
            starts = {person: table.first_state(self._history(person)) for person in people}
            automaton = table.automaton(starts.values())
            for person, state in starts.items():
                found[person] = (automaton, table.numbers[state])
        return [found[person] for person in range(len(problem.people))]

    def _history(self, person: int) -> list[int]:
        first = self._sheet.days.start
        held = {
            duty.day: self._letter_of.get(duty.shift, OFF)
            for duty in self._month.fixed[person]
            if duty.day < first
        }
        return [held.get(day, OFF) for day in range(first - _HISTORY, first)]

    def _letters_under(self, rules: Sequence[Rule]) -> Letters:
        shifts = self._sheet.problem.shifts
        gaps = self._longest_gaps
        pairs = {}
        for before, after in gaps:
            price = np.inf if gaps[before, after] < 0 else 0.0
            for rule in rules:
                if isinstance(rule, Rest) and gaps[before, after] < round(rule.hours * 60):
                    price += np.inf if rule.weight is None else rule.weight
            pairs[before, after] = price
        return Letters(
            tuple(shift.code for shift in shifts),
            frozenset(self._letter_of[shift.code] for shift in shifts if shift.night),
            pairs,
        )

    @cached_property
    def _longest_gaps(self) -> dict[tuple[int, int], int]:
        """Return the most minutes there ever are from each shift to each shift of the next day."""
        times: defaultdict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
        for cell in self._month.cells:
            times[cell.day][self._letter_of[cell.shift]] = (cell.start, cell.end)
        gaps = {}
        for before in self._sheet.problem.shifts:
            for after in self._sheet.problem.shifts:
                one, other = self._letter_of[before.code], self._letter_of[after.code]
                end = before.end + 24 * 60 * (before.end <= before.start)
                real = [
                    times[day + 1][other][0] - ends[one][1]
                    for day, ends in list(times.items())
                    if one in ends and day + 1 in times and other in times[day + 1]
                ]
                gaps[one, other] = max(real, default=24 * 60 + after.start - end)
        return gaps


def _price_of(row: Row, added: int) -> float:
    """Return what a row costs with `added` to its constant, infinite where that may not be."""
    units = row.units_outside(added)
    if not units:
        return 0.0
    return np.inf if row.price is None else float(row.price * units)
