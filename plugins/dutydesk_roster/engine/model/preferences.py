"""What people wish, what a rotation lays down and what stands now, on the sheet."""

from collections.abc import Iterable

from dutydesk_roster.engine.cells import Cell, Duty, day_number
from dutydesk_roster.engine.fact import Fact, FactKind
from dutydesk_roster.engine.model.amount import Amount
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.problem import Placed


def write_wishes(sheet: Sheet) -> None:
    """Charge every wish that is not granted; a hard one must be."""
    for index, wish in enumerate(sheet.problem.wishes):
        person = sheet.number_of(wish.person)
        outside = not sheet.problem.first <= wish.day <= sheet.problem.last
        if person is None or outside or (sheet.strict and wish.weight is not None):
            continue

        def is_meant(duty: Cell | Duty) -> bool:
            return (not wish.shift or duty.shift == wish.shift) and (  # noqa: B023 - used within the round
                not wish.post or duty.posts == (wish.post,)  # noqa: B023 - used within the round
            )

        stood = sheet.at_least_one(sheet.duties(person, day_number(wish.day), is_meant))
        fact = Fact(FactKind.WISH, index)
        if wish.on:
            sheet.limit(stood, low=1, price=wish.weight, fact=fact)
        else:
            sheet.limit(stood, high=0, price=wish.weight, fact=fact)


def write_base(sheet: Sheet) -> None:
    """Charge each departure from the rotation: its shift not stood, and each duty that is another."""
    price = sheet.problem.weights.base
    for based in sheet.problem.base:
        person = sheet.number_of(based.person)
        if person is None or not price:
            continue
        day = day_number(based.day)
        others = sheet.duties(person, day, lambda duty: duty.shift != based.shift)  # noqa: B023 - used at once
        sheet.charge(others, price)
        if based.shift:
            sheet.charge(Amount(constant=1) - sheet.stands_shift(person, day, based.shift), price)


def write_change(sheet: Sheet, kept: Iterable[Placed], move: int = 0) -> None:
    """Charge each duty that stands now and would go, and each that would come.

    Another post of the same shift is no change, but costs `move` where it is one of another cell.
    """
    kept = tuple(kept)
    price = sheet.problem.weights.change
    stood = {(one.person, day_number(one.day), one.shift) for one in kept}
    if not stood or not price:
        return
    known = {(day_number(slot.day), slot.shift) for slot in sheet.problem.slots}
    fast = {(one.person, day_number(one.day), one.shift) for one in sheet.month.stands}
    homes = {(one.person, one.place) for one in kept} if move else set()
    for person, who in sheet.people():
        for place, variable in sheet.stands_in[person].items():
            cell = sheet.month.cells[place]
            if (who.key, cell.day, cell.shift) not in stood:
                sheet.charge(Amount.of((variable,)), price)
            elif move and not any((who.key, slot.place) in homes for slot in cell.slots):
                sheet.charge(Amount.of((variable,)), move)
    for key, day, shift in sorted(stood - fast):
        number = sheet.number_of(key)
        if number is not None and (day, shift) in known:
            sheet.charge(Amount(constant=1) - sheet.stands_shift(number, day, shift), price)
