"""One line of a sheet."""

from dataclasses import dataclass

from dutydesk_roster.engine.fact import Fact
from dutydesk_roster.engine.model.amount import Amount


@dataclass(frozen=True, slots=True)
class Row:
    """`amount` lies from `low` to `high`; None lifts a bound.

    With a `price`, each begun `unit` outside costs that much; without, nothing outside is allowed. `fact` is
    what the row says in numbers, or None where it belongs to the arithmetic; `is_arithmetic` where the row
    only ties a further variable to those that it is made of.
    """

    amount: Amount
    low: int | None = None
    high: int | None = None
    price: int | None = None
    unit: int = 1
    fact: Fact | None = None
    is_arithmetic: bool = False

    @property
    def fewest_outside(self) -> int:
        """The begun units that no choice of the terms could bring inside."""
        amount = self.amount
        below = 0 if self.low is None else max(0, self.low - amount.most)
        above = 0 if self.high is None else max(0, amount.least - self.high)
        return -(-(below + above) // self.unit)

    def units_outside(self, chosen: int) -> int:
        """Return the begun units by which the row lies outside where its terms come to `chosen`."""
        count = chosen + self.amount.constant
        below = 0 if self.low is None else max(0, self.low - count)
        above = 0 if self.high is None else max(0, count - self.high)
        return -(-(below + above) // self.unit)
