"""A sheet as a CP-SAT model: the only module besides the solver's that imports OR-Tools."""

from collections.abc import Collection

from ortools.sat.python import cp_model

from dutydesk_roster.engine.model.row import Row
from dutydesk_roster.engine.model.sheet import Sheet


class CpSatModel:
    """The variables, rows and prices of a sheet, as CP-SAT has them.

    `missing` are the variables that count the heads without which posts are not guarded. `asked` are those
    of what may be broken only where it must, each with the least that it comes to and the price of a unit.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.model = cp_model.CpModel()
        self.variables = [self.model.new_bool_var("") for _number in range(sheet.variables)]
        self.missing: list[cp_model.IntVar] = []
        self.asked: list[tuple[cp_model.IntVar, int, int]] = []
        self._slacks: list[tuple[Row, cp_model.IntVar]] = []
        prices: list[tuple[cp_model.IntVar, int]] = [
            (self.variables[number], price) for number, price in sheet.prices.items() if price
        ]
        cover = set(map(id, sheet.cover))
        for number, row in enumerate(sheet.rows):
            if row.price is None:
                self._add(row)
                continue
            slack = self._slack(row)
            prices.append((slack, row.price))
            self._slacks.append((row, slack))
            if id(row) in cover:
                self.missing.append(slack)
            if row.price and number in sheet.asked:
                self.asked.append((slack, row.fewest_outside, row.price))
        self.model.minimize(
            cp_model.LinearExpr.weighted_sum(
                [variable for variable, _price in prices], [price for _variable, price in prices]
            )
            + sheet.fixed_cost
        )

    def _sum(self, row: Row) -> cp_model.LinearExprT:
        terms = row.amount.terms
        variables = [self.variables[number] for number, _each in terms]
        if all(each == 1 for _number, each in terms):
            return cp_model.LinearExpr.sum(variables)
        return cp_model.LinearExpr.weighted_sum(variables, [each for _number, each in terms])

    def _add(self, row: Row) -> None:
        constant = row.amount.constant
        plain = all(each == 1 for _number, each in row.amount.terms)
        if plain and row.low is None and row.high == constant + 1:
            self.model.add_at_most_one([self.variables[number] for number, _each in row.amount.terms])
            return
        count = self._sum(row)
        if row.high is not None:
            self.model.add(count <= row.high - constant)
        if row.low is not None:
            self.model.add(count >= row.low - constant)

    def _slack(self, row: Row) -> cp_model.IntVar:
        """Return the variable of how many begun units the row's amount lies outside."""
        amount, constant = row.amount, row.amount.constant
        below = 0 if row.low is None else max(0, row.low - amount.least)
        above = 0 if row.high is None else max(0, amount.most - row.high)
        slack = self.model.new_int_var(0, -(-max(below, above) // row.unit), "")
        count = self._sum(row)
        if row.high is not None:
            self.model.add(row.unit * slack >= count + (constant - row.high))
        if row.low is not None:
            self.model.add(row.unit * slack >= (row.low - constant) - count)
        return slack

    def suggest(self, ones: Collection[int]) -> None:
        """Give the solver a roster to start from: the variables of `ones` are 1, all others 0."""
        for number, variable in enumerate(self.variables):
            self.model.add_hint(variable, number in ones)
        for row, slack in self._slacks:
            chosen = sum(each for number, each in row.amount.terms if number in ones)
            self.model.add_hint(slack, row.units_outside(chosen))
