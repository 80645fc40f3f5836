"""A problem laid out on a sheet."""

from collections.abc import Callable, Iterable, Sequence

from dutydesk_roster.engine.cells import month_of
from dutydesk_roster.engine.fact import Fact, FactKind
from dutydesk_roster.engine.model.amount import Amount
from dutydesk_roster.engine.model.fair_share import write_fair_share
from dutydesk_roster.engine.model.preferences import write_base, write_change, write_wishes
from dutydesk_roster.engine.model.rules import write_rule
from dutydesk_roster.engine.model.rules.rest import write_one_place_at_a_time
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.problem import Placed, Problem, Slot


def _every_slot(_slot: Slot) -> bool:
    return True


def lay_out(
    problem: Problem,
    stands: Sequence[Placed],
    kept: Iterable[Placed] = (),
    *,
    part: float = 1.0,
    is_open: Callable[[Slot], bool] = _every_slot,
    move: int = 0,
) -> Sheet:
    """Return the sheet of choosing who stands in the open slots.

    What `stands` fast (pins, and in a repair all that is not freed) is never constrained, whatever it breaks;
    it only takes room from what is free. `part` is the part of the whole that the open days and those before
    them are, by which everyone's share is cut down. Prices are the problem's `weights`, and `move` for each
    of `kept` that stays in their shift at a post of another kind.
    """
    sheet = Sheet(month_of(problem, stands, is_open))
    for person, _who in sheet.people():
        for number, cell in enumerate(sheet.month.cells):
            if not sheet.month.bars(person, cell) and not sheet.month.is_elsewhere(person, cell):
                sheet.let_stand(person, number)
    _cover(sheet)
    write_one_place_at_a_time(sheet)
    for index, rule in enumerate(problem.rules):
        write_rule(sheet, rule, Fact(FactKind.RULE, index))
    write_wishes(sheet)
    write_base(sheet)
    rows = len(sheet.rows)
    write_fair_share(sheet, part)
    sheet.fair_rows = range(rows, len(sheet.rows))
    write_change(sheet, kept, move)
    weighted = any(rule.weight for rule in problem.rules)
    sheet.has_preferences = weighted or bool(sheet.prices) or any(wish.weight for wish in problem.wishes)
    return sheet


def lay_out_strictly(problem: Problem, is_open: Callable[[Slot], bool] = _every_slot) -> Sheet:
    """Return the sheet that asks for every head and every hard rule at once, each row with its fact.

    Pins, leave, needs and days of service are rows too, so that each can be set aside by itself. What is only
    weighted is left out: it is never why a roster cannot be had.
    """
    sheet = Sheet(month_of(problem, (), is_open), strict=True)
    for person, _who in sheet.people():
        for number, cell in enumerate(sheet.month.cells):
            if sheet.month.is_elsewhere(person, cell):
                continue
            variable = sheet.let_stand(person, number)
            for fact in sheet.month.bars(person, cell):
                sheet.limit(Amount.of((variable,)), high=0, fact=fact)
    _cover(sheet)
    _hold_pins(sheet)
    write_one_place_at_a_time(sheet)
    for index, rule in enumerate(problem.rules):
        if rule.hard:
            write_rule(sheet, rule, Fact(FactKind.RULE, index))
    write_wishes(sheet)
    return sheet


def _cover(sheet: Sheet) -> None:
    weights = sheet.problem.weights
    for number, cell in enumerate(sheet.month.cells):
        able = [(person, cells[number]) for person, cells in enumerate(sheet.stands_in) if number in cells]
        count = Amount.of(variable for _person, variable in able)
        seats = cell.open_seats
        place = cell.slots[0].place
        heads = Fact(FactKind.HEADS, place=place)
        sheet.uncoverable += 0 if able else seats.fewest
        sheet.limit(count, high=seats.room)
        uncovered, unwanted = weights.uncovered, weights.unwanted
        if seats.wanted > seats.fewest and not sheet.strict:
            # A head below the fewest is missing from what is wanted too, and is charged once.
            sheet.limit(count, low=seats.wanted, price=unwanted)
            uncovered -= unwanted
        rows = len(sheet.rows)
        sheet.limit(count, low=seats.fewest, price=None if sheet.strict else uncovered, fact=heads)
        sheet.cover.extend(sheet.rows[rows:])
        sheet.asked.update(range(rows, len(sheet.rows)))
        if not sheet.strict:
            sheet.limit(count, high=seats.wanted, price=unwanted)
        rows = len(sheet.rows)
        for need, asked in cell.asks().items():
            meeting = Amount.of(
                variable
                for person, variable in able
                if sheet.problem.people[person].meets(need, cell.slots[0].day)
            )
            sheet.limit(
                meeting,
                low=asked,
                price=None if sheet.strict else weights.unmet,
                fact=Fact(FactKind.NEED, place=place),
            )
        sheet.asked.update(range(rows, len(sheet.rows)))


def _hold_pins(sheet: Sheet) -> None:
    by_place = {slot.place: cell for cell in sheet.month.cells for slot in cell.slots}
    numbers = {id(cell): number for number, cell in enumerate(sheet.month.cells)}
    for pin in sheet.problem.pins:
        person, cell = sheet.number_of(pin.person), by_place.get(pin.place)
        if person is None or cell is None:
            continue
        variable = sheet.stands_in[person].get(numbers[id(cell)])
        stands = Amount() if variable is None else Amount.of((variable,))
        sheet.limit(stands, low=1, fact=Fact(FactKind.PIN, person=pin.person, place=pin.place))
