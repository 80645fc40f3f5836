"""Days and nights in a row, at work and off."""

from collections.abc import Callable

from dutydesk_roster.engine.fact import Fact
from dutydesk_roster.engine.model.amount import Amount, total
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.rules import DaysInARow, FewestDaysInARow, FewestDaysOff, NightsInARow


def write_days_in_a_row(sheet: Sheet, rule: DaysInARow, fact: Fact) -> None:
    """Let at most `most` days with duty follow one another."""
    _limit_runs(sheet, rule, fact, sheet.works)


def write_nights_in_a_row(sheet: Sheet, rule: NightsInARow, fact: Fact) -> None:
    """Let at most `most` days with a night duty follow one another."""
    _limit_runs(sheet, rule, fact, sheet.works_at_night)


def _limit_runs(
    sheet: Sheet, rule: DaysInARow | NightsInARow, fact: Fact, at_work: Callable[[int, int], Amount]
) -> None:
    """Allow at most `most` worked days in every stretch one day longer."""
    for person, _who in sheet.bound_by(rule):
        for first in sheet.stretches(person, rule.most + 1):
            stretch = total(at_work(person, day) for day in range(first, first + rule.most + 1))
            sheet.limit(stretch, high=rule.most, price=rule.weight, fact=fact)


def write_fewest_days_in_a_row(sheet: Sheet, rule: FewestDaysInARow, fact: Fact) -> None:
    """Forbid every run of days with duty, off on both sides, that is shorter than `fewest`."""
    start, stop = sheet.days.start, sheet.days.stop
    for person, _who in sheet.bound_by(rule):
        before, after = sheet.held_before(person), sheet.held_after(person)
        for length in range(1, rule.fewest):
            for first in sheet.stretches(person, length + 2):
                # A run that touches either end goes on in what is held there, and is not judged without.
                until = first + 1 + length
                if first + 1 < start or until > stop:
                    continue
                held = before * (first + 1 == start) + after * (until == stop)
                unknown = (first + 1 == start and not before) or (until == stop and not after)
                short = rule.fewest - length - held
                if unknown or short <= 0:
                    continue
                run = total(sheet.works(person, day) for day in range(first + 1, until))
                beside = total(sheet.works(person, day) for day in (first, until) if start <= day < stop)
                price = None if rule.weight is None else rule.weight * short
                sheet.limit(run - beside, high=length - 1, price=price, fact=fact)


def write_fewest_days_off(sheet: Sheet, rule: FewestDaysOff, fact: Fact) -> None:
    """Forbid every run of days off between two duties that is shorter than `fewest`."""
    for person, _who in sheet.bound_by(rule):
        for length in range(1, rule.fewest):
            price = None if rule.weight is None else rule.weight * (rule.fewest - length)
            for before in sheet.stretches(person, length + 2):
                after = before + length + 1
                inside = before + 1 >= sheet.days.start and after <= sheet.days.stop
                if not inside or (before < sheet.days.start and after == sheet.days.stop):
                    continue
                off = total(sheet.works(person, day) for day in range(before + 1, after))
                beside = sheet.works(person, before) + sheet.works(person, after)
                sheet.limit(beside - off, high=1, price=price, fact=fact)
