"""Everyone's fair share, on the sheet."""

import math
from collections.abc import Callable
from datetime import date, timedelta

from dutydesk.domain.school_calendar import DayKind
from dutydesk_roster.engine.cells import Cell, Duty
from dutydesk_roster.engine.model.amount import Amount
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.rules import Weights
from dutydesk_roster.engine.targets import Measure, targets

_EPOCH = date(1970, 1, 1)
_HOUR = 60
_ROUNDING = 1e-6


def write_fair_share(sheet: Sheet, part: float) -> None:
    """Charge what lies outside each person's own share, and twice what lies far outside.

    A share between two whole duties asks for either, so that a perfectly fair roster costs nothing and is
    proved the best as soon as it is found.
    """
    wanted = targets(sheet.problem)
    longest = max((slot.end - slot.start for slot in sheet.problem.slots), default=timedelta())
    band = longest / timedelta(minutes=1) / 2
    for measure in Measure:
        adds = added_by(sheet, measure)
        cells = [adds(cell) for cell in sheet.month.cells]
        price = price_of(measure, sheet.problem.weights)
        if not price:
            continue
        for person, who in sheet.people():
            target = wanted[measure][who.key] * part
            stood = Amount(
                tuple(
                    [
                        (variable, each)
                        for number, variable in sheet.stands_in[person].items()
                        if (each := cells[number])
                    ]
                ),
                sum([adds(duty) for duty in sheet.month.fixed[person] if duty.slot is not None]),
            )
            if measure is Measure.HOURS:
                low, high = int(target * _HOUR - band), int(target * _HOUR + band)
                step, unit = int(2 * band), _HOUR
            else:
                low, high = math.floor(target + _ROUNDING), math.ceil(target - _ROUNDING)
                step, unit = 1, 1
            for beyond in (0, step):
                sheet.limit(stood, high=high + beyond, price=price, unit=unit)
                sheet.limit(stood, low=low - beyond, price=price, unit=unit)


def price_of(measure: Measure, weights: Weights) -> int:
    """Return what one unit of a measure outside a person's share costs."""
    return {
        Measure.NIGHTS: weights.nights,
        Measure.WEEKENDS: weights.weekends,
        Measure.HOLIDAYS: weights.holidays,
        Measure.HOURS: weights.hours,
    }[measure]


def added_by(sheet: Sheet, measure: Measure) -> Callable[[Cell | Duty], int]:
    """Return the function that tells what a duty adds to a measure: one, or its minutes."""
    if measure is Measure.HOURS:
        return lambda duty: duty.minutes
    if measure is Measure.NIGHTS:
        return lambda duty: int(duty.night)
    kind = DayKind.WEEKEND if measure is Measure.WEEKENDS else DayKind.HOLIDAY
    days = {day for day in sheet.days if sheet.problem.kind_of(_EPOCH + timedelta(days=day)) is kind}
    return lambda duty: int(duty.day in days)
