"""What may follow a duty, and how soon."""

from collections.abc import Iterable

from dutydesk_roster.engine.cells import Cell, Duty
from dutydesk_roster.engine.fact import Fact
from dutydesk_roster.engine.model.amount import Amount
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.rules import DutiesADay, Rest, Succession


def write_rest(sheet: Sheet, rule: Rest, fact: Fact) -> None:
    """Keep `hours` of real time between two duties."""
    rest = round(rule.hours * 60)
    for person, _who in sheet.bound_by(rule):
        cells = sheet.stands_in[person]
        for number, variable in cells.items():
            near = sum(_is_near(sheet.month.cells[number], duty, rest) for duty in sheet.month.fixed[person])
            if near and rule.weight is not None:
                sheet.charge(Amount.of((variable,)), near * rule.weight)
            elif near:
                sheet.limit(Amount.of((variable,)), high=0, fact=fact)
        if rule.weight is None:
            for group in _crowds(sheet, person, rest):
                sheet.limit(Amount.of(cells[number] for number in group), high=1, fact=fact)
            continue
        for first, second in _near_pairs(sheet, person, rest):
            sheet.limit(Amount.of((cells[first], cells[second])), high=1, price=rule.weight, fact=fact)


def write_one_place_at_a_time(sheet: Sheet) -> None:
    """Let nobody stand in two places at once, whatever the rules say."""
    for person, _who in sheet.people():
        cells = sheet.stands_in[person]
        for group in _crowds(sheet, person, 0):
            sheet.limit(Amount.of(cells[number] for number in group), high=1)


def _is_near(cell: Cell, duty: Duty, rest: int) -> bool:
    return duty.start < cell.end + rest and cell.start < duty.end + rest


def _crowds(sheet: Sheet, person: int, rest: int) -> Iterable[list[int]]:
    """Yield each largest group of cells no two of which may be stood, all within `rest` of one another.

    Stretched to its end plus rest, each shares an instant with every other.
    """
    running: list[int] = []
    before: set[int] = set()
    for number in sheet.stands_in[person]:
        cell = sheet.month.cells[number]
        running = [one for one in running if cell.start < sheet.month.cells[one].end + rest]
        running.append(number)
        if len(before) > 1 and not before <= set(running):
            yield sorted(before)
        before = set(running)
    if len(before) > 1:
        yield sorted(before)


def _near_pairs(sheet: Sheet, person: int, rest: int) -> Iterable[tuple[int, int]]:
    """Yield each two cells that lie nearer than `rest` but do not overlap."""
    numbers = list(sheet.stands_in[person])
    for place, first in enumerate(numbers):
        until = sheet.month.cells[first].end
        for second in numbers[place + 1 :]:
            start = sheet.month.cells[second].start
            if start >= until + rest:
                break
            if start >= until:
                yield first, second


def write_duties_a_day(sheet: Sheet, rule: DutiesADay, fact: Fact) -> None:
    """Let at most `most` duties start on one day."""
    for person, _who in sheet.bound_by(rule):
        for day in sheet.stretches(person, 1):
            sheet.limit(sheet.duties(person, day), high=rule.most, price=rule.weight, fact=fact)


def write_succession(sheet: Sheet, rule: Succession, fact: Fact) -> None:
    """Keep `after` away from the day after `before`."""
    for person, _who in sheet.bound_by(rule):
        for day in sheet.stretches(person, 2):
            both = sheet.stands_shift(person, day, rule.before) + sheet.stands_shift(
                person, day + 1, *rule.after
            )
            sheet.limit(both, high=1, price=rule.weight, fact=fact)
