"""What is counted over a person's month: nights, weekends, holidays and hours against their fair share."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from dutydesk_roster.engine.cells import Cell, Duty
from dutydesk_roster.engine.model.fair_share import added_by, price_of
from dutydesk_roster.engine.model.rules.hours import whole_months
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.patterns import problem as patterns
from dutydesk_roster.engine.patterns.problem import Floats, Ints
from dutydesk_roster.engine.problem import EnginePerson, EngineShift, Placed
from dutydesk_roster.engine.rules import HoursAMonth, Overtime, Weights
from dutydesk_roster.engine.targets import Measure, targets

_HOUR = 60
_DAY = 24 * 60
_ROUNDING = 1e-6
_SMALLEST_UNIT = 30
_FAR = 6
"""How many duties outside their share anyone is let: farther, a roster is no good whatever it gains."""


@dataclass(frozen=True, slots=True)
class Counting:
    """The counters of every person, and the least that a roster costs in which someone lies beyond them."""

    counters: Mapping[int, tuple[patterns.Counter, ...]]
    least_beyond: float


@dataclass(frozen=True, slots=True)
class _Scale:
    """How a measure is counted: the size of a unit, in duties or minutes, and how wrong a sum may be."""

    measure: Measure
    unit: int
    error: int
    amount: Callable[[Cell | Duty], int]


def count_shares(
    sheet: Sheet, weights: Weights, letter_of: Mapping[str, int], roster: Iterable[Placed] = ()
) -> Counting:
    """Return how each person's duties are counted, as far as `roster` needs, and what each count costs.

    Hours are counted as on an ordinary day. Where a clock change makes a duty longer or shorter, or lengths
    have no common measure, a count is priced as the kindest sum that it may stand for, so that a bound proved
    with these counters holds.
    """
    wanted = targets(sheet.problem)
    longest = max((slot.end - slot.start for slot in sheet.problem.slots), default=None)
    band = 0.0 if longest is None else longest.total_seconds() / 60 / 2
    least_beyond = float("inf")
    counters: dict[int, list[patterns.Counter]] = {person: [] for person, _who in sheet.people()}
    for measure in Measure:
        scale = _scale(sheet, measure)
        price = price_of(measure, weights)
        if scale is None or not price:
            continue
        adds = _table(sheet, scale, letter_of)
        counted = _counted(sheet, scale, roster)
        step = int(2 * band) if measure is Measure.HOURS else 1
        shared: dict[bytes, patterns.Counter] = {}
        for person, who in sheet.people():
            stands = sum(scale.amount(duty) for duty in sheet.month.fixed[person] if duty.slot is not None)
            own_band = band if measure is Measure.HOURS else None
            cost = _Cost(wanted[measure][who.key], price, own_band, scale.error, stands)
            last = int((max(cost.target, stands, counted[who.key]) + _FAR * step) // scale.unit)
            prices = np.array([cost.of(count * scale.unit) for count in range(last + 1)])
            least_beyond = min(least_beyond, cost.of((last + 1) * scale.unit))
            if measure is Measure.HOURS:
                prices += _beyond_month(sheet, person, scale, stands, last + 1)
            counters[person].append(shared.setdefault(prices.tobytes(), patterns.Counter(adds, prices)))
    return Counting({person: tuple(own) for person, own in counters.items()}, least_beyond)


class _Cost:
    """What a sum outside a person's share costs, at the least where sums may be wrong by `error`.

    What `stands` fast is over the share by itself is not charged.
    """

    def __init__(self, target: float, price: int, band: float | None, error: int, stands: int) -> None:
        self.price, self.error = price, error
        if band is None:
            self.low, self.high = math.floor(target + _ROUNDING), math.ceil(target - _ROUNDING)
            self.step, self.unit, self.target = 1, 1, target
        else:
            self.low, self.high = int(target * _HOUR - band), int(target * _HOUR + band)
            self.step, self.unit, self.target = int(2 * band), _HOUR, target * _HOUR
        self._forgiven = sum(self._begun(stands - self.high - beyond) for beyond in (0, self.step))

    def of(self, stood: int) -> float:
        """Return the price of `stood` duties or minutes."""
        over = sum(self._begun(stood - self.error - self.high - beyond) for beyond in (0, self.step))
        under = sum(self._begun(self.low - beyond - stood - self.error) for beyond in (0, self.step))
        return float(self.price * (max(0, over - self._forgiven) + under))

    def _begun(self, outside: int) -> int:
        """Return the begun units of what lies outside, 0 if nothing does."""
        return -(-max(0, outside) // self.unit)


def _scale(sheet: Sheet, measure: Measure) -> _Scale | None:
    amount = added_by(sheet, measure)
    if not any(amount(duty) for duty in _asked_duties(sheet)):
        return None
    if measure is not Measure.HOURS:
        return _Scale(measure, 1, 0, amount)
    usual = {shift.code: _usual_minutes(shift) for shift in sheet.problem.shifts}
    unit = max(_SMALLEST_UNIT, math.gcd(*usual.values()))
    errors: dict[int, int] = {}
    for cell in sheet.month.cells:
        error = abs(cell.minutes - unit * round(usual[cell.shift] / unit))
        errors[cell.day] = max(error, errors.get(cell.day, 0))
    return _Scale(measure, unit, sum(errors.values()), lambda duty: usual.get(duty.shift, duty.minutes))


def _asked_duties(sheet: Sheet) -> Iterable[Cell | Duty]:
    """Yield every cell and every duty that stands fast in a slot."""
    yield from sheet.month.cells
    for duties in sheet.month.fixed:
        yield from (duty for duty in duties if duty.slot is not None)


def _usual_minutes(shift: EngineShift) -> int:
    return (shift.end - shift.start - 1) % _DAY + 1


def _table(sheet: Sheet, scale: _Scale, letter_of: Mapping[str, int]) -> Ints:
    """Return what each letter adds on each day."""
    table = np.zeros((len(sheet.days), len(letter_of) + 1, 2), dtype=np.int32)
    for duty in _asked_duties(sheet):
        if duty.day in sheet.days:
            amount = round(scale.amount(duty) / scale.unit)
            table[duty.day - sheet.days.start, letter_of[duty.shift], :] = amount
    return table


def _counted(sheet: Sheet, scale: _Scale, roster: Iterable[Placed]) -> Counter[str]:
    """Return what each person has in `roster`."""
    cell_at = {slot.place: cell for cell in sheet.month.cells for slot in cell.slots}
    sums: Counter[str] = Counter()
    for one in roster:
        if one.place in cell_at:
            sums[one.person] += scale.amount(cell_at[one.place])
    return sums


def counts_months(sheet: Sheet) -> bool:
    """Tell whether the month's hours can be counted inside a pattern: its days are just one whole month."""
    return list(whole_months(sheet.problem)) == [sheet.days]


def _beyond_month(sheet: Sheet, person: int, scale: _Scale, stands: int, counts: int) -> Floats:
    """Return what the rules on a month's hours add to the price of each count."""
    prices = np.zeros(counts)
    if not counts_months(sheet):
        return prices
    fixed = (duty for duty in sheet.month.fixed[person] if duty.day in sheet.days)
    extra = sum(duty.minutes for duty in fixed) - stands
    for most, weight in _month_limits(sheet, sheet.problem.people[person]):
        room = int(most * _HOUR) - extra
        forgiven = -(-max(0, stands - room) // _HOUR)
        for count in range(counts):
            stood = count * scale.unit - scale.error
            if weight is None and stood > max(room, stands):
                prices[count] = np.inf
            elif weight is not None:
                prices[count] += weight * max(0, -(-(stood - room) // _HOUR) - forgiven)
    return prices


def _month_limits(sheet: Sheet, who: EnginePerson) -> Iterable[tuple[float, int | None]]:
    for rule in sheet.problem.rules:
        if isinstance(rule, HoursAMonth) and rule.binds(who.key):
            yield rule.most, rule.weight
        if isinstance(rule, Overtime) and rule.binds(who.key):
            yield rule.contract * who.share + rule.most, rule.weight
